package ledger

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/vote"
)

// MaxEntry is the greatest length of an entry in bytes.
const MaxEntry = 64 << 10

const (
	oldBallotTitle = "hangviet-ballot/1"
	ballotTitle    = "hangviet-ballot/2"
	paperTitle     = "hangviet-paper/1"
	hourForm       = "2006-01-02T15Z"
	testLine       = "test yes"
)

// Record is one entry as it was meant: a ballot or a batch of paper, never both.
type Record struct {
	Ballot *vote.Ballot
	Paper  *vote.Paper
}

// ID returns the id of what was entered; no two records have the same.
func (r Record) ID() string {
	if r.Paper != nil {
		return r.Paper.ID
	}
	return r.Ballot.ID
}

// Round returns the id of the round it belongs to.
func (r Record) Round() string {
	if r.Paper != nil {
		return r.Paper.Round
	}
	return r.Ballot.Round
}

// Hour returns the hour in which it was entered.
func (r Record) Hour() time.Time {
	if r.Paper != nil {
		return r.Paper.Hour
	}
	return r.Ballot.Hour
}

// Kind returns what it is counted as.
func (r Record) Kind() Kind {
	if r.Paper != nil {
		return Kind{Round: r.Paper.Round, Paper: true, Test: r.Paper.Test}
	}
	return Kind{Round: r.Ballot.Round, Test: r.Ballot.Test}
}

// Choices returns the number of choices in it.
func (r Record) Choices() int {
	if r.Paper != nil {
		return r.Paper.Choices()
	}
	return len(r.Ballot.Choices)
}

// use returns the ticket it uses, or nil.
func (r Record) use() *Use {
	if r.Ballot == nil || r.Ballot.Mode != vote.ByTicket {
		return nil
	}
	return &Use{Round: r.Ballot.Round, Test: r.Ballot.Test, Mark: r.Ballot.Ticket}
}

// encode returns the record's entry, or an error that says what cannot stand in
// a log: [vote.ErrBallotShape] or [vote.ErrPaperShape].
func (r Record) encode() ([]byte, error) {
	var entry []byte
	shape := vote.ErrBallotShape
	if r.Paper != nil {
		shape = vote.ErrPaperShape
		if err := checkPaper(*r.Paper); err != nil {
			return nil, err
		}
		entry = EncodePaper(*r.Paper)
	} else {
		if err := checkShape(*r.Ballot); err != nil {
			return nil, err
		}
		entry = EncodeEntry(*r.Ballot)
	}
	if len(entry) > MaxEntry {
		return nil, fmt.Errorf("%w: longer than %d bytes", shape, MaxEntry)
	}
	return entry, nil
}

// ParseRecord reads what [EncodeEntry] or [EncodePaper] wrote, and nothing else:
// what it accepts, they give back byte for byte. Its errors are *[ParseError].
func ParseRecord(data []byte) (Record, error) {
	if bytes.HasPrefix(data, []byte(paperTitle)) {
		p, err := ParsePaper(data)
		return Record{Paper: &p}, err
	}
	b, err := ParseEntry(data)
	return Record{Ballot: &b}, err
}

// EncodeEntry returns the ballot as it stands in the log. The order of the
// choices is kept; of the time only the hour is. A ballot without a mode is
// written in the first form, as it was.
func EncodeEntry(b vote.Ballot) []byte {
	var s strings.Builder
	hour := b.Hour.UTC().Format(hourForm)
	if b.Mode == "" {
		fmt.Fprintf(&s, "%s\nid %s\nround %s\nhour %s\n", oldBallotTitle, b.ID, b.Round, hour)
	} else {
		fmt.Fprintf(&s, "%s\nid %s\nround %s\nmode %s\n", ballotTitle, b.ID, b.Round, b.Mode)
		if b.Test {
			fmt.Fprintln(&s, testLine)
		}
		fmt.Fprintf(&s, "hour %s\norder %016x\n", hour, b.Order)
		if b.Mode == vote.ByTicket {
			fmt.Fprintf(&s, "ticket %s\n", b.Ticket)
		}
		for _, f := range b.Flags {
			fmt.Fprintf(&s, "flag %s\n", f)
		}
	}
	for _, c := range b.Choices {
		fmt.Fprintf(&s, "choice %s %s\n", c.Category, c.Nominee)
	}
	return []byte(s.String())
}

// ParseEntry reads what [EncodeEntry] wrote, and nothing else: what it accepts,
// EncodeEntry gives back byte for byte. Its errors are *[ParseError].
func ParseEntry(data []byte) (vote.Ballot, error) {
	p := entryParser(data)
	var b vote.Ballot
	if p.take(oldBallotTitle) {
		b = vote.Ballot{ID: p.field("id"), Round: p.field("round"), Hour: p.hour(p.field("hour"))}
	} else {
		b = p.ballot()
	}
	if p.err == nil {
		b.Choices = make([]vote.Choice, 0, bytes.Count(data[p.pos:], []byte("\n")))
	}
	for p.has("choice") {
		category, nominee, _ := strings.Cut(p.field("choice"), " ")
		b.Choices = append(b.Choices, vote.Choice{Category: category, Nominee: nominee})
	}
	if err := p.end(); err != nil {
		return vote.Ballot{}, err
	}
	if err := checkShape(b); err != nil {
		return vote.Ballot{}, &ParseError{p.what, p.pos, err.Error()}
	}
	return b, nil
}

