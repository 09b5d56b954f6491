package hub

import (
	"slices"
	"strconv"
	"strings"

	"hangviet/data/hub/plan"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// fielder makes the fields of a form.
type fielder struct {
	lang   string
	faults []plan.Fault
	fixed  bool // the round was published
}

// fault returns what is wrong with a field, in words.
func (f fielder) fault(field string) string {
	var all []string
	for _, fault := range f.faults {
		if fault.Field == field {
			if text := web.Say(f.lang, "votes.fault."+fault.Code, fault.Args...); !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	return strings.Join(all, " ")
}

func (f fielder) field(name, label, value, kind string) web.Field {
	return web.Field{Name: name, Label: label, Value: value, Type: kind, Fault: f.fault(name)}
}

func (f fielder) names(d plan.Draft, fresh bool) []web.Field {
	title, rules := f.field("title.vi", "title.vi", d.Title["vi"], "text"), f.field("rules.vi", "rules.vi", d.Rules["vi"], "area")
	title.Required, title.Most, title.Lang, rules.Lang = true, plan.MaxTitle, "vi", "vi"
	other, others := f.field("title.en", "title.en", d.Title["en"], "text"), f.field("rules.en", "rules.en", d.Rules["en"], "area")
	other.Most, other.Lang, others.Lang, rules.Hint = plan.MaxTitle, "en", "en", "rules"
	all := []web.Field{title, other, rules, others}
	if fresh {
		id := f.field("id", "id", d.ID, "text")
		id.Hint, id.Most = "id", 40
		all = append(all, id)
	}
	return all
}

func (f fielder) times(d plan.Draft) []web.Field {
	opens, closes := f.field("opens", "opens", d.Opens, "datetime-local"), f.field("closes", "closes", d.Closes, "datetime-local")
	opens.Required, closes.Required, closes.Hint = true, true, "closes"
	return []web.Field{opens, closes}
}

func (f fielder) ways(d plan.Draft) []web.Field {
	mode := f.field("mode", "mode", string(d.Mode), "select")
	mode.Options = optionList(string(d.Mode), "mode.", string(vote.ByPause), string(vote.ByTicket), string(vote.ByStaff))
	pause := f.field("pause", "pause", d.Pause, "number")
	pause.Hint, pause.Most = "pause", plan.MaxPause
	reveal := f.field("reveal", "reveal", string(d.Reveal), "select")
	reveal.Options = optionList(string(d.Reveal), "reveal.", string(vote.AfterClose), string(vote.Always), string(vote.Never))
	reveal.Hint = "reveal"
	receipts, test := f.field("receipts", "receipts", "", "check"), f.field("test", "test", "", "check")
	receipts.On, test.On, receipts.Hint, test.Hint = d.Receipts, d.Test, "receipts", "test"
	return []web.Field{mode, pause, reveal, receipts, test}
}

func optionList(chosen, prefix string, values ...string) (all []web.Option) {
	for _, v := range values {
		all = append(all, web.Option{Value: v, Label: prefix + v, Chosen: v == chosen})
	}
	return all
}

func (f fielder) categories(d plan.Draft, p planned) (all []web.CategoryForm) {
	rows := slices.Clone(d.Categories)
	for range blankRows {
		if len(rows) < plan.MaxCategories {
			rows = append(rows, plan.Category{})
		}
	}
	for i, c := range rows {
		name := "category." + strconv.Itoa(i)
		title, other := f.field(name+".title.vi", "category.vi", c.Title["vi"], "text"), f.field(name+".title.en", "category.en", c.Title["en"], "text")
		choices := f.field(name+".choices", "choices", c.Choices, "number")
		title.List, title.Lang, title.Most, other.Lang, other.Most, choices.Most = "campaign", "vi", plan.MaxTitle, "en", plan.MaxTitle, plan.MaxChoices
		if choices.Value == "" && c.ID == "" {
			choices.Value = "1"
		}
		_, published := p.published.Round.Category(c.ID)
		all = append(all, web.CategoryForm{
			Number: i + 1, ID: c.ID, Fields: []web.Field{title, other, choices}, Nominees: len(c.Nominees),
			Fault: f.fault(name + ".nominees"), Locked: p.known && published && p.published.Round.Switch != vote.SetDraft,
		})
	}
	return all
}
