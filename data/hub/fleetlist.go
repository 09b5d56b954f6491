package hub

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/cell"
	"hangviet/data/hub/fleet"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// fleetPage is how many kiosks a page of the list shows.
const fleetPage = 50

// looked is a kiosk with what is wrong with it.
type looked struct {
	books.FleetRow
	problems []fleet.Problem
}

// fleetState is all kiosks, as they are now.
type fleetState struct {
	now    time.Time
	shown  fleet.Shown
	kiosks []looked // who needs help first comes first
	points []books.Point
	bell   int // messages of the last day
}

// fleetNow looks at every kiosk.
func (s *Service) fleetNow(ctx context.Context) (f fleetState, err error) {
	var rows []books.FleetRow
	var alerts alertSettings
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		if rows, err = s.fleetRows.read(t); err != nil {
			return err
		}
		if f.points, err = t.Points(); err != nil {
			return err
		}
		if alerts, err = readAlerts(t); err != nil {
			return err
		}
		if f.bell, err = t.CountTold(s.config.Now().Add(-24 * time.Hour)); err != nil {
			return err
		}
		f.shown, err = fleetShown(t)
		return err
	})
	if err != nil {
		return f, fmt.Errorf("read kiosks: %w", err)
	}
	f.now = s.config.Now()
	rules := alerts.rules()
	f.kiosks = make([]looked, len(rows))
	for i, r := range rows {
		f.kiosks[i] = looked{r, rules.Look(r, f.shown, f.now)}
	}
	slices.SortStableFunc(f.kiosks, func(a, b looked) int {
		return cmp.Or(fleet.Presses(a.problems, b.problems), a.Kiosk.Heard.Compare(b.Kiosk.Heard))
	})
	return f, nil
}

// fleetFind is what a list is narrowed to.
type fleetFind struct {
	text, kind, point, area string
	cards                   bool
	page                    int // from 1
}

func readFind(q url.Values) fleetFind {
	page, _ := strconv.Atoi(q.Get("page"))
	return fleetFind{
		text: strings.TrimSpace(q.Get("q")), kind: q.Get("kind"), point: q.Get("point"), area: q.Get("area"),
		cards: q.Get("as") == "cards", page: max(page, 1),
	}
}

// path is the address of the same list, changed.
func (f fleetFind) path(base string, change func(*fleetFind)) string {
	change(&f)
	q := url.Values{}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	set("q", f.text)
	set("kind", f.kind)
	set("point", f.point)
	set("area", f.area)
	if f.cards {
		q.Set("as", "cards")
	}
	if f.page > 1 {
		q.Set("page", strconv.Itoa(f.page))
	}
	if len(q) == 0 {
		return base
	}
	return base + "?" + q.Encode()
}

// anyProblem is the kind of all that have one.
const anyProblem = "any"

// narrow returns the kiosks that are looked for.
func (f fleetFind) narrow(all []looked) (found []looked) {
	if f.text == "" && f.kind == "" && f.point == "" && f.area == "" {
		return all
	}
	words := strings.Fields(catalog.Fold(f.text))
	code := wire.ReadCode(f.text)
	for _, k := range all {
		if f.point != "" && k.At() != f.point || f.area != "" && k.In() != f.area || !k.has(f.kind) {
			continue
		}
		if f.text == "" || k.says(words) || code != "" && wire.KioskCode(k.PublicKey) == code {
			found = append(found, k)
		}
	}
	return found
}

func (k looked) has(kind string) bool {
	switch kind {
	case "":
		return true
	case anyProblem:
		return len(k.problems) > 0
	}
	return slices.ContainsFunc(k.problems, func(p fleet.Problem) bool { return string(p.Kind) == kind })
}

