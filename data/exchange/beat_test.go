package exchange_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
)

// inStore keeps a pulse as the kiosk does.
type inStore struct{ *kiosk }

func (k inStore) Change(ctx context.Context, f func(exchange.Pulse) exchange.Pulse) (now exchange.Pulse, err error) {
	_, err = k.store.ChangeSetting(ctx, "pulse", func(old string) string {
		answered, asked, _ := strings.Cut(old, " ")
		now = f(exchange.Pulse{Answered: answered, Asked: asked})
		return now.Answered + " " + now.Asked
	})
	return now, err
}

// beating is a sender that tells how the kiosk is.
func (k *kiosk) beating(address string) *exchange.Sender {
	s := k.sender(address)
	s.Beater = &exchange.Beater{Key: k.store.Identity().PrivateKey, Book: inStore{k}}
	s.Health = func(ctx context.Context) (wire.Health, error) {
		unsent, err := k.log.Unsent(ctx)
		return wire.Health{Release: 7, Disk: 1 << 30, Memory: -1, Unsent: unsent}, err
	}
	return s
}

// asked counts the requests that come in, by path.
func (s *server) asked() func() map[string]int {
	var mu sync.Mutex
	counts := map[string]int{}
	s.spoilWith(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		mu.Lock()
		counts[r.URL.Path]++
		mu.Unlock()
		next.ServeHTTP(w, r)
	})
	return func() map[string]int {
		mu.Lock()
		defer mu.Unlock()
		now := counts
		counts = map[string]int{}
		return now
	}
}

// heardAs changes what the hub answers to a beat on its way.
func heardAs(change func(*wire.Heard)) func(http.ResponseWriter, *http.Request, http.Handler) {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path != wire.PathBeat {
			next.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		var heard wire.Heard
		_ = json.Unmarshal(answer.Body.Bytes(), &heard) // what is none changes nothing
		change(&heard)
		w.WriteHeader(answer.Code)
		_ = json.NewEncoder(w).Encode(heard)
	}
}

// TestATimeThatNobodySignedIsNotBelieved: failures.md, "Clock wrong": whoever stands
// between a kiosk and its hub cannot set its clock.
func TestATimeThatNobodySignedIsNotBelieved(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	sender, believed := k.beating(s.url), 0
	sender.OnTime = func(context.Context, time.Time) error { believed++; return nil }
	must(t, sender.SyncOnce(t.Context()))
	if believed != 1 {
		t.Fatalf("the hub itself is believed %d times", believed)
	}
	for name, change := range map[string]func(*wire.Heard){
		"another time":     func(h *wire.Heard) { h.Time = strings.Replace(h.Time, "20", "21", 1) },
		"a note of nobody": func(h *wire.Heard) { h.Note = []byte("hangviet hub time v1\n") },
	} {
		s.spoilWith(heardAs(change))
		sender := k.beating(s.url)
		sender.OnTime = func(_ context.Context, now time.Time) error { t.Errorf("%s is believed: %v", name, now); return nil }
		wantIs(t, sender.SyncOnce(t.Context()), exchange.ErrHubReply)
	}
}

// TestAnIdleKioskAsksOnce: a beat is all that an idle kiosk asks, and a ballot
// between two beats goes by itself.
func TestAnIdleKioskAsksOnce(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	asked, now := s.asked(), time.Now()
	sender := k.beating(s.url)
	sender.Now = func() time.Time { return now }
	sender.Beater.Now = sender.Now
	must(t, sender.SyncOnce(t.Context()))
	if got := asked(); len(got) != 2 || got[wire.PathEnrol] != 1 || got[wire.PathBeat] != 1 {
		t.Errorf("at first it asked %v", got)
	}
	must(t, s.service.Decide(t.Context(), k.store.Identity().ID, wire.Approved))
	must(t, sender.SyncOnce(t.Context())) // one that waits asks each time
	asked()
	must(t, sender.SyncOnce(t.Context()))
	if got := asked(); len(got) != 0 {
		t.Errorf("between two beats it asked %v", got)
	}
	k.cast(3)
	must(t, sender.SyncOnce(t.Context()))
	if got := asked(); len(got) != 1 || got[wire.PathLedger] != 1 {
		t.Errorf("with a ballot it asked %v", got)
	}
	s.mustHoldAll(k)
	for range 3 {
		now = now.Add(5*time.Minute + time.Second)
		must(t, sender.SyncOnce(t.Context()))
	}
	if got := asked(); got[wire.PathBeat] < 3 || got[wire.PathEnrol] != 0 || got[wire.PathLedger] != 0 {
		t.Errorf("in three times five minutes it asked %v", got)
	}
}

