package web

import (
	"bytes"
	"io"
	"reflect"
	"testing"
)

func publicationRows() []PublicationRow {
	return []PublicationRow{{2, "now", "<i>", "abc", 5, 9, 3, 1, true}, {1, "now", "", "abd", 4, 8, 0, 0, false}}
}

// votesPages are the pages of a round, with everything on them.
func votesPages(frame Frame, head RoundHead, runs []Run, batches []PaperBatch) map[string]func(*bytes.Buffer) error {
	all := map[string]interface{ Draw(io.Writer) error }{
		"round form": roundForm(frame, head),
		"new round":  RoundForm{Frame: frame, New: true, Switch: "draft"},
		"nominees": Nominees{
			frame, head, 3, "food", "<i>", "2",
			[]NomineeTab{{"food", "<i>", 3, true}},
			[]NomineeRow{{Code: "A", Gone: true}},
			"chè",
			[]NomineeRow{{Code: "B", Name: "<i>", Chosen: true, Other: "<i>"}, {Code: "C", Full: true, Firm: 3}},
			50, 4, "<i>", 3,
		},
		"no nominees":      Nominees{Frame: frame, RoundHead: head, Release: 3},
		"nothing released": Nominees{Frame: frame, RoundHead: head},
		"participation": Participation{
			frame, head, 5, 9, "", "", "hour",
			HourChart{[]Column{{1, 2, 3, 4, "<i>"}}, []Line{{1, 2, 3}}, []Mark{{1, "12:00"}}},
			[]Moment{{"now", 3, 4}},
			[]KioskPart{{"k", "<i>", 3, 4, 1, "now", "now"}},
			7, 2,
		},
		"a kiosk's participation": Participation{Frame: frame, RoundHead: head, Kiosk: "k", Step: "day"},
		"settle":                  settlePage(frame, head, runs, batches),
		"nothing to settle":       Settle{Frame: frame, RoundHead: head},
		"tickets":                 ticketsPage(frame, head),
		"key":                     TicketKey{frame, head, "0123-4567", 5, "<i>"},
		"no key":                  TicketKey{Frame: frame, RoundHead: head},
		"cases":                   Cases{frame, []CaseLine{{"f", "k", "<i>", "now", "stick", 1, 3, "count", "<i>", "now"}, {ID: "g", How: "network"}}},
		"no cases":                Cases{Frame: frame},
	}
	for _, by := range []string{"", "clock", "switch"} {
		all["closing "+by] = closingPage(frame, head, by)
	}
	draws := map[string]func(*bytes.Buffer) error{}
	for name, p := range all {
		draws[name] = func(w *bytes.Buffer) error { return p.Draw(w) }
	}
	return draws
}

func roundForm(frame Frame, head RoundHead) RoundForm {
	fields := []Field{
		{Name: "title.vi", Label: "title.vi", Value: "<i>", Type: "text", Hint: "rules", Fault: "<i>", Lang: "vi", List: "campaign", Most: 9, Required: true, Fixed: true},
		{Name: "rules.vi", Label: "rules.vi", Value: "</textarea><script>", Type: "area", Fault: "x", Lang: "vi"},
		{Name: "mode", Label: "mode", Type: "select", Fault: "x", Options: []Option{{"open", "mode.open", true}, {"ticket", "mode.ticket", false}}},
		{Name: "test", Label: "test", Type: "check", Fault: "x", On: true},
		{Name: "pause", Label: "pause", Type: "number", Most: 9, Value: "3"},
	}
	return RoundForm{
		frame, head, false, 3, "r-2", fields, fields[:1], fields[1:],
		[]CategoryForm{{1, "food", fields[:1], 3, "<i>", false}, {2, "", fields[:1], 0, "", true}},
		[]string{"<i>"},
		4, "<i>",
		[]string{"clock", "draft", "paused", "closed"},
		"draft", true, true, "<i>",
	}
}

func settlePage(frame Frame, head RoundHead, runs []Run, batches []PaperBatch) Settle {
	p := Settle{Frame: frame, RoundHead: head, Runs: runs, MoreRuns: 3, Batches: batches}
	for _, kind := range []string{"fork", "pending", "paper", "flagged", "dropped"} {
		for _, settled := range []bool{false, true} {
			p.Cases = append(p.Cases, CaseRow{kind, "i", "<i>", 4, settled, "<i>", "<i>", "now", true})
		}
	}
	return p
}

func ticketsPage(frame Frame, head RoundHead) Tickets {
	p := Tickets{Frame: frame, RoundHead: head, Fresh: "f", Most: 9, PerPage: []int{4, 10}, Count: "5", Label: "<i>", Fault: "<i>", Valid: 3, Used: 2}
	for _, state := range []string{"making", "stopped", "ready", "taken", "dropped"} {
		p.Batches = append(p.Batches, BatchRow{"b", "<i>", "<i>", "now", 9, 3, 2, 33, state, "now", "<i>", "now", "<i>", "<i>", ""})
	}
	return p
}

func closingPage(frame Frame, head RoundHead, by string) Closing {
	p := Closing{
		Frame: frame, RoundHead: head, ClosedBy: by, Release: 7, CloseWaits: head.Made, Version: 3, Home: 9, Awaited: 3, Failed: "<i>", Cases: 2,
		Waived: []WaivedRow{{"k", "<i>", "<i>", "<i>", "now"}}, Publications: publicationRows(), Busy: "<i>", Message: "<i>", Key: "hub-1",
		Late: Late{1, 2, 3, []RoundKiosk{{ID: "k", Name: "<i>"}}, true}, Never: by == "switch",
	}
	for i, name := range []string{"close", "wait", "settle", "publish", "results"} {
		p.Steps = append(p.Steps, Step{name, []string{"done", "now", "later"}[(i+len(by))%3]})
	}
	for _, why := range []string{"unsent", "unheard", "release"} {
		p.Kiosks = append(p.Kiosks, Awaited{"k", "<i>", "now", 3, why})
	}
	return p
}

// TestNobodyElsesName: no page has a field that hides one of its frame, as the name
// of a kiosk would stand for that of who has signed in.
func TestNobodyElsesName(t *testing.T) {
	frame := reflect.TypeFor[Frame]()
	for _, p := range []any{
		Rounds{}, Round{}, RoundForm{}, Nominees{}, Participation{}, Settle{}, Tickets{}, TicketKey{}, Closing{}, Cases{}, Case{}, Record{}, Results{}, Exposure{}, Receipt{},
	} {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(p)) {
			_, framed := frame.FieldByName(f.Name)
			if framed && len(f.Index) == 1 {
				t.Errorf("%T.%s hides that of its frame", p, f.Name)
			}
		}
	}
}
