package record

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"hangviet/data/vote"
)

const tallyTitle = "hangviet-record-tally/1"

// Notice is the sentence that stands with every count.
var Notice = vote.Text{
	"vi": "Đây là chương trình khuyến khích tiêu dùng có hội đồng đánh giá, không phải cuộc bầu cử; số lựa chọn chỉ là một phần của kết quả.",
	"en": "This is a promotion programme with a jury, not an election; the choices counted here are one part of the result.",
}

// Sum is a number of ballots and of the choices on them. The clear ones are
// those of ballots without a flag.
type Sum struct {
	Ballots      int64 `json:"ballots"`
	ClearBallots int64 `json:"clearBallots"`
	Choices      int64 `json:"choices"`
	ClearChoices int64 `json:"clearChoices"`
}

func (s *Sum) add(choices int64, clear bool) {
	s.Ballots++
	s.Choices += choices
	if clear {
		s.ClearBallots++
		s.ClearChoices += choices
	}
}

// PaperSum is what batches of paper hold.
type PaperSum struct {
	Batches int64 `json:"batches"`
	Sheets  int64 `json:"sheets"`
	Invalid int64 `json:"invalid"`
	Choices int64 `json:"choices"`
}

func (s *PaperSum) add(p vote.Paper) {
	s.Batches++
	s.Sheets += int64(p.Sheets)
	s.Invalid += int64(p.Invalid)
	s.Choices += int64(p.Choices())
}

// Tally is the count of a round.
type Tally struct {
	Round      string           `json:"round"`
	Sum                         // all ballots that count
	Paper      PaperSum         `json:"paper"`
	Categories []CategoryTally  `json:"categories"`
	Kiosks     []KioskTally     `json:"kiosks"`
	Flags      []FlagTally      `json:"flags"`
	Uncounted  []UncountedTally `json:"uncounted"`
	Strangers  int64            `json:"unlistedTickets"` // counted ballots whose ticket is not on the record's list; not in tally.txt

	kiosks    map[string]*KioskTally
	flags     [8]int64 // by place in flagNames
	uncounted map[Reason]*UncountedTally
	slots     []slot
	touched   []int64 // by category: number of the ballot that was counted there last
}

// slot is where a nominee stands in the tally.
type slot struct{ category, nominee int }

// CategoryTally is the count of a category: ballots that named a nominee of it.
type CategoryTally struct {
	ID       string         `json:"category"`
	Sum                     // of this category
	Paper    int64          `json:"paper"` // choices on paper
	Nominees []NomineeTally `json:"nominees"`
}

// NomineeTally is the count of a nominee.
type NomineeTally struct {
	ID           string `json:"nominee"`
	Choices      int64  `json:"choices"`
	ClearChoices int64  `json:"clearChoices"`
	Paper        int64  `json:"paper"`
}

// KioskTally is what a kiosk brought.
type KioskTally struct {
	ID    string   `json:"kiosk"`
	Sum            // of this kiosk
	Paper PaperSum `json:"paper"`
}

// FlagTally is how many ballots that count have a flag.
type FlagTally struct {
	Flag    vote.Flag `json:"flag"`
	Ballots int64     `json:"ballots"`
}

// UncountedTally is what does not count, and why.
type UncountedTally struct {
	Reason  Reason `json:"reason"`
	Ballots int64  `json:"ballots"`
	Batches int64  `json:"batches"`
}

// newTally returns an empty tally with the categories and nominees of the newest
// definition, and behind them those that only older ones have.
func newTally(d definitions) Tally {
	t := Tally{
		Round: d.Round, Categories: []CategoryTally{}, kiosks: map[string]*KioskTally{},
		uncounted: map[Reason]*UncountedTally{},
	}
	for _, form := range d.Definitions {
		for _, c := range form.Categories {
			t.addCategory(c)
		}
	}
	for i, c := range t.Categories {
		for j := range c.Nominees {
			t.slots = append(t.slots, slot{i, j})
		}
	}
	t.touched = make([]int64, len(t.Categories))
	return t
}

func (t *Tally) addCategory(c Category) {
	at := slices.IndexFunc(t.Categories, func(have CategoryTally) bool { return have.ID == c.ID })
	if at < 0 {
		at = len(t.Categories)
		t.Categories = append(t.Categories, CategoryTally{ID: c.ID, Nominees: []NomineeTally{}})
	}
	category := &t.Categories[at]
	for _, n := range c.Nominees {
		if !slices.ContainsFunc(category.Nominees, func(have NomineeTally) bool { return have.ID == n.ID }) {
			category.Nominees = append(category.Nominees, NomineeTally{ID: n.ID})
		}
	}
}

