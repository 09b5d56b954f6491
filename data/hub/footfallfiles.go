package hub

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hangviet/data/hub/books"
	"hangviet/data/hub/cell"
	"hangviet/data/hub/export"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// WriteCounters writes what the approved kiosks counted in a period as CSV with a
// line of headers, kiosk by kiosk. What was chosen in a round whose totals may not
// be shown yet is left out.
func (s *Service) WriteCounters(ctx context.Context, w io.Writer, p footfall.Period) error {
	var standings []books.Standing
	var told map[string]bool
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		if standings, err = t.Standings(); err != nil {
			return err
		}
		told, err = s.tellable(t)
		return err
	})
	if err != nil {
		return fmt.Errorf("read counters: %w", err)
	}
	buffer := bufio.NewWriter(w)
	out := cell.NewTable(buffer, "day", "kiosk", "name", "key", "n")
	for _, k := range standings {
		if k.Status != wire.Approved {
			continue
		}
		if err := s.writeCountersOf(ctx, out, k.ID, p, told); err != nil {
			return err
		}
	}
	return errors.Join(out.Close(), buffer.Flush())
}

// writeCountersOf reads a kiosk's counters in one go and then writes them, so that
// a slow reader keeps no transaction open.
func (s *Service) writeCountersOf(ctx context.Context, out *cell.Table, kiosk string, p footfall.Period, told map[string]bool) error {
	var counters []books.Counter
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		counters, err = t.CountersOf(kiosk, footfall.ShowDay(p.From), footfall.ShowDay(p.To))
		return err
	})
	if err != nil {
		return fmt.Errorf("read counters of kiosk %s: %w", kiosk, err)
	}
	for _, c := range counters {
		if round, _, _ := strings.Cut(c.Key, "/"); tellsVotes(c.Name) && !told[round] {
			continue
		}
		out.Row(c.Day, c.Kiosk, c.Name, c.Key, strconv.FormatInt(c.N, 10))
	}
	return nil
}

// tellsVotes tells whether a counter says something of how a vote stands.
func tellsVotes(name string) bool { return name == wire.Chosen || name == wire.Nominee }

// tellable are the rounds whose totals may be shown now.
func (s *Service) tellable(t *books.Tx) (map[string]bool, error) {
	rounds, err := histories(t)
	told := make(map[string]bool, len(rounds))
	for id, history := range rounds {
		told[id] = history[0].Round.Shows(s.config.Now())
	}
	return told, err
}

// sendCounters sends the counters of a period as a file.
func (s *Service) sendCounters(w http.ResponseWriter, r *http.Request) {
	period, err := s.periodOf(r, everything)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="counters.csv"`)
	if err := s.WriteCounters(r.Context(), w, period); err != nil {
		panic(http.ErrAbortHandler) // half a file must not look like a whole one
	}
}

// How many days are shown when none are asked for: on a page, and in the file of
// all there is.
const (
	usual      = 30
	everything = 5 * 366
)

// periodOf reads the days that a request asks for: "days" up to today, or "from"
// and "to"; so many up to today when it asks for none, or in a form that is wrong,
// which is the error.
func (s *Service) periodOf(r *http.Request, otherwise int) (footfall.Period, error) {
	q, today := r.URL.Query(), footfall.DayOf(inZone(s.config.Now()))
	plain := footfall.Last(otherwise, today)
	if q.Get("from") == "" && q.Get("to") == "" {
		if days, err := strconv.Atoi(q.Get("days")); err == nil && days >= 1 && days <= everything {
			return footfall.Last(days, today), nil
		}
		return plain, nil
	}
	from, err := footfall.ParseDay(q.Get("from"))
	if err != nil {
		return plain, err
	}
	to, err := footfall.ParseDay(q.Get("to"))
	if err != nil {
		return plain, err
	}
	p, err := footfall.NewPeriod(from, to)
	if err != nil {
		return plain, err
	}
	return p, nil
}

// sendSeen sends a list of the pages as a file.
func (s *Service) sendSeen(w http.ResponseWriter, r *http.Request) {
	what, lang := r.URL.Query().Get("what"), s.lang(w, r)
	format, err := export.ParseFormat(r.URL.Query().Get("format"))
	period, wrong := s.periodOf(r, usual)
	if err != nil || wrong != nil || format == export.JSON || !slices.Contains([]string{"days", "products", "producers", "kiosks", "searches"}, what) {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	var table export.Table
	err = s.look(r.Context(), period, func(l *looks) (err error) {
		table, err = l.table(what, lang)
		return err
	})
	var out bytes.Buffer
	if err == nil {
		err = table.Write(&out, format)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	sendFile(w, fmt.Sprintf("%s_%s_%s.%s", what, footfall.ShowDay(period.From), footfall.ShowDay(period.To), format), format.ContentType(), out.Bytes())
}

// sendFile sends a file to be kept. Its name is plain.
func sendFile(w http.ResponseWriter, name, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.Write(data) // who does not get it asks again
}

// table is a list of the pages as a table, whole.
func (l *looks) table(what, lang string) (export.Table, error) {
	say := func(key string) string { return web.Word(lang, key) }
	t := export.Table{Title: say("seen"), Remark: l.period.Show(), Widths: []float64{20, 50, 40, 14, 14, 14, 14, 14}}
	if what == "days" {
		t.Heads = []string{say("seen.when"), say("seen.visits"), say("seen.shown"), say("seen.opened"), say("seen.qr"), say("seen.kept"), say("seen.unmet")}
		days, err := l.days(footfall.All, "")
		for i, c := range days {
			n := seenCounts(c)
			t.Rows = append(t.Rows, []any{footfall.ShowDay(l.period.From.AddDate(0, 0, i)), n.Visits, n.Shown, n.Opened, n.QR, n.Kept, n.Unmet})
		}
		return t, err
	}
	t.Title = say("seen.tab." + what)
	all, err := l.list(what)
	if what == "searches" {
		t.Heads = []string{say("seen.search"), say("seen.unmet")}
		for _, one := range all {
			t.Rows = append(t.Rows, []any{one.Subject, one.Counts[footfall.Unmet]})
		}
		return t, err
	}
	sortSums(all, footfall.Opened)
	t.Heads = []string{"ID", t.Title, say("seen.producer"), say("seen.shown"), say("seen.opened"), say("seen.qr"), say("seen.kept"), say("seen.votes"), say("seen.visits")}
	if err != nil {
		return t, err
	}
	rows, err := l.rows(what, lang, all)
	for _, row := range rows {
		t.Rows = append(t.Rows, []any{row.ID, row.Name, row.Remark, row.Shown, row.Opened, row.QR, row.Kept, row.Votes, row.Visits})
	}
	return t, err
}
