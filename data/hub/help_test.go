package hub

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/hub/signin"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// house is a running hub with its organiser.
type house struct {
	*testing.T
	dir     string
	db      string // see [Config]
	hub     *Service
	url     string
	keys    release.Keys
	number  int64 // of the last release
	tickets []ticket.List
	mu      sync.Mutex
	now     time.Time
	stopped func()
}

// cheap makes signing in quick; what it costs in earnest is tested apart.
var cheap = signin.Params{Memory: 64, Time: 1, Threads: 1}

// opening is a moment at which the test round is open.
var opening = time.Date(2026, 11, 21, 9, 30, 0, 0, catalog.Zone)

func newHouse(t *testing.T, change ...func(*Config)) *house {
	t.Helper()
	h := &house{T: t, dir: t.TempDir(), db: pgtest.Place(t), now: opening}
	h.start(change...)
	t.Cleanup(func() { h.stopped() })
	return h
}

// start opens the hub and serves it on a free port of the loopback.
func (h *house) start(change ...func(*Config)) {
	h.Helper()
	config := Config{Data: h.dir, DB: h.db, Now: h.clock, Passwords: cheap, Poll: 5 * time.Millisecond}
	for _, f := range change {
		f(&config)
	}
	service, err := New(h.Context(), config)
	h.must(err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	h.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(ctx, listener) }()
	h.hub, h.url = service, "http://"+listener.Addr().String()
	h.stopped = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			h.Errorf("serve: %v", err)
		}
		h.must(service.Close())
	})
}

// dumped returns all that the database holds.
func (h *house) dumped() string {
	h.Helper()
	if h.db != "" {
		return pgtest.Dump(h.T, h.db)
	}
	data, err := os.ReadFile(filepath.Join(h.dir, "hub.db"))
	h.must(err)
	log, err := os.ReadFile(filepath.Join(h.dir, "hub.db-wal"))
	h.must(err)
	return string(data) + string(log)
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// until waits for a condition, with a limit.
func (h *house) until(what string, f func() bool) {
	h.Helper()
	for deadline := time.Now().Add(time.Minute); !f(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			h.Fatalf("waited in vain until %s", what)
		}
	}
}

// testRound has two categories; in the first a ballot may choose two of three.
func testRound() vote.Round {
	return vote.Round{
		ID: "r1", Title: vote.Text{"vi": "Hàng Việt được yêu thích", "en": "Favourite goods"}, Rules: vote.Text{"vi": "Thể lệ"},
		Opens: opening.Add(-48 * time.Hour), Closes: opening.Add(48 * time.Hour),
		Categories: []vote.Category{
			{ID: "food", Title: vote.Text{"vi": "Thực phẩm"}, Choices: 2, Nominees: []vote.Nominee{
				{ID: "n-tea", Product: "TEA"}, {ID: "n-rice", Product: "RICE"}, {ID: "n-fish", Product: "FISH"},
			}},
			{ID: "craft", Title: vote.Text{"vi": "Thủ công"}, Choices: 1, Nominees: []vote.Nominee{
				{ID: "n-silk", Product: "SILK"},
			}},
		},
	}
}

// shownRound is testRound for everybody to see at any time.
func shownRound() vote.Round {
	r := testRound()
	r.Reveal = vote.Always
	return r
}

func testCatalogue() catalog.Catalogue {
	product := func(code, name string) catalog.Product {
		return catalog.Product{Code: code, Name: catalog.Text{"vi": name, "en": name + " (en)"}, Producer: "p1"}
	}
	return catalog.Catalogue{
		Organiser: catalog.Text{"vi": "Ban tổ chức"},
		Producers: []catalog.Producer{{ID: "p1", Name: catalog.Text{"vi": "HTX Sao Mai"}}},
		Products: []catalog.Product{
			product("TEA", "Chè Shan tuyết"), product("RICE", "=Gạo nếp cái hoa vàng"), product("FISH", "Nước mắm"), product("SILK", "Lụa"),
		},
	}
}

// publish publishes the rounds to the hub's content folder.
func (h *house) publish(rounds ...vote.Round) {
	h.Helper()
	h.publishGoods(testCatalogue(), rounds...)
}

// publishGoods publishes another catalogue with the rounds.
func (h *house) publishGoods(c catalog.Catalogue, rounds ...vote.Round) {
	h.Helper()
	work := h.TempDir()
	if h.number == 0 {
		h.must(release.GenerateKeys(work, ""))
		keys, err := release.LoadKeys(work, func() (string, error) { return "", nil })
		h.must(err)
		h.keys = keys
	}
	path := filepath.Join(work, "catalog.db")
	h.must(store.WriteCatalogue(h.Context(), path, c, rounds, h.tickets...))
	m, _, err := release.Publish(h.Context(), h.content(), h.keys, release.Input{CatalogueDB: path, IssuedAt: h.clock()})
	h.must(err)
	h.number = m.Number
}

func (h *house) content() string { return filepath.Join(h.dir, "content") }

// publishAndWait waits until the hub has noticed.
func (h *house) publishAndWait(rounds ...vote.Round) {
	h.Helper()
	h.publish(rounds...)
	h.until("the release is taken in", func() bool {
		n, err := h.hub.Release(h.Context())
		h.must(err)
		return n == h.number
	})
}

// kiosk is a kiosk with a real ledger.
type kiosk struct {
	*house
	store *store.Store
	log   *ledger.Log
	self  ledger.Identity
	name  string
}