// says tells whether every word stands somewhere in what is known of the kiosk.
func (k looked) says(words []string) bool {
	text := catalog.Fold(strings.Join([]string{k.Called(), k.Kiosk.Name, k.ID, k.PointName, k.At(), k.Address}, " "))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// showKiosks shows the kiosks. How many ballots a kiosk has sent is no tally.
func (s *Service) showKiosks(w http.ResponseWriter, r *http.Request) {
	f, err := s.fleetNow(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	find := readFind(r.URL.Query())
	found := find.narrow(f.kiosks)
	p := web.Fleet{
		Frame: s.frame(w, r, true), Release: int(f.shown.Number), Known: len(f.kiosks), Total: len(found), Bell: f.bell,
		Find: web.FleetFind{Text: find.text, Kind: find.kind, Point: find.point, Area: find.area, Cards: find.cards},
		CSV:  find.path("/kiosks.csv", func(f *fleetFind) { f.page = 1 }),
	}
	p.AsCards = find.path("/kiosks", func(f *fleetFind) { f.cards = true })
	p.AsList = find.path("/kiosks", func(f *fleetFind) { f.cards = false })
	s.countFleet(&p, f, find)
	s.fleetOptions(&p, f, find)
	if err := s.fleetPageOf(r.Context(), &p, f, find, found); err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

// countFleet counts the kiosks by what is wrong with them.
func (s *Service) countFleet(p *web.Fleet, f fleetState, find fleetFind) {
	counts, all := map[fleet.Kind]int{}, 0
	for _, k := range f.kiosks {
		if len(k.problems) > 0 {
			all++
		}
		for i, problem := range k.problems {
			if !slices.ContainsFunc(k.problems[:i], func(q fleet.Problem) bool { return q.Kind == problem.Kind }) {
				counts[problem.Kind]++
			}
		}
	}
	p.Waiting, p.Forked = counts[fleet.Waiting], counts[fleet.Forked]
	add := func(kind fleet.Kind, asked string, n int) {
		if n == 0 && find.kind != asked {
			return
		}
		path := find.path("/kiosks", func(f *fleetFind) {
			f.page = 1
			if f.kind == asked {
				f.kind = ""
			} else {
				f.kind = asked
			}
		})
		p.Counts = append(p.Counts, web.FleetCount{Kind: string(kind), N: n, Path: path, On: find.kind == asked})
	}
	add("", anyProblem, all)
	for _, kind := range fleet.Kinds() {
		add(kind, string(kind), counts[kind])
	}
}

// fleetOptions lists the points and provinces where kiosks stand.
func (s *Service) fleetOptions(p *web.Fleet, f fleetState, find fleetFind) {
	points, areas := map[string]string{}, map[string]string{}
	for _, k := range f.kiosks {
		if at := k.At(); at != "" {
			points[at] = cmp.Or(k.PointName, at)
		}
		if in := k.In(); in != "" {
			areas[in] = provinceName(in, p.Lang)
		}
	}
	p.Points, p.Areas = options(points, find.point), options(areas, find.area)
}

func options(names map[string]string, chosen string) (all []web.FleetOption) {
	for value, name := range names {
		all = append(all, web.FleetOption{Value: value, Name: name, On: value == chosen})
	}
	slices.SortFunc(all, func(a, b web.FleetOption) int {
		return cmp.Or(catalog.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	return all
}

// fleetPageOf fills in the page of the list that is asked for.
func (s *Service) fleetPageOf(ctx context.Context, p *web.Fleet, f fleetState, find fleetFind, found []looked) error {
	from := min((find.page-1)*fleetPage, max(0, (len(found)-1)/fleetPage*fleetPage))
	to := min(from+fleetPage, len(found))
	var ids []string
	for _, k := range found[from:to] {
		ids = append(ids, k.ID)
	}
	left, err := s.leftOf(ctx, ids)
	if err != nil {
		return err
	}
	forks, err := s.forksByKiosk(ctx)
	if err != nil {
		return err
	}
	for _, k := range found[from:to] {
		row := f.row(k, p.Lang)
		row.Forks = forks[k.ID]
		if number, why := leftRelease(left[k.ID]); number >= max(f.shown.Number, 1) {
			row.Left, row.Why = int(number), why
		}
		p.Kiosks = append(p.Kiosks, row)
	}
	p.From, p.To = from+1, to
	if from > 0 {
		p.Prev = find.path("/kiosks", func(f *fleetFind) { f.page = from / fleetPage })
	}
	if to < len(found) {
		p.Next = find.path("/kiosks", func(f *fleetFind) { f.page = from/fleetPage + 2 })
	}
	return nil
}

func (s *Service) forksByKiosk(ctx context.Context) (map[string][]web.Fork, error) {
	var forks []books.Fork
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		forks, err = t.Forks()
		return err
	})
	all := map[string][]web.Fork{}
	for _, f := range forks {
		all[f.Kiosk] = append(all[f.Kiosk], web.Fork{
			ID: f.ID, From: int(f.First) + 1, To: int(f.Size), Received: showTime(f.Received), Verdict: string(f.Verdict),
		})
	}
	return all, err
}

// sendFleet sends the list as a file, the whole of what is looked for.
func (s *Service) sendFleet(w http.ResponseWriter, r *http.Request) {
	f, err := s.fleetNow(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	lang := s.lang(w, r)
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="kiosks.csv"`)
	out := cell.NewTable(w, "kiosk", "name", "status", "point", "province", "address", "heard", "how", "as_of", "release", "version",
		"clock_seconds", "disk_bytes", "unsent", "ballots", "restarts", "problems")
	for _, k := range readFind(r.URL.Query()).narrow(f.kiosks) {
		out.Row(k.record(lang)...)
	}
	out.Close() // who does not get it asks again
}

// record is the kiosk as a line of the file.
func (k looked) record(lang string) []string {
	var problems []string
	for _, p := range k.problems {
		problems = append(problems, strings.TrimSpace(string(p.Kind)+" "+p.Code))
	}
	clock, disk := "", ""
	if k.ClockKnown {
		clock = strconv.FormatInt(int64(k.Clock/time.Second), 10)
	}
	if !k.Beat.Heard.IsZero() && k.Disk >= 0 {
		disk = strconv.FormatInt(k.Disk, 10)
	}
	return []string{
		k.ID, k.Called(), string(k.Status), cmp.Or(k.PointName, k.At()), provinceName(k.In(), lang), k.Address, rfcTime(k.Kiosk.Heard), k.Kiosk.How,
		rfcTime(k.Made), strconv.FormatInt(k.Release, 10), k.Version, clock, disk, strconv.FormatInt(k.Unsent, 10),
		strconv.FormatInt(k.Size, 10), strconv.FormatInt(k.Restarts, 10), strings.Join(problems, ", "),
	}
}

func rfcTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return inZone(t).Format(time.RFC3339)
}
