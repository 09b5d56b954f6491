package ledger

import (
	"fmt"
	"strings"
	"time"

	"hangviet/data/vote"
)

// MaxEntry is the greatest length of an entry in bytes.
const MaxEntry = 64 << 10

const (
	entryTitle = "hangviet-ballot/1"
	hourForm   = "2006-01-02T15Z"
)

// EncodeEntry returns the ballot as it stands in the log. The order of the
// choices is kept; of the time only the hour is.
func EncodeEntry(b vote.Ballot) []byte {
	var s strings.Builder
	fmt.Fprintf(&s, "%s\nid %s\nround %s\nhour %s\n", entryTitle, b.ID, b.Round, b.Hour.UTC().Format(hourForm))
	for _, c := range b.Choices {
		fmt.Fprintf(&s, "choice %s %s\n", c.Category, c.Nominee)
	}
	return []byte(s.String())
}

// ParseEntry reads what [EncodeEntry] wrote, and nothing else: what it accepts,
// EncodeEntry gives back byte for byte. Its errors are *[ParseError].
func ParseEntry(data []byte) (vote.Ballot, error) {
	p := &parser{what: "entry", data: data}
	if len(data) > MaxEntry {
		p.fail(fmt.Sprintf("longer than %d bytes", MaxEntry))
	}
	p.is(entryTitle)
	b := vote.Ballot{ID: p.field("id"), Round: p.field("round"), Hour: p.hour(p.field("hour"))}
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

func (p *parser) hour(value string) time.Time {
	t, err := time.Parse(hourForm, value)
	if p.err == nil && (err != nil || t.Format(hourForm) != value) {
		p.fail(fmt.Sprintf("%.40q is not an hour", value))
	}
	return t
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
	case b.Hour.UTC().Year() < 1 || b.Hour.UTC().Year() > 9999:
		return fmt.Errorf("%w: hour %v", vote.ErrBallotShape, b.Hour)
	case len(b.Choices) == 0:
		return fmt.Errorf("%w: %w", vote.ErrBallotShape, vote.ErrEmpty)
	}
	seen := map[vote.Choice]bool{}
	for _, c := range b.Choices {
		if !isWord(c.Category) || !isWord(c.Nominee) || seen[c] {
			return fmt.Errorf("%w: choice %.40q %.40q", vote.ErrBallotShape, c.Category, c.Nominee)
		}
		seen[c] = true
	}
	return nil
}
