package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// UnmetSearch is the name of the counter of searches that nothing met; its key is
// what was asked, folded.
const UnmetSearch = "search.unmet"

// leastUnmet is how often a text must have been asked before anybody is told of
// it: what one visitor typed stays on the kiosk.
const leastUnmet = 3

// keepDays is how many days counters are told of, and kept.
const keepDays = 31

// settingReported holds, for each day, a fingerprint of the report that the hub
// has.
const settingReported = "hub.reported"

// DayCount is one counter of one day.
type DayCount struct {
	Day string // 2026-08-05
	wire.Count
}

// Tally is where counters are kept, as in kiosk.db.
type Tally interface {
	Counts(ctx context.Context) ([]DayCount, error)
	Forget(ctx context.Context, before string) error // counters of the days before that one
}

// Reporter tells the hub what the kiosk counted, a report for each day that
// changed. A report replaces the day's last one, so nothing is counted twice.
type Reporter struct {
	Hub      string // base address
	Identity ledger.Identity
	Tally    Tally
	Notes    Notes
	Client   *http.Client     // NewClient() when nil
	Now      func() time.Time // time.Now when nil
	Pace     Pace             // Every: 1 h when 0
	Limit    time.Duration    // for one request; a minute when 0

	once sync.Once
}

func (r *Reporter) init() {
	r.Pace = r.Pace.or(time.Hour, time.Minute, time.Hour)
	r.Client = orClient(r.Client)
	if r.Now == nil {
		r.Now = time.Now
	}
	if r.Limit == 0 {
		r.Limit = requestTime
	}
}

// Serve reports until ctx ends. A hub that is away is the [Sender]'s to complain
// of: here it is only tried again later.
func (r *Reporter) Serve(ctx context.Context) error {
	r.once.Do(r.init)
	for failures := 0; ; {
		if err := r.SyncOnce(ctx); err == nil {
			failures = 0
		} else if ctx.Err() == nil {
			failures++
		}
		if err := r.Pace.wait(ctx, r.Pace.pause(failures), nil); err != nil {
			return err
		}
	}
}

// SyncOnce reports every day that changed since it was reported, once the hub has
// approved this kiosk, and forgets what is older than a month.
func (r *Reporter) SyncOnce(ctx context.Context) error {
	r.once.Do(r.init)
	status, err := r.Notes.Setting(ctx, SettingHubStatus)
	if err != nil || status != string(wire.Approved) {
		return err
	}
	base, err := hubAddress(r.Hub)
	if err != nil {
		return err
	}
	oldest := r.Now().In(catalog.Zone).AddDate(0, 0, 1-keepDays).Format(time.DateOnly)
	counts, err := r.Tally.Counts(ctx)
	if err != nil {
		return fmt.Errorf("read counters: %w", err)
	}
	hub := hubClient{base: base, client: r.Client, limit: r.Limit}
	if err := r.report(ctx, hub, reportable(counts, oldest), oldest); err != nil {
		return err
	}
	if err := r.Tally.Forget(ctx, oldest); err != nil {
		return fmt.Errorf("forget counters: %w", err)
	}
	return nil
}

// reportable returns, by day, what may be told: of texts that nothing met, those
// that were asked often enough.
func reportable(counts []DayCount, oldest string) map[string][]wire.Count {
	asked := map[string]int64{}
	for _, c := range counts {
		if c.Name == UnmetSearch && c.Day >= oldest {
			asked[c.Key] += c.N
		}
	}
	days := map[string][]wire.Count{}
	for _, c := range counts {
		if c.Day < oldest || c.Name == UnmetSearch && asked[c.Key] < leastUnmet || len(days[c.Day]) == wire.MaxCounts {
			continue
		}
		days[c.Day] = append(days[c.Day], c.Count)
	}
	return days
}

// report sends the days whose fingerprint is not the one the hub has.
func (r *Reporter) report(ctx context.Context, hub hubClient, days map[string][]wire.Count, oldest string) error {
	reported, err := r.reported(ctx)
	if err != nil {
		return err
	}
	maps.DeleteFunc(reported, func(day, _ string) bool { return day < oldest })
	for _, day := range slices.Sorted(maps.Keys(days)) {
		report := wire.NewReport(r.Identity.PrivateKey, day, days[day], r.Now())
		print := fingerprint(days[day])
		if reported[day] == print {
			continue
		}
		if err := hub.counters(ctx, report); err != nil {
			return explainRefusal(err)
		}
		reported[day] = print
		if err := r.keepReported(ctx, reported); err != nil {
			return err
		}
	}
	return nil
}

func fingerprint(counts []wire.Count) string {
	h := sha256.New()
	for _, c := range counts {
		fmt.Fprintf(h, "%s %d %s\n", c.Name, c.N, c.Key) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (r *Reporter) reported(ctx context.Context) (map[string]string, error) {
	text, err := r.Notes.Setting(ctx, settingReported)
	if err != nil {
		return nil, fmt.Errorf("read reported days: %w", err)
	}
	days := map[string]string{}
	if text == "" || json.Unmarshal([]byte(text), &days) != nil {
		return map[string]string{}, nil // all is reported again, which changes nothing
	}
	return days, nil
}

func (r *Reporter) keepReported(ctx context.Context, days map[string]string) error {
	text, err := json.Marshal(days)
	if err == nil {
		err = r.Notes.SetSetting(ctx, settingReported, string(text))
	}
	if err != nil {
		return fmt.Errorf("keep reported days: %w", err)
	}
	return nil
}

// counters sends a report.
func (h hubClient) counters(ctx context.Context, report wire.Report) error {
	body, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	answer, err := h.ask(ctx, http.MethodPost, wire.PathCounters, "application/json", body)
	if err != nil {
		return err
	}
	var taken wire.Taken
	if err := json.Unmarshal(answer, &taken); err != nil || taken.Day != report.Day {
		return fmt.Errorf("%w: report of %s is answered with %q", ErrHubReply, report.Day, answer)
	}
	return nil
}
