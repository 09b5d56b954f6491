package record

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
)

const (
	kioskTitle  = "hangviet-record-kiosk/1"
	branchTitle = "hangviet-record-branch/1"
)

// maxNote is the greatest length of a checkpoint or receipt in bytes.
const maxNote = 1 << 10

// section is the head of the file of a kiosk or of a branch: a run of entries of
// one ledger.
type section struct {
	branch   bool
	kiosk    string
	key      [32]byte
	name     string   // of a kiosk
	status   Status   // of a kiosk
	decision Decision // of a branch
	decided  string   // when, or "-"; of a branch
	from     int64    // index of the first entry; 0 for a kiosk
	base     []tlog.Hash
	heads    [][]byte // checkpoints, the smallest first
	receipts [][]byte // the hub's for each of them; of a kiosk
	entries  int64
}

// end returns the size of the ledger that the section ends.
func (s section) end() int64 { return s.from + s.entries }

// origin returns how the section's entries are judged.
func (s section) origin(status Status, root tlog.Hash) origin {
	o := origin{kiosk: s.kiosk, bar: status.standing()}
	if s.branch {
		o.branch = hex.EncodeToString(root[:8])
		o.bar = cmp.Or(o.bar, s.decision.standing())
	}
	return o
}

// path returns the name of the section's file; a branch is named by the root
// that it ends in.
func (s section) path(root tlog.Hash) string {
	if s.branch {
		return "branches/" + s.kiosk + "-" + hex.EncodeToString(root[:8]) + ".txt"
	}
	return "kiosks/" + s.kiosk + ".txt"
}

func (s section) encode() []byte {
	var b bytes.Buffer
	if s.branch {
		fmt.Fprintf(&b, "%s\nkiosk %s\nkey %s\ndecision %s %s\nfrom %d\n",
			branchTitle, s.kiosk, encode64(s.key[:]), s.decision, s.decided, s.from)
	} else {
		fmt.Fprintf(&b, "%s\nkiosk %s\nkey %s\nname %s\nstatus %s\n", kioskTitle, s.kiosk, encode64(s.key[:]), s.name, s.status)
	}
	for _, h := range s.base {
		fmt.Fprintf(&b, "base %s\n", encode64(h[:]))
	}
	fmt.Fprintf(&b, "heads %d\n", len(s.heads))
	for i, head := range s.heads {
		fmt.Fprintf(&b, "head %d\n%s", len(head), head)
		if !s.branch {
			fmt.Fprintf(&b, "receipt %d\n%s", len(s.receipts[i]), s.receipts[i])
		}
	}
	fmt.Fprintf(&b, "entries %d\n", s.entries)
	return b.Bytes()
}

// section reads the head of a section.
func (l *lines) section(branch bool) section {
	s := section{branch: branch}
	title := kioskTitle
	if branch {
		title = branchTitle
	}
	l.is(title)
	s.kiosk = l.hex(l.field("kiosk"), 16)
	s.key = l.hash(l.field("key"))
	if branch {
		decision, decided, _ := bytes.Cut(l.field("decision"), []byte(" "))
		s.decision = Decision(l.word(decision, string(Waiting), string(Counted), string(LeftOut)))
		s.decided = l.moment(decided)
		s.from = l.decimal(l.field("from"))
	} else {
		s.name = l.text(l.field("name"))
		s.status = Status(l.word(l.field("status"), string(Approved), string(Pending), string(Refused)))
	}
	for n := s.from; n != 0 && l.err == nil; n &= n - 1 {
		s.base = append(s.base, l.hash(l.field("base")))
	}
	for n := l.decimal(l.field("heads")); n > 0 && l.err == nil; n-- {
		s.heads = append(s.heads, slices.Clone(l.block(l.field("head"), maxNote, nil)))
		if !branch {
			s.receipts = append(s.receipts, slices.Clone(l.block(l.field("receipt"), maxNote, nil)))
		}
	}
	s.entries = l.decimal(l.field("entries"))
	return s
}

// sectionWriter writes the entries of a section and grows its tree on the way.
type sectionWriter struct {
	w     io.Writer
	round string
	tree  tree
	line  []byte
	add   func(index int64, r ledger.Record) // takes the entries of the round
}

// entry writes one entry: whole when it is of the round, else as its hash.
func (s *sectionWriter) entry(data []byte) error {
	r, err := ledger.ParseRecord(data)
	if err != nil {
		return fmt.Errorf("entry %d: %w", s.tree.size, err)
	}
	leaf := tlog.RecordHash(data)
	shown := r.Round() == s.round
	if shown {
		s.add(s.tree.size, r)
		s.line = fmt.Appendf(s.line[:0], "entry %d ", len(data))
	} else {
		s.line = append(s.line[:0], "leaf "...)
	}
	s.line = append(base64.StdEncoding.AppendEncode(s.line, leaf[:]), '\n')
	if shown {
		s.line = append(s.line, data...)
	}
	s.tree.add(leaf)
	_, err = s.w.Write(s.line)
	return err
}

// momentForm is how instants are written, in UTC.
const momentForm = "2006-01-02T15:04:05Z"

// moment reads an instant, or "-" for none.
func (l *lines) moment(value []byte) string {
	if t, err := time.Parse(momentForm, string(value)); string(value) != "-" && (err != nil || t.Format(momentForm) != string(value)) {
		l.fail("%.40q is not an instant", value)
	}
	return string(value)
}

func encode64(data []byte) string { return base64.StdEncoding.EncodeToString(data) }
