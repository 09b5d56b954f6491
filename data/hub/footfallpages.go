package hub

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hangviet/data/hub/footfall"
	"hangviet/data/hub/people"
	"hangviet/ui/web"
)

// footfallRoutes are what people looked at.
func (s *Service) footfallRoutes() []route {
	return []route{
		{"GET /seen", people.SeeCounters, s.showSeen},
		{"GET /seen/products", people.SeeCounters, s.showSeenList("products")},
		{"GET /seen/producers", people.SeeCounters, s.showSeenList("producers")},
		{"GET /seen/kiosks", people.SeeCounters, s.showSeenList("kiosks")},
		{"GET /seen/searches", people.SeeCounters, s.showSeenList("searches")},
		{"GET /seen/products/{id}", people.SeeCounters, s.showSeenProduct},
		{"GET /seen/producers/{id}", people.SeeCounters, s.showSeenProducer},
		{"GET /seen/kiosks/{id}", people.SeeCounters, s.showSeenKiosk},
		{"GET /seen/producers/{id}/report.pdf", people.SeeCounters, s.sendLeaflet},
		{"GET /seen/producers.zip", people.SeeCounters, s.sendLeaflets},
		{"GET /seen/export", people.SeeCounters, s.sendSeen},
		{"GET /counters.csv", people.SeeCounters, s.sendCounters},
	}
}

// seenFrame returns what stands around a page of what people looked at, and the
// period it is about.
func (s *Service) seenFrame(w http.ResponseWriter, r *http.Request, tab string) (web.SeenFrame, footfall.Period) {
	p, err := s.periodOf(r, usual)
	f := web.SeenFrame{Frame: s.frame(w, r, true), Tab: tab, Period: web.SeenPeriod{
		From: footfall.ShowDay(p.From), To: footfall.ShowDay(p.To), Shown: p.Show(),
		Fault: periodFault(err),
	}}
	today := footfall.DayOf(inZone(s.config.Now()))
	for _, days := range []int{7, 30, 90, 365} {
		f.Period.Days = append(f.Period.Days, web.SeenDays{Days: days, Current: err == nil && p == footfall.Last(days, today)})
	}
	return f, p
}

// periodFault is the text that tells what is wrong with a period.
func periodFault(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, footfall.ErrOrder):
		return "seen.fault.order"
	case errors.Is(err, footfall.ErrLong):
		return "seen.fault.long"
	}
	return "seen.fault.day"
}