// ballot reads the head of a ballot in the present form.
func (p *parser) ballot() vote.Ballot {
	p.is(ballotTitle)
	b := vote.Ballot{ID: p.field("id"), Round: p.field("round"), Mode: vote.Mode(p.field("mode"))}
	b.Test = p.take(testLine)
	b.Hour = p.hour(p.field("hour"))
	b.Order = p.seed(p.field("order"))
	if p.has("ticket") {
		b.Ticket = p.field("ticket")
	}
	for p.has("flag") {
		b.Flags = append(b.Flags, vote.Flag(p.field("flag")))
	}
	if p.err == nil && b.Mode == "" {
		p.fail("mode is empty")
	}
	return b
}

func entryParser(data []byte) *parser {
	p := &parser{what: "entry", data: data}
	if len(data) > MaxEntry {
		p.fail(fmt.Sprintf("longer than %d bytes", MaxEntry))
	} else {
		p.text = string(data)
	}
	return p
}

// hour reads a moment from a value that was just read. It is what [time.Parse]
// does with hourForm, many times as fast and as strict.
func (p *parser) hour(value string) time.Time {
	if p.err != nil {
		return time.Time{}
	}
	if len(value) == len(hourForm) && value[4] == '-' && value[7] == '-' && value[10] == 'T' && value[13] == 'Z' {
		year, month, day, hour := digits(value[:4]), digits(value[5:7]), digits(value[8:10]), digits(value[11:13])
		t := time.Date(year, time.Month(month), day, hour, 0, 0, 0, time.UTC)
		if year >= 0 && month >= 1 && month <= 12 && day >= 1 && t.Day() == day && hour >= 0 && hour <= 23 {
			return t
		}
	}
	p.fail(fmt.Sprintf("%.40q is not an hour", value))
	return time.Time{}
}

// digits returns the number that s writes with nothing but digits, or one far
// below zero.
func digits(s string) (n int) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1 << 20
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// seed reads 64 bits in 16 hexadecimal digits from a value that was just read.
func (p *parser) seed(value string) uint64 {
	if p.err != nil {
		return 0
	}
	n, err := strconv.ParseUint(value, 16, 64)
	if err != nil || !isHex(value, 16) {
		p.fail(fmt.Sprintf("%.40q is not a seed", value))
	}
	return n
}

// checkShape tells whether a ballot can stand in a log, with
// [vote.ErrBallotShape] if not. Whether its choices are allowed is not asked
// here: [vote.Ballot.Check] is.
func checkShape(b vote.Ballot) error {
	switch {
	case !isHex(b.ID, 32):
		return fmt.Errorf("%w: id %.40q", vote.ErrBallotShape, b.ID)
	case !isWord(b.Round):
		return fmt.Errorf("%w: round %.40q", vote.ErrBallotShape, b.Round)
	case !isHour(b.Hour):
		return fmt.Errorf("%w: hour %v", vote.ErrBallotShape, b.Hour)
	case !isAdmission(b):
		return fmt.Errorf("%w: mode %.40q, ticket %.40q, flags %.200q", vote.ErrBallotShape, b.Mode, b.Ticket, b.Flags)
	case len(b.Choices) == 0:
		return fmt.Errorf("%w: %w", vote.ErrBallotShape, vote.ErrEmpty)
	}
	seen := newChoiceSet(len(b.Choices))
	for i, c := range b.Choices {
		if !isWord(c.Category) || !isWord(c.Nominee) || seen.has(b.Choices[:i], c) {
			return fmt.Errorf("%w: choice %.40q %.40q", vote.ErrBallotShape, c.Category, c.Nominee)
		}
	}
	return nil
}

// choiceSet finds choices that stand twice; of few, by looking at all of them.
type choiceSet map[vote.Choice]bool

// fewChoices is up to how many choices looking is quicker than a map.
const fewChoices = 24

func newChoiceSet(n int) choiceSet {
	if n <= fewChoices {
		return nil
	}
	return make(choiceSet, n)
}

// has tells whether c is among those before it.
func (s choiceSet) has(before []vote.Choice, c vote.Choice) bool {
	if s == nil {
		return slices.Contains(before, c)
	}
	found := s[c]
	s[c] = true
	return found
}

// isAdmission tells whether how the ballot came about can stand in a log.
func isAdmission(b vote.Ballot) bool {
	switch b.Mode {
	case "":
		return !b.Test && b.Order == 0 && b.Ticket == "" && len(b.Flags) == 0
	case vote.ByTicket:
		return isHex(b.Ticket, 16) && areFlags(b.Flags)
	case vote.ByPause, vote.ByStaff:
		return b.Ticket == "" && areFlags(b.Flags)
	}
	return false
}

// areFlags tells whether flags are words of a-z, sorted, no two alike.
func areFlags(flags []vote.Flag) bool {
	for i, f := range flags {
		if len(f) == 0 || len(f) > 16 || strings.ContainsFunc(string(f), isNoLetter) {
			return false
		}
		if i > 0 && flags[i-1] >= f {
			return false
		}
	}
	return true
}

func isNoLetter(r rune) bool { return r < 'a' || r > 'z' }

func isHour(t time.Time) bool { year := t.UTC().Year(); return year >= 1 && year <= 9999 }
