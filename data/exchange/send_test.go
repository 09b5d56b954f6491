package exchange_test

import (
	"context"
	"crypto/ed25519"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

func TestSendsEverythingOnce(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(25)
	must(t, k.sender(s.url).SyncOnce(t.Context()))
	s.mustHoldAll(k)
	if got := s.posted(); got != 3 {
		t.Errorf("%d bundles for 25 ballots in tens, want 3", got)
	}
	status, _ := k.store.Setting(t.Context(), exchange.SettingHubStatus)
	if status != "pending" {
		t.Errorf("status %q, want pending", status)
	}
	must(t, k.sender(s.url).SyncOnce(t.Context()))
	if got := s.posted(); got != 3 {
		t.Errorf("something was sent again: %d bundles", got)
	}
	must(t, s.service.Decide(t.Context(), k.store.Identity().ID, wire.Approved))
	k.cast(1)
	must(t, k.sender(s.url+"/").SyncOnce(t.Context()))
	s.mustHoldAll(k)
	if status, _ = k.store.Setting(t.Context(), exchange.SettingHubStatus); status != "approved" {
		t.Errorf("status %q, want approved", status)
	}
}

// TestLostRepliesCountNothingTwice: failures.md, "Sent twice": the hub has committed,
// and its answer never comes.
func TestLostRepliesCountNothingTwice(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(25)
	s.spoilWith(replyLost)
	for range 3 {
		wantIs(t, k.sender(s.url).SyncOnce(t.Context()), exchange.ErrHubAway)
	}
	if held, unsent := s.holds(k), k.unsent(); held != 10 || unsent != 25 {
		t.Fatalf("the hub holds %d, unsent %d; want 10 and 25", held, unsent)
	}
	s.spoilWith(nil)
	must(t, k.sender(s.url).SyncOnce(t.Context()))
	s.mustHoldAll(k)
}

func TestTroublesOfHubAndNetwork(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		spoil func(http.ResponseWriter, *http.Request, http.Handler)
		want  error
		code  string
	}{
		"500":              {answer(500, "text/plain", "sorry"), exchange.ErrHubAway, "E-HUB-AWAY"},
		"503 of a hub":     {answer(503, "application/json", `{"code":"busy","vi":"bận","en":"busy"}`), exchange.ErrHubAway, "E-HUB-AWAY"},
		"sign-in page":     {answer(200, "text/html", "<html>Đăng nhập</html>"), exchange.ErrHubReply, "E-HUB-REPLY"},
		"not found":        {answer(404, "text/html", "<html>"), exchange.ErrHubReply, "E-HUB-REPLY"},
		"endless answer":   {answer(200, "text/plain", string(make([]byte, 1<<20))), exchange.ErrHubReply, "E-HUB-REPLY"},
		"no answer":        {hang, exchange.ErrHubAway, "E-HUB-AWAY"},
		"garbage receipt":  {answerBundles(200, always("thank you")), exchange.ErrHubReceipt, "E-HUB-RECEIPT"},
		"endless gap":      {answerBundles(409, always(`{"code":"gap","have":0}`)), exchange.ErrHubReply, "E-HUB-REPLY"},
		"gap of nothing":   {answerBundles(409, always(`{"code":"gap"}`)), exchange.ErrHubReply, "E-HUB-REPLY"},
		"fork":             {answerBundles(409, always(`{"code":"fork"}`)), exchange.ErrHubFork, "E-HUB-FORK"},
		"refused":          {answerBundles(403, always(`{"code":"refused"}`)), exchange.ErrHubRefused, "E-HUB-REFUSED"},
		"always too large": {answerBundles(413, always(`{"code":"too-large"}`)), exchange.ErrHubTooLarge, "E-HUB-TOOLARGE"},
		"foreign receipt":  {answerBundles(200, foreignReceipt), exchange.ErrHubReceipt, "E-HUB-RECEIPT"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			k, s := newKiosk(t), newServer(t)
			k.cast(12)
			s.spoilWith(tc.spoil)
			sender := k.sender(s.url)
			sender.Limit = 2 * time.Second
			if name == "no answer" {
				sender.Limit = 50 * time.Millisecond
			}
			err := sender.SyncOnce(t.Context())
			wantIs(t, err, tc.want)
			if p := exchange.Explain(err); p.Code != tc.code {
				t.Errorf("code %s, want %s", p.Code, tc.code)
			}
			if n := k.unsent(); n != 12 {
				t.Errorf("%d ballots unsent, want 12", n)
			}
			s.spoilWith(nil)
			sender.Limit = 30 * time.Second
			must(t, sender.SyncOnce(t.Context()))
			s.mustHoldAll(k)
		})
	}
}