// TestNewsAreToldSoon: a kiosk that shows another release says so within a fifth of a
// beat's interval, where chance has it; it neither asks at once nor more than once.
func TestNewsAreToldSoon(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	asked, step, news := s.asked(), newStepper(), make(chan struct{})
	sender := k.beating(s.url)
	must(t, sender.SyncOnce(t.Context()))
	must(t, s.service.Decide(t.Context(), k.store.Identity().ID, wire.Approved))
	sender = k.beating(s.url)
	sender.Pace, sender.News = step.pace(), news
	sender.Pace.Every = 5 * time.Minute
	now := time.Now()
	sender.Now = func() time.Time { return now }
	sender.Beater.Now = sender.Now
	asked()
	serve(t, sender.Serve)
	step.paused(t)
	if got := asked(); got[wire.PathBeat] != 1 {
		t.Errorf("at first it asked %v", got)
	}
	news <- struct{}{}
	if d := step.paused(t); d != 30*time.Second {
		t.Errorf("the news wait for %v, want half of a minute", d)
	}
	now = now.Add(10 * time.Second)
	news <- struct{}{} // which is no reason to wait longer
	if d := step.paused(t); d != 20*time.Second {
		t.Errorf("later news put the beat off to %v", d)
	}
	if got := asked(); len(got) != 0 {
		t.Errorf("meanwhile it asked %v", got)
	}
	now = now.Add(20 * time.Second)
	step.next()
	if d := step.paused(t); d < 4*time.Minute || asked()[wire.PathBeat] != 1 {
		t.Errorf("after the news the next beat is in %v", d)
	}
}