// seenStatus is with what status a page is sent whose period may be faulty.
func seenStatus(f web.SeenFrame) int {
	if f.Period.Fault != "" {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// top is how many subjects the overview names of each kind.
const top = 10

// showSeen shows everything together.
func (s *Service) showSeen(w http.ResponseWriter, r *http.Request) {
	f, period := s.seenFrame(w, r, "all")
	p := web.Seen{SeenFrame: f}
	err := s.look(r.Context(), period, func(l *looks) error {
		days, err := l.days(footfall.All, "")
		if err != nil {
			return err
		}
		p.SeenCounts, p.Votes = seenCounts(footfall.Total(days)), l.votes != nil
		p.Charts, p.Days = charts(f.Lang, period, days)
		return l.fillTop(&p)
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, seenStatus(f), p)
}

// fillTop names those of each kind that people looked at most.
func (l *looks) fillTop(p *web.Seen) error {
	products, err := l.products()
	if err != nil {
		return err
	}
	producers := l.producers(products)
	sortSums(products, footfall.Opened)
	sortSums(producers, footfall.Opened)
	kiosks, err := footfall.Read(l, footfall.Kiosks, l.period)
	if err != nil {
		return err
	}
	sortSums(kiosks, footfall.Visits)
	searches, err := l.searches()
	if err != nil {
		return err
	}
	for _, part := range []struct {
		tab  string
		all  []footfall.Sum
		into *[]web.SeenRow
	}{
		{"products", products, &p.Products}, {"producers", producers, &p.Producers}, {"kiosks", kiosks, &p.Kiosks}, {"searches", searches, &p.Searches},
	} {
		if *part.into, err = l.rows(part.tab, p.Lang, first(part.all, top)); err != nil {
			return err
		}
	}
	return nil
}

// rows names subjects as a page shows them.
func (l *looks) rows(tab, lang string, all []footfall.Sum) ([]web.SeenRow, error) {
	kiosks, err := l.kioskNames(tab, all)
	rows := make([]web.SeenRow, 0, len(all))
	for _, one := range all {
		row := web.SeenRow{ID: one.Subject, Name: one.Subject, SeenCounts: seenCounts(one.Counts)}
		if tab != "searches" {
			row.Path = "/seen/" + tab + "/" + url.PathEscape(one.Subject)
		}
		switch tab {
		case "products":
			row.Name, row.Remark = l.product(one.Subject, lang), l.maker(l.goods[one.Subject].Producer, lang)
		case "producers":
			row.Name = l.maker(one.Subject, lang)
		case "kiosks":
			row.Name = cmp.Or(kiosks[one.Subject], one.Subject)
		}
		rows = append(rows, row)
	}
	return rows, err
}

// kioskNames returns what kiosks are called, when a list is one of kiosks.
func (l *looks) kioskNames(tab string, all []footfall.Sum) (map[string]string, error) {
	if tab != "kiosks" {
		return nil, nil
	}
	ids := make([]string, len(all))
	for i, one := range all {
		ids[i] = one.Subject
	}
	return l.NamesOf(ids)
}

func seenCounts(c footfall.Counts) web.SeenCounts {
	n := func(k footfall.Kind) int { return int(max(0, c[k])) }
	return web.SeenCounts{
		Shown: n(footfall.Shown), Opened: n(footfall.Opened), QR: n(footfall.QR), Kept: n(footfall.Kept),
		Votes: n(footfall.Chosen), Visits: n(footfall.Visits), Unmet: n(footfall.Unmet),
	}
}

// charts draws the days of a period, a chart for each kind, with the same as rows
// of a table.
func charts(lang string, p footfall.Period, days []footfall.Counts) (all []web.Chart, rows []web.SeenRow) {
	buckets := footfall.Buckets(p, days)
	names := make([]string, len(buckets))
	for i, b := range buckets {
		names[i] = b.Show(p)
		rows = append(rows, web.SeenRow{Name: names[i], SeenCounts: seenCounts(b.Counts)})
	}
	for _, kind := range []struct {
		key  string
		kind footfall.Kind
	}{
		{"seen.shown", footfall.Shown}, {"seen.opened", footfall.Opened}, {"seen.qr", footfall.QR}, {"seen.kept", footfall.Kept},
	} {
		values := make([]int, len(buckets))
		for i, b := range buckets {
			values[i] = int(max(0, b.Counts[kind.kind]))
		}
		all = append(all, web.NewChart(lang, web.Word(lang, kind.key), names, values))
	}
	return all, rows
}

// sorts are the kinds by the names under which a list is put in order.
var sorts = map[string]footfall.Kind{
	"shown": footfall.Shown, "opened": footfall.Opened, "qr": footfall.QR, "kept": footfall.Kept,
	"votes": footfall.Chosen, "visits": footfall.Visits,
}

// listPage is how many rows a page of a list has.
const listPage = 50

// showSeenList shows all subjects of one kind, page by page.
func (s *Service) showSeenList(tab string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f, period := s.seenFrame(w, r, tab)
		p := web.SeenList{SeenFrame: f}
		err := s.look(r.Context(), period, func(l *looks) error {
			all, err := l.list(tab)
			if err != nil {
				return err
			}
			p.Votes, p.Count = l.votes != nil, len(all)
			if p.Sort = r.URL.Query().Get("sort"); !slices.Contains(web.SeenSorts(tab, p.Votes), p.Sort) {
				p.Sort = web.SeenSorts(tab, p.Votes)[0]
			}
			if tab != "searches" {
				sortSums(all, sorts[p.Sort])
			}
			page := pageAsked(r, len(all))
			at := (page - 1) * listPage
			p.First = at + 1
			p.Back, p.On = neighbours(f, p.Sort, page, len(all))
			p.Rows, err = l.rows(tab, f.Lang, all[at:min(at+listPage, len(all))])
			return err
		})
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.draw(w, r, seenStatus(f), p)
	}
}

// list returns all subjects of one kind.
func (l *looks) list(tab string) ([]footfall.Sum, error) {
	switch tab {
	case "kiosks":
		return l.kiosksSeen()
	case "searches":
		return l.searches()
	}
	products, err := l.products()
	if tab == "producers" {
		return l.producers(products), err
	}
	return products, err
}

// pageAsked is the page of a list that is asked for, from 1.
func pageAsked(r *http.Request, rows int) int {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 {
		return 1
	}
	return max(1, min(page, (rows+listPage-1)/listPage))
}

func neighbours(f web.SeenFrame, sort string, page, rows int) (back, on string) {
	path := func(n int) string {
		return fmt.Sprintf("%s?%s&sort=%s&page=%d", f.Here, f.Period.Query(), sort, n)
	}
	if page > 1 {
		back = path(page - 1)
	}
	if page*listPage < rows {
		on = path(page + 1)
	}
	return back, on
}