// foreignReceipt is a good receipt for the bundle, but of another hub.
func foreignReceipt(bundle []byte) string {
	b, _ := ledger.ParseBundle(bundle)
	c, _ := b.Checkpoint()
	receipt, _ := ledger.SignReceipt(ledger.HubIdentity(ed25519.NewKeyFromSeed(make([]byte, 32))), c)
	return string(receipt)
}

func TestSmallerBundlesWhereTheHubWantsThem(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(30)
	s.spoilWith(answerBundles(413, func(bundle []byte) string {
		if b, _ := ledger.ParseBundle(bundle); len(b.Entries) > 3 {
			return `{"code":"too-large"}`
		}
		return ""
	}))
	must(t, k.sender(s.url).SyncOnce(t.Context()))
	s.mustHoldAll(k)
}

func TestHubRestoredFromBackup(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(12)
	sender := k.sender(s.url)
	must(t, sender.SyncOnce(t.Context()))
	must(t, s.service.Close())
	s.service = nil
	backup := filepath.Join(t.TempDir(), "backup")
	must(t, os.CopyFS(backup, os.DirFS(s.dir)))
	s.open(s.dir)
	k.cast(12)
	must(t, sender.SyncOnce(t.Context()))
	s.mustHoldAll(k)
	s.open(backup)
	if held := s.holds(k); held != 12 {
		t.Fatalf("the backup holds %d, want 12", held)
	}
	must(t, sender.SyncOnce(t.Context()))
	s.mustHoldAll(k)
}

func TestAnotherHubIsRefused(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(3)
	must(t, k.sender(s.url).SyncOnce(t.Context()))
	k.cast(3)
	s.open(t.TempDir())
	err := k.sender(s.url).SyncOnce(t.Context())
	wantIs(t, err, exchange.ErrHubKey)
	if held := s.holds(k); held != 0 {
		t.Errorf("the other hub was given %d ballots", held)
	}
	must(t, k.store.SetSetting(t.Context(), exchange.SettingHubKey, ""))
	must(t, k.sender(s.url).SyncOnce(t.Context())) // a person said so: the new hub gets everything
	s.mustHoldAll(k)
}

func TestHubSetUpAgainWhileTheKioskRuns(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	sender := k.sender(s.url)
	must(t, sender.SyncOnce(t.Context()))
	s.open(t.TempDir())
	wantIs(t, sender.SyncOnce(t.Context()), exchange.ErrHubKey)
}

func TestRefusedKioskSendsNothing(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	sender := k.sender(s.url)
	must(t, sender.SyncOnce(t.Context()))
	must(t, s.service.Decide(t.Context(), k.store.Identity().ID, wire.Refused))
	k.cast(2)
	wantIs(t, sender.SyncOnce(t.Context()), exchange.ErrHubRefused)
	if s.posted() != 0 {
		t.Error("ballots were sent to a hub that refused the kiosk")
	}
	must(t, s.service.Decide(t.Context(), k.store.Identity().ID, wire.Approved))
	must(t, sender.SyncOnce(t.Context()))
	s.mustHoldAll(k)
}

// TestKioskRestoredFromBackup: failures.md, "Sent twice": what it casts after that is
// told as another history and kept.
func TestKioskRestoredFromBackup(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(5)
	must(t, k.store.Close())
	backup := filepath.Join(t.TempDir(), "backup")
	must(t, os.CopyFS(backup, os.DirFS(k.dir)))
	k = openKiosk(t, k.dir)
	k.cast(5)
	must(t, k.sender(s.url).SyncOnce(t.Context()))

	old := openKiosk(t, backup)
	wantIs(t, old.sender(s.url).SyncOnce(t.Context()), exchange.ErrHubAhead)
	old.cast(2) // fewer than were lost, and yet the organiser must hear of them
	wantIs(t, old.sender(s.url).SyncOnce(t.Context()), exchange.ErrHubFork)
	if _, forks, err := s.service.Kiosks(t.Context()); err != nil || len(forks) != 1 || forks[0].Size != 7 {
		t.Errorf("forks at the hub: %+v %v", forks, err)
	}
	old.cast(5)
	err := old.sender(s.url).SyncOnce(t.Context())
	wantIs(t, err, exchange.ErrHubFork)
	if code := exchange.Explain(err).Code; code != "E-HUB-FORK" {
		t.Errorf("code %s", code)
	}
	s.mustHoldAll(k)
}

