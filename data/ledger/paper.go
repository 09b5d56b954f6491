package ledger

import (
	"fmt"
	"strings"

	"hangviet/data/vote"
)

// EncodePaper returns the batch of paper as it stands in the log.
func EncodePaper(p vote.Paper) []byte {
	var s strings.Builder
	fmt.Fprintf(&s, "%s\nid %s\nround %s\n", paperTitle, p.ID, p.Round)
	if p.Test {
		fmt.Fprintln(&s, testLine)
	}
	fmt.Fprintf(&s, "hour %s\nbatch %s\nstaff %s\nstaff %s\n", p.Hour.UTC().Format(hourForm), p.Batch, p.Staff[0], p.Staff[1])
	if p.Corrects != "" {
		fmt.Fprintf(&s, "corrects %s\n", p.Corrects)
	}
	fmt.Fprintf(&s, "sheets %d\ninvalid %d\n", p.Sheets, p.Invalid)
	for _, c := range p.Counts {
		fmt.Fprintf(&s, "count %s %s %d\n", c.Category, c.Nominee, c.Sheets)
	}
	return []byte(s.String())
}

// ParsePaper reads what [EncodePaper] wrote, and nothing else: what it accepts,
// EncodePaper gives back byte for byte. Its errors are *[ParseError].
func ParsePaper(data []byte) (vote.Paper, error) {
	p := entryParser(data)
	p.is(paperTitle)
	paper := vote.Paper{ID: p.field("id"), Round: p.field("round"), Test: p.take(testLine)}
	paper.Hour = p.hour(p.field("hour"))
	paper.Batch = p.field("batch")
	paper.Staff = [2]string{p.field("staff"), p.field("staff")}
	if p.has("corrects") {
		paper.Corrects = p.field("corrects")
		if p.err == nil && paper.Corrects == "" {
			p.fail("corrects nothing")
		}
	}
	paper.Sheets = int(p.decimal(p.field("sheets")))
	paper.Invalid = int(p.decimal(p.field("invalid")))
	for p.has("count") {
		paper.Counts = append(paper.Counts, p.count(p.field("count")))
	}
	if err := p.end(); err != nil {
		return vote.Paper{}, err
	}
	if err := checkPaper(paper); err != nil {
		return vote.Paper{}, &ParseError{p.what, p.pos, err.Error()}
	}
	return paper, nil
}

// count reads a nominee and its sheets from a value that was just read.
func (p *parser) count(value string) vote.Count {
	category, rest, _ := strings.Cut(value, " ")
	nominee, sheets, _ := strings.Cut(rest, " ")
	return vote.Count{Choice: vote.Choice{Category: category, Nominee: nominee}, Sheets: int(p.decimal(sheets))}
}

// maxSheets is the most sheets of one batch, so that no sum of batches overflows.
const maxSheets = 1_000_000

// checkPaper tells whether a batch can stand in a log, with
// [vote.ErrPaperShape] if not. Whether its numbers are possible is not asked
// here: [vote.Paper.Check] is.
func checkPaper(p vote.Paper) error {
	switch {
	case !isHex(p.ID, 32) || p.Corrects != "" && !isHex(p.Corrects, 32):
		return fmt.Errorf("%w: id %.40q, corrects %.40q", vote.ErrPaperShape, p.ID, p.Corrects)
	case !isWord(p.Round):
		return fmt.Errorf("%w: round %.40q", vote.ErrPaperShape, p.Round)
	case !isHour(p.Hour):
		return fmt.Errorf("%w: hour %v", vote.ErrPaperShape, p.Hour)
	case !isBatch(p.Batch):
		return fmt.Errorf("%w: batch %.40q", vote.ErrPaperShape, p.Batch)
	case !isWord(p.Staff[0]) || !isWord(p.Staff[1]) || p.Staff[0] == p.Staff[1]:
		return fmt.Errorf("%w: staff %.40q", vote.ErrPaperShape, p.Staff)
	case !isSheets(p.Sheets) || !isSheets(p.Invalid):
		return fmt.Errorf("%w: %d sheets, %d invalid", vote.ErrPaperShape, p.Sheets, p.Invalid)
	}
	return checkCounts(p.Counts)
}

func checkCounts(counts []vote.Count) error {
	seen := map[vote.Choice]bool{}
	for _, c := range counts {
		if !isWord(c.Category) || !isWord(c.Nominee) || seen[c.Choice] || c.Sheets == 0 || !isSheets(c.Sheets) {
			return fmt.Errorf("%w: count %.40q %.40q %d", vote.ErrPaperShape, c.Category, c.Nominee, c.Sheets)
		}
		seen[c.Choice] = true
	}
	return nil
}

func isSheets(n int) bool { return n >= 0 && n <= maxSheets }

func isBatch(s string) bool {
	const allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
	return len(s) >= 1 && len(s) <= 32 && strings.Trim(s, allowed) == ""
}
