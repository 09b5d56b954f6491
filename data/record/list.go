package record

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// The names of a record's files, beside those of kiosks and branches.
const (
	listName        = "files.note"
	formatName      = "FORMAT.md"
	definitionsName = "round.json"
	ticketsName     = "tickets.txt"
	tallyName       = "tally.txt"
)

const listTitle = "hangviet record v1"

// maxList is the greatest length of the list in bytes: some 50,000 kiosks.
const maxList = 8 << 20

var (
	kioskPath  = regexp.MustCompile(`^kiosks/([0-9a-f]{16})\.txt$`)
	branchPath = regexp.MustCompile(`^branches/([0-9a-f]{16})-([0-9a-f]{16})\.txt$`)
)

// listed is a file of a record.
type listed struct {
	name   string
	length int64
	sum    string // SHA-256 in hexadecimal digits
}

// list is what the hub signs: which files make up the record, and of what.
type list struct {
	round string
	hub   string // note verifier key
	phase vote.Phase
	rules Rules
	files []listed // by name, without the list itself
}

func (l list) text() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nround %s\nhub %s\nphase %s\nrules %d %d\n", listTitle, l.round, l.hub, l.phase, l.rules.PerHour, l.rules.Alike)
	slices.SortFunc(l.files, func(a, b listed) int { return cmp.Compare(a.name, b.name) })
	for _, f := range l.files {
		fmt.Fprintf(&b, "file %s %d %s\n", f.sum, f.length, f.name)
	}
	return b.String()
}

// find returns the entry of a file.
func (l list) find(name string) (listed, bool) {
	at, found := slices.BinarySearchFunc(l.files, name, func(f listed, name string) int { return cmp.Compare(f.name, name) })
	if !found {
		return listed{}, false
	}
	return l.files[at], true
}

// parseList reads a list and checks that the hub it names signed it.
func parseList(note []byte) (list, error) {
	p := newLines(bytes.NewReader(note))
	p.is(listTitle)
	l := list{round: string(p.field("round")), hub: string(p.field("hub"))}
	l.phase = vote.Phase(p.word(p.field("phase"), phases...))
	perHour, alike, _ := bytes.Cut(p.field("rules"), []byte(" "))
	l.rules = Rules{p.decimal(perHour), p.decimal(alike)}
	for p.next("file ") {
		l.files = append(l.files, p.listed())
		if n := len(l.files); n > 1 && l.files[n-2].name >= l.files[n-1].name {
			p.fail("files are not in order")
		}
	}
	if p.err != nil {
		return list{}, p.err
	}
	if !isWord(l.round) || !isHub(l.hub) {
		return list{}, &malformed{0, fmt.Sprintf("round %.40q or hub %.80q", l.round, l.hub)}
	}
	text, err := ledger.OpenNote(note, l.hub)
	if err == nil && text != l.text() {
		err = &malformed{p.pos, "more than a list"}
	}
	return l, err
}

var phases = []string{string(vote.Draft), string(vote.Coming), string(vote.Open), string(vote.Paused), string(vote.Closed)}

var hubKey = regexp.MustCompile(`^hub-([0-9a-f]{16})\+[0-9a-f]{8}\+([A-Za-z0-9+/]{44})$`)

// isHub tells whether a verifier key is a hub's: named after the key itself.
func isHub(key string) bool {
	parts := hubKey.FindStringSubmatch(key)
	if parts == nil {
		return false
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	return err == nil && raw[0] == 1 && ledger.KeyID(raw[1:]) == parts[1]
}

// listed reads the line of a file. Only the names that a record may have are
// taken, so none leads elsewhere.
func (l *lines) listed() listed {
	sum, rest, _ := bytes.Cut(l.field("file"), []byte(" "))
	length, name, _ := bytes.Cut(rest, []byte(" "))
	f := listed{name: string(name), length: l.decimal(length), sum: l.hex(sum, 64)}
	if l.err == nil && !isRecordName(f.name) {
		l.fail("%.80q is not a file of a record", f.name)
	}
	return f
}

// IsFile tells whether a record may have a file of that name.
func IsFile(name string) bool { return name == listName || isRecordName(name) }

func isRecordName(name string) bool {
	switch name {
	case formatName, definitionsName, ticketsName, remarksName, tallyName:
		return true
	}
	return kioskPath.MatchString(name) || branchPath.MatchString(name)
}
