package hub

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// showParticipation shows when and where ballots were cast: of all kiosks, or of
// one.
func (s *Service) showParticipation(w http.ResponseWriter, r *http.Request) {
	v, err := s.survey(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	if !v.known {
		s.showUnpublished(w, r, v)
		return
	}
	p := web.Participation{Frame: s.frame(w, r, true), Kiosk: r.URL.Query().Get("kiosk")}
	p.RoundHead = s.headOf(r.Context(), v, "participation", p.Lang)
	hours, sum := v.took.Hours, v.took.Sum
	if p.Kiosk != "" {
		at := slices.IndexFunc(v.took.Kiosks, func(k tally.KioskHours) bool { return k.Kiosk == p.Kiosk })
		if at < 0 {
			s.showNothing(w, r)
			return
		}
		p.KioskName, hours, sum = v.names[p.Kiosk], v.took.Kiosks[at].Hours, v.took.Kiosks[at].Sum
	}
	p.Cast, p.Chosen = sum.Ballots, sum.Choices
	moments, step := momentsOf(hours)
	p.Step, p.Chart = step.name, drawChart(moments, step, p.Lang)
	for _, m := range slices.Backward(moments) {
		if m.Ballots > 0 {
			p.Bars = append(p.Bars, web.Moment{When: inZone(m.Hour).Format(step.long), Ballots: m.Ballots, Choices: m.Choices})
		}
	}
	if p.Kiosk == "" {
		s.addKioskParts(&p, v)
	}
	s.draw(w, r, http.StatusOK, p)
}

// addKioskParts puts the kiosks with most ballots first.
func (s *Service) addKioskParts(p *web.Participation, v survey) {
	dayAgo := s.config.Now().Add(-24 * time.Hour)
	for _, k := range v.took.Kiosks {
		part := web.KioskPart{ID: k.Kiosk, Name: v.names[k.Kiosk], Ballots: k.Ballots, Choices: k.Choices}
		for _, h := range slices.Backward(k.Hours) {
			if h.Hour.Before(dayAgo) {
				break
			}
			part.Day += h.Ballots
		}
		if n := len(k.Hours); n > 0 {
			part.Last = showTime(k.Hours[n-1].Hour)
		}
		p.Kiosks = append(p.Kiosks, part)
	}
	slices.SortStableFunc(p.Kiosks, func(a, b web.KioskPart) int { return cmp.Compare(b.Ballots, a.Ballots) })
	p.MoreKiosks = max(0, len(p.Kiosks)-mostKiosks)
	p.Kiosks = p.Kiosks[:len(p.Kiosks)-p.MoreKiosks]
	for _, k := range v.kiosks {
		if k.Status == wire.Approved {
			p.Silent++
		}
	}
	p.Silent = max(0, p.Silent-len(v.took.Kiosks))
}

// step is the length of time that a column of the chart stands for.
type step struct {
	name        string // "hour", "day"
	long, short string // forms of time
}

var (
	byHour = step{"hour", "02/01/2006 15:04", "15:04"}
	byDay  = step{"day", "02/01/2006", "02/01"}
)

// mostHours is up to how many hours a chart has a column for each.
const mostHours = 96

// momentsOf returns every hour from the first to the last, or every day in Vietnam
// when those would be many, also those without a ballot.
func momentsOf(hours []tally.HourSum) ([]tally.HourSum, step) {
	if len(hours) == 0 {
		return nil, byHour
	}
	first, last := hours[0].Hour, hours[len(hours)-1].Hour
	start, next, at := first, func(t time.Time) time.Time { return t.Add(time.Hour) }, byHour
	if last.Sub(first) >= mostHours*time.Hour {
		at, start, next = byDay, dayOf(first), func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
	}
	var all []tally.HourSum
	for t := start; !t.After(last); t = next(t) {
		m := tally.HourSum{Hour: t}
		for len(hours) > 0 && hours[0].Hour.Before(next(t)) {
			m.Ballots, m.Choices = m.Ballots+hours[0].Ballots, m.Choices+hours[0].Choices
			hours = hours[1:]
		}
		all = append(all, m)
	}
	return all, at
}

func dayOf(t time.Time) time.Time {
	y, m, d := inZone(t).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, inZone(t).Location())
}

// The room of a chart within its drawing.
const (
	chartLeft, chartRight  = 70, 1000
	chartTop, chartBottom  = 14, 268
	chartMarks, chartSteps = 8, 4
)

// drawChart draws a column for each moment.
func drawChart(moments []tally.HourSum, at step, lang string) (c web.HourChart) {
	if len(moments) == 0 {
		return c
	}
	most := 0
	for _, m := range moments {
		most = max(most, m.Ballots)
	}
	unit := niceUnit(most)
	top := (most + unit - 1) / unit * unit
	height := func(n int) int { return n * (chartBottom - chartTop) / top }
	for n := 0; n <= top; n += unit {
		c.Lines = append(c.Lines, web.Line{Y: chartBottom - height(n), Text: chartBottom - height(n) + 6, N: n})
	}
	room := float64(chartRight-chartLeft) / float64(len(moments))
	every := (len(moments) + chartMarks - 1) / chartMarks
	for i, m := range moments {
		x, right := chartLeft+int(float64(i)*room), chartLeft+int(float64(i+1)*room)
		if m.Ballots > 0 {
			tall := max(1, height(m.Ballots))
			label := web.Say(lang, "votes.message.chart", inZone(m.Hour).Format(at.long), web.Number(m.Ballots, lang), web.Number(m.Choices, lang))
			c.Columns = append(c.Columns, web.Column{X: x, Y: chartBottom - tall, Wide: max(1, min(60, right-x-1)), High: tall, Label: label})
		}
		if i%every == 0 {
			c.Marks = append(c.Marks, web.Mark{X: x + min(60, right-x)/2, Text: inZone(m.Hour).Format(at.short)})
		}
	}
	return c
}

// niceUnit returns 1, 2 or 5 times a power of ten, at most about chartSteps of which
// make most.
func niceUnit(most int) int {
	for unit := 1; ; unit *= 10 {
		for _, times := range []int{1, 2, 5} {
			if most <= unit*times*chartSteps {
				return unit * times
			}
		}
	}
}
