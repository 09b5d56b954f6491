package hub

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/record"
)

// summary is what a publication counted, so that it can be told what has changed
// since. Its field names are on disks, so they do not change.
type summary struct {
	Ballots   int64               `json:"ballots"`
	Choices   int64               `json:"choices"`
	Sheets    int64               `json:"sheets"`
	Paper     int64               `json:"paperChoices"`
	Kiosks    map[string]brought  `json:"kiosks"`
	Nominees  map[string][2]int64 `json:"nominees"`  // by category/nominee: choices, sheets
	Uncounted map[string]int64    `json:"uncounted"` // ballots by reason
	Without   map[string]string   `json:"without"`   // kiosks that were not waited for, and why
}

// brought is what one kiosk brought.
type brought struct {
	Ballots int64 `json:"ballots"`
	Choices int64 `json:"choices"`
	Sheets  int64 `json:"sheets"`
}

func newSummary() summary {
	return summary{Kiosks: map[string]brought{}, Nominees: map[string][2]int64{}, Uncounted: map[string]int64{}, Without: map[string]string{}}
}

// summaryOf returns what a record counted.
func summaryOf(t record.Tally, without map[string]string) summary {
	s := newSummary()
	s.Ballots, s.Choices, s.Sheets, s.Paper, s.Without = t.Ballots, t.Choices, t.Paper.Sheets, t.Paper.Choices, without
	for _, k := range t.Kiosks {
		s.Kiosks[k.ID] = brought{k.Ballots, k.Choices, k.Paper.Sheets}
	}
	for _, c := range t.Categories {
		for _, n := range c.Nominees {
			s.Nominees[c.ID+"/"+n.ID] = [2]int64{n.Choices, n.Paper}
		}
	}
	for _, u := range t.Uncounted {
		if u.Ballots > 0 {
			s.Uncounted[string(u.Reason)] = u.Ballots
		}
	}
	return s
}

// summaryNow returns what the hub counts now.
func summaryNow(r tally.Round, without map[string]string) summary {
	s := newSummary()
	s.Ballots, s.Choices, s.Sheets, s.Paper, s.Without = int64(r.Ballots), int64(r.Choices), int64(r.Paper.Sheets), int64(r.Paper.Choices), without
	for _, k := range r.Kiosks {
		s.Kiosks[k.ID] = brought{int64(k.Ballots), int64(k.Choices), int64(k.Sheets)}
	}
	for _, c := range r.Categories {
		for _, n := range c.Nominees {
			s.Nominees[c.ID+"/"+n.ID] = [2]int64{int64(n.Choices), int64(n.Paper)}
		}
	}
	for reason, n := range r.Uncounted {
		if n > 0 {
			s.Uncounted[string(reason)] = int64(n)
		}
	}
	return s
}

// same tells whether a publication of s would say what one of t does. What stands in
// neither is nothing.
func (s summary) same(t summary) bool {
	return s.Ballots == t.Ballots && s.Choices == t.Choices && s.Sheets == t.Sheets && s.Paper == t.Paper &&
		maps.Equal(s.Kiosks, t.Kiosks) && maps.Equal(s.Nominees, t.Nominees) && maps.Equal(s.Uncounted, t.Uncounted) && maps.Equal(s.Without, t.Without)
}

// since returns what every kiosk brought that before lacks, kiosks by id.
func (s summary) since(before summary) (all []kioskChange) {
	ids := slices.Sorted(maps.Keys(s.Kiosks))
	for id := range before.Kiosks {
		if _, still := s.Kiosks[id]; !still {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		now, then := s.Kiosks[id], before.Kiosks[id]
		if now != then {
			all = append(all, kioskChange{id, brought{now.Ballots - then.Ballots, now.Choices - then.Choices, now.Sheets - then.Sheets}})
		}
	}
	slices.SortFunc(all, func(a, b kioskChange) int { return cmp.Compare(a.id, b.id) })
	return all
}

// kioskChange is what one kiosk brought more, or less, than before.
type kioskChange struct {
	id string
	brought
}

func (s summary) encode() (string, error) {
	text, err := json.Marshal(s)
	return string(text), err
}

// summaryIn reads the summary of a publication.
func summaryIn(p books.Publication) (summary, error) {
	s := newSummary()
	if err := json.Unmarshal([]byte(p.Summary), &s); err != nil {
		return s, fmt.Errorf("read publication %d of round %s: %w", p.Number, p.Round, err)
	}
	return s, nil
}

// newestPublication returns the last one that is done.
func newestPublication(all []books.Publication) (books.Publication, bool) {
	for _, p := range slices.Backward(all) {
		if p.State == books.PublicationDone {
			return p, true
		}
	}
	return books.Publication{}, false
}