func (h *house) kiosk(name string) *kiosk {
	h.Helper()
	s, err := store.Open(h.Context(), h.TempDir())
	h.must(err)
	h.Cleanup(func() { h.must(s.Close()) })
	return &kiosk{house: h, store: s, log: ledger.Open(s, s.Identity()), self: s.Identity(), name: name}
}

// enrolled returns a kiosk with that standing.
func (h *house) enrolled(name string, status wire.Status) *kiosk {
	h.Helper()
	k := h.kiosk(name)
	k.enrol()
	if status != wire.Pending {
		h.must(h.hub.Decide(h.Context(), k.self.ID, status))
	}
	return k
}

func (k *kiosk) enrol() wire.Standing {
	k.Helper()
	status, answer := k.post(wire.PathEnrol, asJSON(wire.NewEnrolment(k.self.PrivateKey, k.name, k.clock())))
	if status != http.StatusOK {
		k.Fatalf("enrol: %d %s", status, answer)
	}
	var standing wire.Standing
	k.must(json.Unmarshal(answer, &standing))
	return standing
}

func asJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

// vote casts a ballot for nominees "category/nominee".
func (k *kiosk) vote(choices ...string) vote.Ballot {
	k.Helper()
	b := k.make(choices...)
	k.cast(b)
	return b
}

// make makes a ballot that is not cast yet.
func (k *kiosk) make(choices ...string) vote.Ballot {
	k.Helper()
	var list []vote.Choice
	for _, c := range choices {
		category, nominee, _ := strings.Cut(c, "/")
		list = append(list, vote.Choice{Category: category, Nominee: nominee})
	}
	b, err := vote.NewBallot(testRound(), opening, list)
	k.must(err)
	return b
}

func (k *kiosk) cast(b vote.Ballot) {
	k.Helper()
	_, err := k.log.Append(k.Context(), b)
	k.must(err)
}

func (k *kiosk) bundle(from int64) []byte {
	k.Helper()
	b, err := k.log.Bundle(k.Context(), from, 10_000)
	k.must(err)
	return b.Marshal()
}

// send posts everything from an index on and returns status and answer.
func (k *kiosk) send(from int64) (int, []byte) {
	k.Helper()
	return k.post(wire.PathLedger, k.bundle(from))
}

// deliver sends everything and keeps the receipt.
func (k *kiosk) deliver() []byte {
	k.Helper()
	status, answer := k.send(0)
	if status != http.StatusOK {
		k.Fatalf("send: %d %s", status, answer)
	}
	k.must(k.log.Acknowledge(k.Context(), answer, k.hub.Key()))
	return answer
}

func (h *house) post(path string, body []byte) (int, []byte) {
	h.Helper()
	res, err := http.Post(h.url+path, "application/octet-stream", bytes.NewReader(body))
	h.must(err)
	return h.read(res)
}

func (h *house) get(path string) (int, []byte) {
	h.Helper()
	res, err := noFollow(nil).Get(h.url + path)
	h.must(err)
	return h.read(res)
}

func (h *house) read(res *http.Response) (int, []byte) {
	h.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	h.must(err)
	return res.StatusCode, body
}

func noFollow(jar http.CookieJar) *http.Client {
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

const (
	adminName = "Thảo"
	password  = "mật khẩu dài đủ"
)

// admin returns a browser that has signed in.
func (h *house) admin() *http.Client {
	h.Helper()
	h.must(h.hub.AddAdmin(h.Context(), adminName, password))
	jar, err := cookiejar.New(nil)
	h.must(err)
	browser := noFollow(jar)
	res, err := browser.PostForm(h.url+"/login", url.Values{"name": {adminName}, "password": {password}, "next": {"/rounds/r1"}})
	h.must(err)
	if status, body := h.read(res); status != http.StatusSeeOther || res.Header.Get("Location") != "/rounds/r1" {
		h.Fatalf("sign in: %d %s", status, body)
	}
	return browser
}

// page returns a page as somebody who has signed in sees it.
func (h *house) page(browser *http.Client, path string) string {
	h.Helper()
	res, err := browser.Get(h.url + path)
	h.must(err)
	status, body := h.read(res)
	if status != http.StatusOK {
		h.Fatalf("%s: %d %s", path, status, body)
	}
	return string(body)
}

// counts returns the choices by nominee, and the ballots, of the test round.
func (h *house) counts() (map[string]int, int) {
	h.Helper()
	result, err := h.hub.Tally(h.Context())
	h.must(err)
	round, ok := result.Round("r1")
	if !ok {
		h.Fatal("the round is unknown")
	}
	counts := map[string]int{}
	for _, c := range round.Categories {
		for _, n := range c.Nominees {
			if n.Choices > 0 {
				counts[n.ID] = n.Choices
			}
		}
	}
	return counts, round.Ballots
}

func (h *house) wantCounts(ballots int, want map[string]int) {
	h.Helper()
	got, n := h.counts()
	if n != ballots || fmt.Sprint(got) != fmt.Sprint(want) {
		h.Errorf("counted %d ballots %v, want %d %v", n, got, ballots, want)
	}
}

// wantRefusal checks an answer of the API that is not 200.
func (h *house) wantRefusal(status int, answer []byte, wantStatus int, code wire.Code) wire.Refusal {
	h.Helper()
	var r wire.Refusal
	if err := json.Unmarshal(answer, &r); err != nil || status != wantStatus || r.Code != code || r.VI == "" || r.EN == "" {
		h.Errorf("got %d %s, want %d %s", status, answer, wantStatus, code)
	}
	return r
}

// cloneLog is a ledger in the clone's own storage that signs as the original.
func cloneLog(clone, original *kiosk) *ledger.Log { return ledger.Open(clone.store, original.self) }