// TestNewsDoNotPressAHubThatIsAway: of a hub that does not answer nobody asks sooner for
// having news.
func TestNewsDoNotPressAHubThatIsAway(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	s.spoilWith(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	step, news := newStepper(), make(chan struct{})
	sender := k.beating(s.url)
	sender.Pace, sender.News = step.pace(), news
	serve(t, sender.Serve)
	step.paused(t)
	for range 2 { // the second is taken once the first was judged
		news <- struct{}{}
	}
	select {
	case d := <-step.pauses:
		t.Errorf("it begins to wait anew, for %v", d)
	default:
	}
}

// TestBallotsDoNotWaitForBeats: whatever is wrong with beats, ballots go.
func TestBallotsDoNotWaitForBeats(t *testing.T) {
	t.Parallel()
	older := func(code wire.Code, status int) func(http.ResponseWriter, *http.Request, http.Handler) {
		return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
			if r.URL.Path == wire.PathBeat {
				w.WriteHeader(status)
				_, _ = w.Write([]byte(`{"code":"` + string(code) + `","vi":"-","en":"-"}`))
				return
			}
			next.ServeHTTP(w, r)
		}
	}
	for name, spoil := range map[string]func(http.ResponseWriter, *http.Request, http.Handler){
		"an older hub": older(wire.CodeNotFound, http.StatusNotFound), "a hub of two clocks": older(wire.CodeStale, http.StatusConflict),
	} {
		k, s := newKiosk(t), newServer(t)
		s.spoilWith(spoil)
		sender := k.beating(s.url)
		for range 3 {
			k.cast(2)
			if err := sender.SyncOnce(t.Context()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		s.mustHoldAll(k)
	}
	k, s := newKiosk(t), newServer(t)
	sender := k.beating(s.url)
	sender.Health = func(context.Context) (wire.Health, error) { return wire.Health{}, errors.New("disk is ill") }
	k.cast(2)
	must(t, sender.SyncOnce(t.Context()))
	s.mustHoldAll(k)
}

// TestAHubThatForgot: of a hub that was restored to before it knew the kiosk.
func TestAHubThatForgot(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	sender := k.beating(s.url)
	k.cast(2)
	must(t, sender.SyncOnce(t.Context()))
	must(t, s.service.Decide(t.Context(), k.store.Identity().ID, wire.Approved))
	must(t, sender.SyncOnce(t.Context()))
	key := s.service.Key()
	s.open(t.TempDir()) // which has another key: the kiosk says so, and loses nothing
	if s.service.Key() == key {
		t.Fatal("two hubs have one key")
	}
	k.cast(1)
	wantIs(t, sender.SyncOnce(t.Context()), exchange.ErrHubRefused)
	wantIs(t, sender.SyncOnce(t.Context()), exchange.ErrHubKey)
	if k.unsent() != 1 {
		t.Errorf("%d ballots are unsent, want 1", k.unsent())
	}
}

// TestAWrongClockBeats: a clock of 1970 or 2038 costs one more request, once, and
// the hub knows by how much it is wrong.
func TestAWrongClockBeats(t *testing.T) {
	t.Parallel()
	for _, year := range []int{1970, 2024, 2038} {
		k, s := newKiosk(t), newServer(t)
		asked := s.asked()
		wrong := time.Until(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
		b := &exchange.Beater{Key: k.store.Identity().PrivateKey, Book: &exchange.MemoryPulse{}, Now: func() time.Time { return time.Now().Add(wrong) }}
		must(t, k.sender(s.url).SyncOnce(t.Context()))
		for range 3 {
			_, err := b.Once(t.Context(), nil, s.url, wire.Health{})
			must(t, err)
		}
		if got := asked()[wire.PathBeat]; got != 4 {
			t.Errorf("%d: %d requests for three beats", year, got)
		}
		ahead, known := b.Off()
		if d := ahead - wrong; !known || d < -5*time.Second || d > 5*time.Second {
			t.Errorf("%d: it finds itself %v ahead, not %v", year, ahead, wrong)
		}
	}
}

// TestTwoDevicesOfOneDisk: a copied disk is told on both, before either has voted.
// See failures.md, "Cloned disk".
func TestTwoDevicesOfOneDisk(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	must(t, k.beating(s.url).SyncOnce(t.Context()))
	must(t, k.store.Close())
	clone := copyKiosk(t, k)
	original := openKiosk(t, k.dir)
	for range 3 {
		must(t, original.beating(s.url).SyncOnce(t.Context()))
		must(t, clone.beating(s.url).SyncOnce(t.Context()))
	}
	if original.problems() != "E-TWIN" || clone.problems() != "E-TWIN" {
		t.Errorf("the two say %q and %q", original.problems(), clone.problems())
	}
}

// TestRoughLineIsNoTwin: answers are lost, the program is killed at any point, and
// kiosk sync runs beside the window.
func TestRoughLineIsNoTwin(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	must(t, k.beating(s.url).SyncOnce(t.Context()))
	var n atomic.Int64
	s.spoilWith(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path == wire.PathBeat && n.Add(1)%3 == 0 {
			next.ServeHTTP(deaf{w}, r)
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			for range 20 {
				_ = k.beating(s.url).SyncOnce(t.Context()) // every third fails
			}
		})
	}
	both.Wait()
	s.spoilWith(nil)
	must(t, k.beating(s.url).SyncOnce(t.Context()))
	if k.problems() != "" {
		t.Errorf("one device says %q", k.problems())
	}
}

// copyKiosk is the kiosk's disk in another device.
func copyKiosk(t *testing.T, k *kiosk) *kiosk {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "copy")
	must(t, os.CopyFS(dir, os.DirFS(k.dir)))
	return openKiosk(t, dir)
}
