package model

import (
	"context"
	"slices"

	"hangviet/data/catalog"
)

// EventList is every product week and fair that is not over.
type EventList struct {
	Lines []EventLine // running ones first, then by their first day
}

// EventLine is one of them.
type EventLine struct {
	ID          string
	Name        string
	When        string // "05/08/2026 – 09/08/2026"
	Venue       string
	Place       string
	Description string
	Running     bool
	Here        bool   // at the point where the kiosk stands
	State       string // "Đang diễn ra", "Sắp diễn ra"
}

// LoadEvents reads the events that are not over.
func LoadEvents(ctx context.Context, env Env, src Catalogue) (EventList, error) {
	events, err := src.Events(ctx)
	if err != nil {
		return EventList{}, err
	}
	events = slices.DeleteFunc(slices.Clone(events), func(e catalog.Event) bool { return e.Over(env.Now) })
	slices.SortStableFunc(events, func(a, b catalog.Event) int { return a.From.Time().Compare(b.From.Time()) })
	var list EventList
	for _, e := range events {
		list.Lines = append(list.Lines, newEventLine(env, e))
	}
	return list, nil
}

func newEventLine(env Env, e catalog.Event) EventLine {
	line := EventLine{
		ID:          e.ID,
		Name:        env.Text(e.Name),
		When:        env.days(e.From, e.To),
		Venue:       env.Text(e.Venue),
		Place:       env.place(e.Place),
		Description: env.Text(e.Description),
		Running:     e.Running(env.Now),
		Here:        e.Point != "" && e.Point == env.Point,
		State:       env.Say("event.coming"),
	}
	if line.Running {
		line.State = env.Say("event.running")
	}
	return line
}

// days is a span of days as people write it.
func (e Env) days(from, to catalog.Date) string {
	if from == to || to.IsZero() {
		return from.Show()
	}
	return e.Say("event.days", from.Show(), to.Show())
}
