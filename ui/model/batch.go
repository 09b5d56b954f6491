package model

import (
	"slices"
	"strconv"

	"hangviet/data/booth"
	"hangviet/data/staff"
	"hangviet/data/vote"
)

// Field is one number of a batch: of a nominee, or one of the two below.
type Field struct{ Category, Nominee string }

// ID names the field among those of a round.
func (f Field) ID() string {
	if f.Category == "" {
		return f.Nominee
	}
	return f.Category + "." + f.Nominee
}

// The numbers that belong to no nominee.
var (
	FieldSheets  = Field{Nominee: "sheets"}  // valid sheets
	FieldInvalid = Field{Nominee: "invalid"} // sheets that could not be counted
)

// Batch is a batch of paper while two members of staff enter it: each types every
// number, without seeing what the other typed. It is kept for the session only.
type Batch struct {
	Round    vote.Round
	Name     string // the number on the seal
	Corrects *vote.Paper
	First    staff.Member
	Second   staff.Member // without a mark until the PIN was given
	At       Step         // the page that was up last
	typed    [2]map[Field]string
}

// NewBatch begins a batch of a round; corrects is the one whose place it takes,
// or nil.
func NewBatch(r vote.Round, corrects *vote.Paper, first staff.Member) *Batch {
	b := &Batch{Round: r, Corrects: corrects, First: first, typed: [2]map[Field]string{{}, {}}}
	if corrects != nil {
		b.Name = corrects.Batch
	}
	return b
}

// Step is a page of the way through a batch.
type Step struct {
	What string // one of the constants, or the id of a category after [OfCategory]
	Pass int    // 0: the first member types; 1: the second
}

// The pages that are not of a category.
const (
	StepName   = "name"
	StepSheets = "sheets"
	StepSecond = "second"
	StepCheck  = "check"
	OfCategory = "category/"
)

// Steps are the pages in order.
func (b *Batch) Steps() []Step {
	counts := func(pass int) []Step {
		steps := []Step{{StepSheets, pass}}
		for _, c := range b.Round.Categories {
			steps = append(steps, Step{OfCategory + c.ID, pass})
		}
		return steps
	}
	return slices.Concat([]Step{{StepName, 0}}, counts(0), []Step{{StepSecond, 1}}, counts(1), []Step{{StepCheck, 1}})
}

// After is the page that follows; the last one follows itself.
func (b *Batch) After(s Step) Step {
	steps := b.Steps()
	return steps[min(slices.Index(steps, s)+1, len(steps)-1)]
}

// Fields are the numbers typed on a page.
func (b *Batch) Fields(s Step) []Field {
	if s.What == StepSheets {
		return []Field{FieldSheets, FieldInvalid}
	}
	for _, c := range b.Round.Categories {
		if s.What == OfCategory+c.ID {
			return fieldsOf(c)
		}
	}
	return nil
}

func fieldsOf(c vote.Category) []Field {
	var all []Field
	for _, n := range c.Nominees {
		all = append(all, Field{c.ID, n.ID})
	}
	return all
}

// all are the numbers of the batch.
func (b *Batch) all() []Field {
	fields := []Field{FieldSheets, FieldInvalid}
	for _, c := range b.Round.Categories {
		fields = append(fields, fieldsOf(c)...)
	}
	return fields
}

// mostDigits keeps a number below a million, the most a ledger takes.
const mostDigits = 6

// Typed is what stands in a field; "" for nothing, which of a nominee is none.
func (b *Batch) Typed(pass int, f Field) string { return b.typed[pass][f] }

// Type puts text into a field; more than fits, and what is no digit, is left out.
func (b *Batch) Type(pass int, f Field, text string) {
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		text = strconv.Itoa(n)
	} else {
		text = ""
	}
	if len(text) <= mostDigits {
		b.typed[pass][f] = text
	}
}

// Number is what a field says.
func (b *Batch) Number(pass int, f Field) int {
	n, err := strconv.Atoi(b.typed[pass][f])
	if err != nil {
		return 0
	}
	return n
}

// Sum is what the fields of a category say together, and the most they can.
func (b *Batch) Sum(pass int, category string) (sum, most int) {
	c, _ := b.Round.Category(category)
	for _, f := range fieldsOf(c) {
		sum += b.Number(pass, f)
	}
	return sum, b.Number(pass, FieldSheets) * c.Choices
}

// Impossible tells whether what a member typed for these nominees, all of one
// category, cannot be on so many sheets; see [vote.Paper.Check].
func (b *Batch) Impossible(pass int, fields ...Field) bool {
	p := vote.Paper{Round: b.Round.ID, Sheets: b.Number(pass, FieldSheets), Counts: b.counts(pass, fields)}
	return p.Check(b.Round) != nil
}

func (b *Batch) counts(pass int, fields []Field) []vote.Count {
	var counts []vote.Count
	for _, f := range fields {
		if n := b.Number(pass, f); f.Category != "" && n > 0 {
			counts = append(counts, vote.Count{Choice: vote.Choice{Category: f.Category, Nominee: f.Nominee}, Sheets: n})
		}
	}
	return counts
}

// Done tells whether a page holds what it has to.
func (b *Batch) Done(s Step) bool {
	fields := b.Fields(s)
	switch {
	case s.What == StepName:
		return b.Name != ""
	case s.What == StepSheets:
		return b.Typed(s.Pass, FieldSheets) != "" && b.Typed(s.Pass, FieldInvalid) != ""
	}
	return !b.Impossible(s.Pass, fields...)
}

// Differing are the fields in which the two members differ.
func (b *Batch) Differing() []Field {
	return slices.DeleteFunc(b.all(), func(f Field) bool { return b.Number(0, f) == b.Number(1, f) })
}

// Fit tells whether the two agree and what they typed is possible.
func (b *Batch) Fit() bool {
	for _, s := range b.Steps() {
		if !b.Done(s) {
			return false
		}
	}
	return len(b.Differing()) == 0 && b.Second.Mark != ""
}

// Sheet is the batch as it is entered.
func (b *Batch) Sheet() booth.PaperSheet {
	s := booth.PaperSheet{
		Batch: b.Name, Staff: [2]string{b.First.Mark, b.Second.Mark},
		Sheets: b.Number(0, FieldSheets), Invalid: b.Number(0, FieldInvalid), Counts: b.counts(0, b.all()),
	}
	if b.Corrects != nil {
		s.Corrects = b.Corrects.ID
	}
	return s
}

// Was is what the batch that is corrected says in a field.
func (b *Batch) Was(f Field) (n int, ok bool) {
	if b.Corrects == nil {
		return 0, false
	}
	switch f {
	case FieldSheets:
		return b.Corrects.Sheets, true
	case FieldInvalid:
		return b.Corrects.Invalid, true
	}
	for _, c := range b.Corrects.Counts {
		if c.Choice == (vote.Choice{Category: f.Category, Nominee: f.Nominee}) {
			return c.Sheets, true
		}
	}
	return 0, true
}

// Clone is a copy that a loader may read while people go on typing.
func (b *Batch) Clone() *Batch {
	copied := *b
	for i, typed := range b.typed {
		copied.typed[i] = map[Field]string{}
		for f, text := range typed {
			copied.typed[i][f] = text
		}
	}
	return &copied
}
