package exchange_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// kiosk is a kiosk's real ledger with what it needs to send it.
type kiosk struct {
	t     testing.TB
	dir   string
	store *store.Store
	log   *ledger.Log
}

func newKiosk(t testing.TB) *kiosk {
	t.Helper()
	return openKiosk(t, t.TempDir())
}

func openKiosk(t testing.TB, dir string) *kiosk {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return &kiosk{t, dir, s, ledger.Open(s, s.Identity())}
}

var round = vote.Round{
	ID: "r1", Title: text("Bình chọn"), Opens: time.Now().Add(-time.Hour), Closes: time.Now().Add(time.Hour),
	Categories: []vote.Category{{ID: "c", Title: text("Quà"), Choices: 1, Nominees: []vote.Nominee{{ID: "n", Product: "A"}}}},
}

// cast casts n ballots.
func (k *kiosk) cast(n int) {
	k.t.Helper()
	for range n {
		b, err := vote.NewBallot(round, time.Now(), []vote.Choice{{Category: "c", Nominee: "n"}})
		must(k.t, err)
		_, err = k.log.Append(k.t.Context(), b)
		must(k.t, err)
	}
}

func (k *kiosk) unsent() int64 {
	k.t.Helper()
	n, err := k.log.Unsent(k.t.Context())
	must(k.t, err)
	return n
}

func (k *kiosk) sender(address string) *exchange.Sender {
	return &exchange.Sender{
		Hub: address, Identity: k.store.Identity(), Name: "Kiosk 1", Log: k.log, Notes: k.store, Batch: 10,
	}
}

// problems lists the codes that stand.
func (k *kiosk) problems() string {
	k.t.Helper()
	problems, err := k.store.Problems(k.t.Context())
	must(k.t, err)
	var list []string
	for _, p := range problems {
		list = append(list, p.Code)
	}
	return strings.Join(list, " ")
}

// server is a real hub behind a network that can be spoilt.
type server struct {
	t       testing.TB
	dir     string
	service *hub.Service
	url     string

	mu    sync.Mutex
	spoil func(w http.ResponseWriter, r *http.Request, next http.Handler)
	posts int // bundles that came in
}

func newServer(t testing.TB) *server {
	t.Helper()
	s := &server{t: t, dir: t.TempDir()}
	s.open(s.dir)
	front := httptest.NewServer(s)
	t.Cleanup(func() { front.CloseClientConnections(); front.Close(); _ = s.service.Close() })
	s.url = front.URL
	return s
}

// open makes the hub with its data in dir the one that answers.
func (s *server) open(dir string) {
	s.t.Helper()
	if s.service != nil {
		must(s.t, s.service.Close())
	}
	service, err := hub.New(context.Background(), hub.Config{Data: dir})
	must(s.t, err)
	s.service, s.dir = service, dir
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	spoil := s.spoil
	if r.URL.Path == wire.PathLedger {
		s.posts++
	}
	s.mu.Unlock()
	if spoil == nil {
		s.service.Handler().ServeHTTP(w, r)
		return
	}
	spoil(w, r, s.service.Handler())
}

// spoilWith spoils the network; nil mends it.
func (s *server) spoilWith(f func(w http.ResponseWriter, r *http.Request, next http.Handler)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spoil = f
}

func (s *server) posted() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.posts
}

// holds is how many entries of the kiosk the hub holds.
func (s *server) holds(k *kiosk) int64 {
	s.t.Helper()
	standing, err := s.service.Standing(s.t.Context(), k.store.Identity().ID)
	must(s.t, err)
	return standing.Have
}

// mustHoldAll fails unless the hub holds the whole ledger and the kiosk knows.
func (s *server) mustHoldAll(k *kiosk) {
	s.t.Helper()
	size, err := k.log.Size(s.t.Context())
	must(s.t, err)
	if held := s.holds(k); held != size {
		s.t.Errorf("the hub holds %d entries, want %d", held, size)
	}
	if n := k.unsent(); n != 0 {
		s.t.Errorf("%d ballots are unsent", n)
	}
	must(s.t, k.log.Verify(s.t.Context()))
}

// replyLost lets the hub do its work on bundles and drops the answer.
func replyLost(w http.ResponseWriter, r *http.Request, next http.Handler) {
	if r.URL.Path != wire.PathLedger {
		next.ServeHTTP(w, r)
		return
	}
	next.ServeHTTP(deaf{w}, r)
	panic(http.ErrAbortHandler)
}

// deaf is an answer that is not sent.
type deaf struct{ w http.ResponseWriter }

func (d deaf) Header() http.Header         { return http.Header{} }
func (d deaf) WriteHeader(int)             {}
func (d deaf) Write(p []byte) (int, error) { return len(p), nil }
func (d deaf) Unwrap() http.ResponseWriter { return d.w }

// hang takes a request and never answers.
func hang(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
	_, _ = io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

// answer answers every request with this.
func answer(status int, kind, body string) func(http.ResponseWriter, *http.Request, http.Handler) {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// answerBundles answers bundles with this, and passes everything else on.
func answerBundles(status int, body func(bundle []byte) string) func(http.ResponseWriter, *http.Request, http.Handler) {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path != wire.PathLedger {
			next.ServeHTTP(w, r)
			return
		}
		data, _ := io.ReadAll(r.Body)
		if text := body(data); text != "" {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(data))
		next.ServeHTTP(w, r)
	}
}

func always(text string) func([]byte) string { return func([]byte) string { return text } }
