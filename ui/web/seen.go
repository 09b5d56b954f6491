package web

import (
	"fmt"
	"html/template"
	"io"
	"net/url"
)

// SeenFrame is what stands around every page of what people looked at.
type SeenFrame struct {
	Frame
	Tab    string // "all", "products", "producers", "kiosks", "searches", "links"
	Period SeenPeriod
}

// SeenPeriod is the days that a page tells of, and the choice of others.
type SeenPeriod struct {
	From, To string // "2026-08-05", for the fields
	Shown    string // "05/08/2026 – 12/08/2026"
	Days     []SeenDays
	Fault    string // key of a text: "seen.fault.day", …; "" when all is well
}

// Query asks another page for the same days: "from=…&to=…".
func (p SeenPeriod) Query() template.URL {
	return template.URL(url.Values{"from": {p.From}, "to": {p.To}}.Encode()) // #nosec G203 -- encoded here
}

// SeenDays offers so many days up to today.
type SeenDays struct {
	Days    int
	Current bool
}

// SeenCounts are how often something was looked at.
type SeenCounts struct{ Shown, Opened, QR, Kept, Votes, Visits, Unmet int }

// SeenRow is one subject of a list.
type SeenRow struct {
	ID     string
	Name   string
	Remark string // such as who makes it
	Path   string // of its own page; "" when it has none
	SeenCounts
}

// Seen is what was looked at altogether.
type Seen struct {
	SeenFrame
	SeenCounts
	Charts    []Chart
	Days      []SeenRow // a row for each bar of the charts
	Products  []SeenRow
	Producers []SeenRow
	Kiosks    []SeenRow
	Searches  []SeenRow
	Votes     bool // some of the rounds may be told of
}

// Draw writes the page.
func (p Seen) Draw(w io.Writer) error { return draw(w, "seen", p.Lang, p) }

// SeenList is all products, producers, kiosks or searches.
type SeenList struct {
	SeenFrame
	Rows     []SeenRow
	Count    int    // of all rows
	Sort     string // "opened", …
	First    int    // number of the first row, from 1
	Back, On string // paths of the neighbouring pages, or ""
	Votes    bool
}

// Draw writes the page.
func (p SeenList) Draw(w io.Writer) error { return draw(w, "seenlist", p.Lang, p) }

// SeenOne is one product, producer or kiosk.
type SeenOne struct {
	SeenFrame
	SeenCounts
	ID, Name  string
	Maker     string // of a product
	MakerPath string
	Charts    []Chart
	Days      []SeenRow
	Products  []SeenRow
	Kiosks    []SeenRow
	Votes     bool
	Scans     int // of short links; -1 when there are none
}

// Draw writes the page.
func (p SeenOne) Draw(w io.Writer) error { return draw(w, "seenone", p.Lang, p) }

// SeenLinks is how shop links do, and their switches.
type SeenLinks struct {
	Frame
	Tab           string // always "links"
	Period        SeenPeriod
	Short, Check  bool   // the switches
	Address       string // of the hub, as short links would have it; "" when nobody has said
	Links         int    // in the shown release
	Checked       int    // of them
	Failing, Dead []SeenLink
	DeadAfter     int // days
}

// SeenLink is a link whose page does not answer.
type SeenLink struct {
	Product, Name, Maker string
	URL                  string
	Answer               string // "404", …
	Since                string
	Days                 int
}

// Draw writes the page.
func (p SeenLinks) Draw(w io.Writer) error { return draw(w, "seenlinks", p.Lang, p) }

// Chart is a row of bars, one for each day, week or month.
type Chart struct {
	Title  string
	Told   string // says in words what it shows, for who does not see it
	Max    string // tells how high the highest bar is
	Bars   []Bar
	Labels []ChartLabel
}

// ChartLabel is a word below the bars.
type ChartLabel struct {
	X      string
	Anchor string // "start", "middle", "end"
	Text   string
}

// Bar is one bar; lengths are in units of which a chart is 600 wide and 132 high.
type Bar struct {
	X, Y, W, H string
	Title      string
}

// Measures of a chart.
const (
	chartWide = 600.0
	chartHigh = 100.0 // of the bars
)

// NewChart makes the chart of numbers with a label and a name for each.
func NewChart(lang, title string, names []string, values []int) Chart {
	most, sum, best := 0, 0, 0
	for i, v := range values {
		if sum += v; v > most {
			most, best = v, i
		}
	}
	c := Chart{Title: title, Max: Fill(lang, "seen.chart.max", Number(most, lang))}
	if len(values) == 0 {
		return c
	}
	key := "seen.chart.told"
	if most == 0 {
		key = "seen.chart.none"
	}
	c.Told = Fill(lang, key, title, names[0], names[len(names)-1], Number(sum, lang), Number(most, lang), names[best])
	step := chartWide / float64(len(values))
	for i, v := range values {
		high := 0.0
		if v > 0 {
			high = max(1.5, chartHigh*float64(v)/float64(most))
		}
		c.Bars = append(c.Bars, Bar{
			X: figure(float64(i)*step + step*0.1), W: figure(step * 0.8), Y: figure(chartHigh - high), H: figure(high),
			Title: names[i] + ": " + Number(v, lang),
		})
	}
	c.label(names)
	return c
}

func (c *Chart) label(names []string) {
	last := len(names) - 1
	c.Labels = []ChartLabel{{"0", "start", names[0]}}
	if last >= 8 {
		c.Labels = append(c.Labels, ChartLabel{figure(chartWide * (float64(last/2) + 0.5) / float64(last+1)), "middle", names[last/2]})
	}
	if last > 0 {
		c.Labels = append(c.Labels, ChartLabel{figure(chartWide), "end", names[last]})
	}
}

func figure(x float64) string { return fmt.Sprintf("%.1f", x) }

// seenTable is a table of subjects with their numbers.
type seenTable struct {
	Head          string // key of the first column's heading
	Rows          []SeenRow
	Query         template.URL
	Votes, Visits bool // columns
}

func newSeenTable(head string, rows []SeenRow, query template.URL, votes, visits bool) seenTable {
	return seenTable{head, rows, query, votes, visits}
}

// SeenSorts are what a list can be put in order by, the usual one first.
func SeenSorts(tab string, votes bool) []string {
	switch {
	case tab == "kiosks":
		return []string{"visits", "opened", "shown", "qr", "kept"}
	case votes:
		return []string{"opened", "shown", "qr", "kept", "votes"}
	}
	return []string{"opened", "shown", "qr", "kept"}
}
