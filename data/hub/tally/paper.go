package tally

import (
	"cmp"
	"slices"
	"time"

	"hangviet/data/vote"
)

// Paper is what was entered from paper and counts.
type Paper struct {
	Batches, Sheets, Invalid, Choices int
}

// PaperBatch is one entry of a batch of paper.
type PaperBatch struct {
	ID       string
	Kiosk    string
	Number   string // on the sealed batch
	Hour     time.Time
	Staff    [2]string // marks
	Corrects string    // id of the entry it takes the place of, or ""
	Sheets   int
	Invalid  int
	Choices  int
	Reason   Reason // why it does not count; "" when it does
}

// paper is a batch as it stands on a shelf.
type paper struct {
	vote.Paper
	index int64
}

// filed is a batch while it is looked at.
type filed struct {
	paper
	shelfKey
	bar    Reason
	reason Reason
	root   *filed // first of its chain of corrections
	last   bool   // nobody corrects it
}

// before tells which of two was entered first, as for ballots.
func (f *filed) before(g *filed) int {
	return cmp.Or(f.Hour.Compare(g.Hour), cmp.Compare(f.kiosk, g.kiosk), cmp.Compare(f.index, g.index),
		cmp.Compare(f.ID, g.ID), cmp.Compare(f.branch, g.branch))
}

// papers finds out which of a round's batches count, and adds them to it.
func (j *judge) papers(r *Round, all []*filed) {
	slices.SortFunc(all, (*filed).before)
	for _, f := range all {
		f.reason = j.paperFault(f)
	}
	once(all, func(f *filed) string { return f.ID }, ReasonTwice)
	chain(all)
	once(all, func(f *filed) string { return f.Batch }, ReasonNumber)
	for _, f := range all {
		if f.reason == "" {
			r.addPaper(f)
		}
		r.Batches = append(r.Batches, PaperBatch{
			ID: f.ID, Kiosk: f.kiosk, Number: f.Batch, Hour: f.Hour, Staff: f.Staff, Corrects: f.Corrects,
			Sheets: f.Sheets, Invalid: f.Invalid, Choices: f.Choices(), Reason: f.reason,
		})
	}
	slices.SortStableFunc(r.Batches, func(a, b PaperBatch) int { return cmp.Compare(a.Number, b.Number) })
}

func (j *judge) paperFault(f *filed) Reason {
	switch {
	case f.bar != "":
		return f.bar
	case f.Test:
		return ReasonTest
	case !j.history.allowsPaper(f.Paper):
		return ReasonRules
	}
	return ""
}

// once lets of those with the same key only the one count whose chain began
// first.
func once(all []*filed, key func(*filed) string, reason Reason) {
	first := map[string]*filed{}
	for _, f := range all {
		if f.reason != "" {
			continue
		}
		other := first[key(f)]
		switch {
		case other == nil:
			first[key(f)] = f
		case f.began().before(other.began()) < 0:
			other.reason, first[key(f)] = reason, f
		default:
			f.reason = reason
		}
	}
}

// began returns the first entry of the chain.
func (f *filed) began() *filed {
	if f.root == nil {
		return f
	}
	return f.root
}

// chain follows corrections, on whatever kiosk they were entered. Of each chain
// the entry that nobody corrects counts; of several such the one entered last,
// and where two correct each other the last of all.
func chain(all []*filed) {
	byID := map[string]*filed{}
	for _, f := range all {
		if f.reason == "" {
			byID[f.ID], f.last = f, true
		}
	}
	chains := map[*filed][]*filed{}
	for _, f := range all {
		if f.reason != "" {
			continue
		}
		if corrected := byID[f.Corrects]; corrected != nil && corrected != f {
			corrected.last = false
		}
		f.root = rootOf(f, byID)
		chains[f.root] = append(chains[f.root], f)
	}
	for _, links := range chains {
		counts := lastOf(links)
		for _, f := range links {
			if f != counts {
				f.reason = ReasonCorrected
			}
		}
	}
}

// rootOf returns the first of a chain; of a ring, its smallest.
func rootOf(f *filed, byID map[string]*filed) *filed {
	seen := map[*filed]bool{}
	for !seen[f] {
		seen[f] = true
		if before := byID[f.Corrects]; before != nil {
			f = before
		}
	}
	if byID[f.Corrects] == nil || byID[f.Corrects] == f {
		return f
	}
	smallest := f
	for at := byID[f.Corrects]; at != f; at = byID[at.Corrects] {
		if at.before(smallest) < 0 {
			smallest = at
		}
	}
	return smallest
}

// lastOf returns the entry of a chain that counts.
func lastOf(links []*filed) *filed {
	var last *filed
	for _, f := range links {
		if f.last {
			last = f // they are in the order of entry
		}
	}
	if last == nil {
		last = links[len(links)-1]
	}
	return last
}

func (r *Round) addPaper(f *filed) {
	r.Paper.Batches++
	r.Paper.Sheets += f.Sheets
	r.Paper.Invalid += f.Invalid
	r.Paper.Choices += f.Choices()
	for _, count := range f.Counts {
		for i := range r.Categories {
			c := &r.Categories[i]
			if at := c.find(count.Nominee); c.ID == count.Category && at >= 0 {
				c.Paper += count.Sheets
				c.Nominees[at].Paper += count.Sheets
			}
		}
	}
}