func (t *Tally) kiosk(id string) *KioskTally {
	k := t.kiosks[id]
	if k == nil {
		k = &KioskTally{ID: id}
		t.kiosks[id] = k
	}
	return k
}

func (t *Tally) uncount(r Reason, ballots, batches int64) {
	u := t.uncounted[r]
	if u == nil {
		u = &UncountedTally{Reason: r}
		t.uncounted[r] = u
	}
	u.Ballots += ballots
	u.Batches += batches
}

// addBallot counts a ballot whose choices are these slots.
func (t *Tally) addBallot(kiosk string, given flags, picks []uint16) {
	clear := given == 0
	t.add(int64(len(picks)), clear)
	t.kiosk(kiosk).add(int64(len(picks)), clear)
	given.each(func(at int) { t.flags[at]++ })
	for _, pick := range picks {
		t.choose(t.slots[pick], clear)
	}
}

// choose counts one choice of the ballot that was counted last.
func (t *Tally) choose(at slot, clear bool) {
	one := int64(0)
	if clear {
		one = 1
	}
	category := &t.Categories[at.category]
	if t.touched[at.category] != t.Ballots {
		t.touched[at.category] = t.Ballots
		category.Ballots++
		category.ClearBallots += one
	}
	category.Choices++
	category.ClearChoices += one
	category.Nominees[at.nominee].Choices++
	category.Nominees[at.nominee].ClearChoices += one
}

// checkTicket notes a ticket that is not on the list, if there is one.
func (t *Tally) checkTicket(mark uint64, list *[]uint64) {
	if list == nil {
		return
	}
	if _, found := slices.BinarySearch(*list, mark); !found {
		t.Strangers++
	}
}

// addPaper counts a batch.
func (t *Tally) addPaper(kiosk string, p vote.Paper) {
	t.Paper.add(p)
	t.kiosk(kiosk).Paper.add(p)
	for _, count := range p.Counts {
		for i := range t.Categories {
			if t.Categories[i].ID == count.Category {
				t.Categories[i].addPaper(count)
			}
		}
	}
}

func (c *CategoryTally) addPaper(count vote.Count) {
	c.Paper += int64(count.Sheets)
	for i := range c.Nominees {
		if c.Nominees[i].ID == count.Nominee {
			c.Nominees[i].Paper += int64(count.Sheets)
		}
	}
}

// settle puts what was gathered in order.
func (t *Tally) settle() {
	t.Kiosks, t.Flags, t.Uncounted = []KioskTally{}, []FlagTally{}, []UncountedTally{}
	for _, id := range slices.Sorted(maps.Keys(t.kiosks)) {
		t.Kiosks = append(t.Kiosks, *t.kiosks[id])
	}
	for at, f := range flagNames {
		if t.flags[at] > 0 {
			t.Flags = append(t.Flags, FlagTally{f, t.flags[at]})
		}
	}
	for _, u := range t.uncounted {
		t.Uncounted = append(t.Uncounted, *u)
	}
	slices.SortFunc(t.Uncounted, func(a, b UncountedTally) int {
		return cmp.Compare(slices.Index(reasons, a.Reason), slices.Index(reasons, b.Reason))
	})
}

// Bytes returns tally.txt.
func (t Tally) Bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nnotice %s\nnotice %s\nround %s\n", tallyTitle, Notice["vi"], Notice["en"], t.Round)
	fmt.Fprintf(&b, "total %s\npaper %s\n", t.Sum, t.Paper)
	for _, c := range t.Categories {
		fmt.Fprintf(&b, "category %s %s %d\n", c.ID, c.Sum, c.Paper)
		for _, n := range c.Nominees {
			fmt.Fprintf(&b, "nominee %s %s %d %d %d\n", c.ID, n.ID, n.Choices, n.ClearChoices, n.Paper)
		}
	}
	for _, k := range t.Kiosks {
		fmt.Fprintf(&b, "kiosk %s %s %s\n", k.ID, k.Sum, k.Paper)
	}
	for _, f := range t.Flags {
		fmt.Fprintf(&b, "flag %s %d\n", f.Flag, f.Ballots)
	}
	for _, u := range t.Uncounted {
		fmt.Fprintf(&b, "uncounted %s %d %d\n", u.Reason, u.Ballots, u.Batches)
	}
	return b.Bytes()
}

func (s Sum) String() string {
	return fmt.Sprintf("%d %d %d %d", s.Ballots, s.ClearBallots, s.Choices, s.ClearChoices)
}

func (s PaperSum) String() string {
	return fmt.Sprintf("%d %d %d %d", s.Batches, s.Sheets, s.Invalid, s.Choices)
}