func TestSenderServes(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(2)
	s.spoilWith(answer(500, "text/plain", "sorry"))
	step := newStepper()
	sender := k.sender(s.url)
	sender.Pace = step.pace()
	serve(t, sender.Serve)
	for _, want := range []time.Duration{750, 1500, 3000} {
		if got := step.paused(t); got != want*time.Millisecond {
			t.Errorf("pause of %v, want %v ms", got, want)
		}
		if got := k.problems(); got != "E-HUB-AWAY" {
			t.Errorf("problems %q, want E-HUB-AWAY", got)
		}
		sender.Kick() // does not wake a sender whose hub is away
		step.next()
	}
	step.paused(t)
	s.spoilWith(nil)
	step.next()
	if got := step.paused(t); got != time.Minute {
		t.Errorf("pause of %v after success, want a minute", got)
	}
	s.mustHoldAll(k)
	if got := k.problems(); got != "" {
		t.Errorf("problems %q after success", got)
	}
	step.paused(t) // the kicks of before
	k.cast(1)
	sender.Kick()
	step.paused(t)
	s.mustHoldAll(k)
}

func TestSenderEndsInTheMiddleOfARequest(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(1)
	asked := make(chan struct{}, 1)
	s.spoilWith(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		asked <- struct{}{}
		hang(w, r, next)
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- k.sender(s.url).Serve(ctx) }()
	<-asked
	cancel()
	select {
	case err := <-done:
		wantIs(t, err, context.Canceled)
	case <-time.After(30 * time.Second):
		t.Fatal("it does not end")
	}
	if got := k.problems(); got != "" {
		t.Errorf("ending left problems %q", got)
	}
}

func TestStick(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	id, stick := k.store.Identity().ID, t.TempDir()
	names, err := exchange.WriteBundles(t.Context(), k.log, id, stick, false)
	must(t, err)
	if len(names) != 0 {
		t.Errorf("wrote %v of an empty ledger", names)
	}
	k.cast(7)
	names, err = exchange.WriteBundles(t.Context(), k.log, id, stick, false)
	must(t, err)
	if len(names) != 1 || names[0] != "hangviet-"+id+"-000000-000007.ledger" {
		t.Fatalf("wrote %v", names)
	}
	data, err := os.ReadFile(filepath.Join(stick, names[0]))
	must(t, err)
	overHTTP, err := k.log.Bundle(t.Context(), 0, 1000)
	must(t, err)
	if string(data) != string(overHTTP.Marshal()) {
		t.Error("the stick's bytes are not those that go over HTTP")
	}
	receipt, err := s.service.Receive(t.Context(), data, books.ByStick)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(stick, names[0]+exchange.ReceiptSuffix), receipt, 0o644))

	_, err = exchange.ReadReceipts(t.Context(), k.log, id, stick, "")
	wantIs(t, err, exchange.ErrNoHubKey)
	must(t, os.WriteFile(filepath.Join(stick, "bad-"+id+exchange.ReceiptSuffix), []byte("?"), 0o644))
	must(t, os.Symlink("/dev/zero", filepath.Join(stick, "odd-"+id+exchange.ReceiptSuffix)))
	must(t, os.WriteFile(filepath.Join(stick, "0123456789abcdef"+exchange.ReceiptSuffix), []byte("another kiosk's"), 0o644))
	n, err := exchange.ReadReceipts(t.Context(), k.log, id, stick, s.service.Key())
	wantIs(t, err, exchange.ErrHubReceipt)
	if n != 1 || k.unsent() != 0 {
		t.Errorf("%d receipts taken, %d ballots unsent; want 1 and 0", n, k.unsent())
	}
	k.cast(2)
	names, err = exchange.WriteBundles(t.Context(), k.log, id, stick, false)
	must(t, err)
	if len(names) != 1 || names[0] != "hangviet-"+id+"-000007-000009.ledger" {
		t.Errorf("wrote %v, want only the new ballots", names)
	}
	names, err = exchange.WriteBundles(t.Context(), k.log, id, stick, true)
	must(t, err)
	if len(names) != 1 || names[0] != "hangviet-"+id+"-000000-000009.ledger" {
		t.Errorf("wrote %v, want the whole ledger", names)
	}
	must(t, k.sender(s.url).SyncOnce(t.Context())) // stick and network may come in any order
	s.mustHoldAll(k)
}

// TestConnectionThatEndsMeanwhile: the hub closes a connection that was silent at the
// very moment at which the kiosk uses it again. The kiosk takes another one, and
// nobody hears of it.
func TestConnectionThatEndsMeanwhile(t *testing.T) {
	t.Parallel()
	k, s := newKiosk(t), newServer(t)
	k.cast(2)
	var cut atomic.Int64
	var known sync.Map
	s.spoilWith(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if _, again := known.LoadOrStore(r.RemoteAddr, true); !again || cut.Add(1) > 3 {
			next.ServeHTTP(w, r)
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		conn.Close()
	})
	must(t, k.sender(s.url).SyncOnce(t.Context()))
	if cut.Load() == 0 {
		t.Error("no connection was cut")
	}
	s.mustHoldAll(k)
}
