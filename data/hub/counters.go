package hub

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// maxReport is the greatest length of a report in bytes.
const maxReport = 4 << 20

// maxReportDays is of how many days one kiosk's reports are kept: who sends more
// has a broken clock, or means ill.
const maxReportDays = 1000

// serveCounters takes a report.
func (s *Service) serveCounters(w http.ResponseWriter, r *http.Request) {
	var report wire.Report
	if err := readJSON(http.MaxBytesReader(w, r.Body, maxReport), &report); err != nil {
		s.sendRefusal(w, bodyRefusal(err))
		return
	}
	taken, err := s.TakeReport(r.Context(), report)
	if err != nil {
		s.sendRefusal(w, err)
		return
	}
	sendJSON(w, http.StatusOK, taken)
}

// reports is the key under which reports are taken one after another, beside
// ballots and beats: the sums they add to are of all kiosks, and nothing else writes
// them.
const reports = "reports"

// TakeReport keeps what a kiosk counted on a day. Of two reports of a day the
// later made holds, so that one that is sent again, or late, changes nothing. Its
// error is a [wire.Refusal] or an inner error.
func (s *Service) TakeReport(ctx context.Context, report wire.Report) (wire.Taken, error) {
	taken := wire.Taken{Day: report.Day, Counts: len(report.Counts)}
	var refused error
	leave, err := s.startWork(ctx)
	if err != nil {
		return wire.Taken{}, err
	}
	defer leave()
	err = s.db.UpdateOne(ctx, reports, func(t *books.Tx) (err error) {
		k, err := t.Kiosk(report.Kiosk)
		if errors.Is(err, books.ErrNotFound) {
			refused = refuse(wire.CodeNotEnrolled)
			return nil
		}
		if err != nil {
			return err
		}
		if refused = s.refuseReport(k, report); refused != nil {
			return nil
		}
		refused, err = s.keepReport(t, report)
		return err
	})
	if err != nil {
		return wire.Taken{}, fmt.Errorf("keep report: %w", err)
	}
	return taken, refused
}

func (s *Service) refuseReport(k books.Kiosk, report wire.Report) error {
	switch err := report.Verify(k.PublicKey); {
	case errors.Is(err, wire.ErrReport):
		return refuse(wire.CodeBadRequest)
	case err != nil:
		return refuse(wire.CodeSignature)
	case k.Status == wire.Refused:
		return refuse(wire.CodeRefused)
	case k.Status == wire.Pending:
		return refuse(wire.CodeWaiting)
	}
	return nil
}

func (s *Service) keepReport(t *books.Tx, report wire.Report) (refused, err error) {
	made, err := time.Parse(time.RFC3339, report.Time)
	if err != nil {
		return refuse(wire.CodeBadRequest), nil
	}
	before, err := t.ReportMade(report.Kiosk, report.Day)
	switch {
	case errors.Is(err, books.ErrNotFound):
		if days, err := t.ReportDays(report.Kiosk); err != nil || days >= maxReportDays {
			return refuse(wire.CodeTooLarge), err
		}
	case err != nil:
		return nil, err
	case made.Before(before):
		return nil, nil
	}
	return nil, putReport(t, report, made)
}

// Left returns what each kiosk left last, such as "12 crash": a release that
// crashed its program, was damaged there, or that its staff did not want. A kiosk
// that left none is missing, and so is what no kiosk of ours says.
func (s *Service) Left(ctx context.Context) (map[string]string, error) {
	var counters []books.Counter
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		counters, err = t.Named(wire.LeftRelease)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was left: %w", err)
	}
	return lastLeft(counters), nil
}

// leftOf is Left for some kiosks.
func (s *Service) leftOf(ctx context.Context, kiosks []string) (map[string]string, error) {
	var counters []books.Counter
	err := s.db.View(ctx, func(t *books.Tx) error {
		counters = nil
		for _, id := range kiosks {
			of, err := t.NamedOf(id, wire.LeftRelease)
			if err != nil {
				return err
			}
			counters = append(counters, of...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what was left: %w", err)
	}
	return lastLeft(counters), nil
}

// lastLeft returns what each kiosk left last.
func lastLeft(counters []books.Counter) map[string]string {
	type leaving struct {
		day    string
		number int64
	}
	left, last := map[string]string{}, map[string]leaving{}
	for _, c := range counters {
		number, _ := leftRelease(c.Key)
		before := last[c.Kiosk]
		if number > 0 && cmp.Or(cmp.Compare(c.Day, before.day), cmp.Compare(number, before.number)) > 0 {
			left[c.Kiosk], last[c.Kiosk] = c.Key, leaving{c.Day, number}
		}
	}
	return left
}

// leftRelease reads "12 crash"; the number is 0 when that is something else.
func leftRelease(key string) (number int64, why string) {
	digits, why, _ := strings.Cut(key, " ")
	number, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || number < 1 || !slices.Contains([]string{"staff", "crash", "damage"}, why) {
		return 0, ""
	}
	return number, why
}
