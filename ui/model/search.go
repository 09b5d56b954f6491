package model

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"hangviet/data/catalog"
	"hangviet/data/search"
)

// maxHits bounds the answer of a search: more than a person looks through.
const maxHits = 60

// maxSuggested is how many ways to go on are offered: what fits beside each other.
const maxSuggested = 6

// longSuggested is how many letters fit on one way to go on, in large print too.
// What is longer stands among the results anyway.
const longSuggested = 36

// SearchResult is the answer to what stands in the search field.
type SearchResult struct {
	Query   string
	Count   string // "12 sản phẩm"; "" while nothing is asked
	Cards   []Card
	Chips   []SearchChip // what was understood as a condition, and what to leave out
	Note    string       // what was understood otherwise than typed, or that the cards are only near
	Next    []SearchNext // what the visitor may mean to type
	Empty   string       // what to say when there is nothing to show at all
	Missed  bool         // nothing holds all that was asked for
	Unmet   string       // what was asked then, to be counted
	Product string       // code of the product whose barcode was typed or scanned, or ""
}

// SearchChip is a part of the question that one touch takes out.
type SearchChip struct {
	ID    string // of its target
	Label string
	Query string // the question without it
	Drop  bool   // it stands in the way: without it the cards are all that is asked for
}

// SearchNext is a way to go on.
type SearchNext struct {
	Kind string // "product", "producer", "place" or "group"
	Text string
}

// LoadSearch answers query; nothing asked shows nothing found and no complaint.
func LoadSearch(ctx context.Context, env Env, src Catalogue, find Finder, query string) (SearchResult, error) {
	r := SearchResult{Query: query}
	if strings.TrimSpace(query) == "" {
		return r, nil
	}
	r.Next = suggest(env, find, query)
	answer := find.Ask(query, maxHits)
	cards, err := foundCards(ctx, env, src, answer)
	if err != nil {
		return r, err
	}
	r.Cards, r.Product = cards, answer.Product
	if len(cards) == 0 {
		r.Empty = env.Say("search.none")
		return r, nil
	}
	r.Missed, r.Unmet = answer.Near, answer.Unmet()
	r.Chips = searchChips(env, answer)
	r.Note = searchNote(env, answer)
	r.Count = env.Count("count.products", answer.Total)
	return r, nil
}

// foundCards are the cards of the hits, with what was met on them.
func foundCards(ctx context.Context, env Env, src Catalogue, answer search.Answer) ([]Card, error) {
	codes := make([]string, len(answer.Hits))
	hits := make(map[string]search.Hit, len(answer.Hits))
	for i, hit := range answer.Hits {
		codes[i], hits[hit.Code] = hit.Code, hit
	}
	cards, err := cardsByCode(ctx, env, src, codes)
	if err != nil {
		return nil, err
	}
	for i := range cards {
		cards[i].Marks, cards[i].Met = marks(env, cards[i], hits[cards[i].Code])
	}
	return cards, nil
}

// marks returns the parts of a card's name that were met and, when the name alone
// does not say why the product was found, the text that does.
func marks(env Env, card Card, hit search.Hit) (inName []Span, met Met) {
	for _, m := range hit.Marks {
		switch {
		case m.Field == "name" && m.Text == catalog.NFC(card.Name):
			inName = spans(m.Spans)
		case met.Text != "" || m.Lang != "" && m.Lang != env.Lang && m.Lang != "vi":
		case m.Field != "name" || len(inName) == 0:
			met = newMet(env.Say("search.in."+m.Field), m)
		}
	}
	return inName, met
}

// longLead is how many bytes may stand before the first part that was met: a card
// has one line for it.
const longLead = 8

// newMet begins the text near what was met in it.
func newMet(label string, m search.Mark) Met {
	met := Met{Label: label, Text: m.Text, Spans: spans(m.Spans)}
	if len(met.Spans) == 0 || met.Spans[0].Start <= longLead {
		return met
	}
	cut := met.Spans[0].Start
	const lead = "… "
	met.Text = lead + met.Text[cut:]
	for i := range met.Spans {
		met.Spans[i].Start += len(lead) - cut
		met.Spans[i].End += len(lead) - cut
	}
	return met
}

func spans(parts []search.Part) []Span {
	out := make([]Span, len(parts))
	for i, p := range parts {
		out[i] = Span(p)
	}
	return out
}

// Span is a part of a text, in bytes.
type Span struct{ Start, End int }

// Met is where a product was found when its name does not say it: "Nơi sản xuất:
// Bến Tre".
type Met struct {
	Label, Text string
	Spans       []Span // of Text
}

// searchChips are the conditions that were understood, and the words that stand
// in the way.
func searchChips(env Env, a search.Answer) []SearchChip {
	var chips []SearchChip
	for i, f := range a.Filters {
		part := search.Part{Start: f.Start, End: f.End}
		chip := SearchChip{
			ID: "filter." + strconv.Itoa(i+1), Label: filterLabel(env, f), Query: a.Without(part), Drop: dropped(a, part),
		}
		if chip.Drop {
			chip.Label = env.Say("search.drop", chip.Label)
		}
		chips = append(chips, chip)
	}
	for _, part := range a.Drop {
		if without := a.Without(part); !isFilter(a, part) && without != "" {
			chips = append(chips, SearchChip{
				ID: "drop." + strconv.Itoa(len(chips)+1), Label: env.Say("search.drop", a.Text[part.Start:part.End]), Query: without, Drop: true,
			})
		}
	}
	return chips
}

func dropped(a search.Answer, part search.Part) bool {
	for _, p := range a.Drop {
		if p == part {
			return true
		}
	}
	return false
}

func isFilter(a search.Answer, part search.Part) bool {
	for _, f := range a.Filters {
		if f.Start == part.Start {
			return true
		}
	}
	return false
}

// filterLabel says a condition in words: "Từ 4 sao", "50.000 ₫ – 200.000 ₫".
func filterLabel(env Env, f search.Filter) string {
	from, to := strconv.FormatInt(f.Min, 10), strconv.FormatInt(f.Max, 10)
	if f.Kind == search.ByPrice {
		from, to = catalog.ShowDong(f.Min), catalog.ShowDong(f.Max)
	}
	key := "search." + string(f.Kind)
	switch {
	case f.Max == 0:
		return env.Say(key+".from", from)
	case f.Min == f.Max:
		return env.Say(key+".just", from)
	case f.Min <= 1:
		return env.Say(key+".to", to)
	}
	return env.Say(key+".between", from, to)
}

// searchNote says that the cards are only the nearest, or what words were taken
// for.
func searchNote(env Env, a search.Answer) string {
	if a.Near {
		return env.Say("search.near")
	}
	var as []string
	for _, w := range a.Words {
		if w.As != "" {
			as = append(as, w.As)
		}
	}
	if len(as) == 0 {
		return ""
	}
	return env.Say("search.as", strings.Join(as, ", "))
}

// suggest offers ways to go on, but not what stands there already.
func suggest(env Env, find Finder, query string) []SearchNext {
	typed := strings.TrimSpace(query)
	var next []SearchNext
	for _, offer := range find.Suggest(typed, 2*maxSuggested) {
		text := env.Text(offer.Text)
		if strings.EqualFold(text, typed) || utf8.RuneCountInString(text) > longSuggested || len(next) == maxSuggested {
			continue
		}
		next = append(next, SearchNext{string(offer.Kind), text})
	}
	return next
}
