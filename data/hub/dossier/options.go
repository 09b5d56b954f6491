package dossier

import (
	"slices"
	"strconv"
	"strings"

	"hangviet/data/catalog"
)

// Option is one of a list that a choice is taken from.
type Option struct {
	Value string       // what is written as the answer, as a workbook has it
	Label catalog.Text // for people
	Under catalog.Text // heading of a part of a long list; nil in a short one
}

// Options returns what may be chosen from a list, in the order in which people look
// for it.
func Options(list List, places *catalog.Provinces, classes *catalog.Classification) []Option {
	switch list {
	case Provinces:
		return provinceOptions(places)
	case Sets:
		return setOptions(classes)
	case Categories:
		return categoryOptions()
	case Forms:
		return named(formNames())
	case Roles:
		return named(roleNames())
	case Statuses:
		return named(statusNames())
	case Stars:
		return starOptions()
	}
	return nil
}

func provinceOptions(places *catalog.Provinces) (all []Option) {
	for _, p := range places.All() {
		all = append(all, Option{Value: p.Name["vi"], Label: p.Name})
	}
	slices.SortFunc(all, func(a, b Option) int { return catalog.Compare(a.Value, b.Value) })
	return all
}

func setOptions(classes *catalog.Classification) (all []Option) {
	for _, set := range classes.Sets() {
		sector, _ := classes.Sector(set.Sector)
		all = append(all, Option{strconv.Itoa(set.Number), set.Name, sector.Name})
	}
	return all
}

func categoryOptions() (all []Option) {
	for _, c := range catalog.VoteCategories() {
		all = append(all, Option{Value: c.Name["vi"], Label: c.Name})
	}
	return all
}

func starOptions() (all []Option) {
	for n := 3; n <= 5; n++ {
		s := strconv.Itoa(n)
		all = append(all, Option{Value: s, Label: say(s+" sao", s+" stars")})
	}
	return all
}

func named(names []catalog.Text) (all []Option) {
	for _, name := range names {
		all = append(all, Option{Value: name["vi"], Label: name})
	}
	return all
}

// statusNames are the states of a certificate that a producer may tell of.
func statusNames() []catalog.Text {
	return []catalog.Text{
		say("Đã chứng nhận", "Certified"), say("Tiềm năng 5 sao", "Potential 5 stars"), say("Không OCOP", "Not OCOP"),
	}
}

// Chosen returns which of the options an answer means, as a workbook may have
// written it in other words; false when it is none of them.
func (f Field) Chosen(answer string, options []Option, places *catalog.Provinces, classes *catalog.Classification) (Option, bool) {
	switch f.List {
	case Provinces:
		if p, _, ok := places.Find(answer); ok {
			answer = p.Name["vi"]
		}
	case Sets:
		if s, ok := classes.Find(answer); ok {
			answer = strconv.Itoa(s.Number)
		}
	case Categories:
		if c, ok := catalog.FindVoteCategory(answer); ok {
			answer = c.Name["vi"]
		}
	}
	at := slices.IndexFunc(options, func(o Option) bool {
		return strings.EqualFold(o.Value, answer) || strings.EqualFold(o.Label["en"], answer)
	})
	if at < 0 {
		return Option{}, false
	}
	return options[at], true
}

// Yes tells whether an answer to a question of yes and no means yes.
func Yes(answer string) bool {
	return slices.Contains([]string{"có", "yes", "x", "1", "true", "đồng ý"}, strings.ToLower(answer))
}
