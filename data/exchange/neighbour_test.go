package exchange_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// town is a street in memory, on the loopback interface.
type town struct {
	mu   sync.Mutex
	here map[string]exchange.Neighbour
	said map[string]int // how often each has announced itself
	left map[string]int // how often it was not to be heard after that
}

func newTown() *town {
	return &town{here: map[string]exchange.Neighbour{}, said: map[string]int{}, left: map[string]int{}}
}

func (s *town) Announce(_ context.Context, n exchange.Neighbour, port int) (func(), error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n.Address = fmt.Sprintf("127.0.0.1:%d", port)
	s.said[n.Kiosk]++
	turn := s.said[n.Kiosk]
	s.here[n.Kiosk] = n
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.said[n.Kiosk] == turn { // else what it has said since stands
			delete(s.here, n.Kiosk)
			s.left[n.Kiosk]++
		}
	}, nil
}

func (s *town) Look(context.Context) (list []exchange.Neighbour, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.here {
		list = append(list, n)
	}
	return list, nil
}

// neighbourhood runs kiosks beside each other, named a, b, c ….
func neighbourhood(t *testing.T, street exchange.Street, kiosks ...*exchange.Content) []*exchange.Neighbours {
	t.Helper()
	var all []*exchange.Neighbours
	for i, c := range kiosks {
		n := &exchange.Neighbours{
			Content: c, Kiosk: string(rune('a' + i)), Street: street, Listen: "127.0.0.1:0",
			Pace: exchange.Pace{Every: 20 * time.Millisecond, First: 20 * time.Millisecond, Max: 40 * time.Millisecond},
		}
		all = append(all, n)
		serve(t, n.Serve)
	}
	return all
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
		<-time.After(5 * time.Millisecond)
	}
}

func shows(c *exchange.Content, n int64) func() bool {
	return func() bool {
		number, _, err := c.Current()
		return err == nil && number == n
	}
}

// TestOneDownloadServesASite: of three kiosks one imports; the others have it
// from each other, whole, and the next release too.
func TestOneDownloadServesASite(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(20)...)
	kiosks := []*exchange.Content{newContent(t, o), newContent(t, o), newContent(t, o)}
	importFrom(t, kiosks[0], o.source())
	neighbourhood(t, newTown(), kiosks...)
	for _, c := range kiosks[1:] {
		eventually(t, "release 1 came", shows(c, 1))
		mustShow(t, c, 1)
	}
	o.publish(codes(25)[3:]...)
	importFrom(t, kiosks[2], o.source())
	for _, c := range kiosks {
		eventually(t, "release 2 came", shows(c, 2))
		mustShow(t, c, 2)
	}
}

// TestSharedFolderIsTheOrganisersOwn byte for byte, as an auditor takes it over
// HTTP, and nothing else can be asked for.
func TestSharedFolderIsTheOrganisersOwn(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(30)...)
	m := o.publish(codes(33)[4:]...)
	importFrom(t, c, o.source())
	server := httptest.NewServer(&exchange.Share{Content: c})
	defer server.Close()
	_, err := release.VerifyAll(t.Context(), release.HTTP(server.Client(), server.URL), o.root, time.Now())
	must(t, err)
	for _, f := range append([]release.File{m.Catalogue, m.Index}, m.Packs...) {
		res, err := server.Client().Get(server.URL + "/files/" + f.SHA256)
		must(t, err)
		got, err := io.ReadAll(res.Body)
		must(t, err)
		res.Body.Close()
		if want, err := os.ReadFile(filepath.Join(o.repo, "files", f.SHA256)); err != nil || string(got) != string(want) {
			t.Errorf("%s differs: %d bytes of %d, %v", f.SHA256, len(got), len(want), err)
		}
	}
	for _, path := range []string{
		"/", "/files/", "/files/../trust/root.json", "/../kiosk.db", "/kiosk.db", "/content/current", "/files/" + strings.Repeat("0", 64),
		"/metadata/", "/photos/", "/trust/pinned.json", "//etc/passwd",
	} {
		res, err := server.Client().Get(server.URL + path)
		must(t, err)
		if res.Body.Close(); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
	res, err := server.Client().Post(server.URL+"/metadata/timestamp.json", "", nil)
	must(t, err)
	if res.Body.Close(); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("posting: %s", res.Status)
	}
}

// TestWhatWasWithdrawnMeanwhileIsShared: a kiosk that has served its release already
// serves what was signed anew since.
func TestWhatWasWithdrawnMeanwhileIsShared(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A", "B")
	server := httptest.NewServer(&exchange.Share{Content: c})
	defer server.Close()
	shared := release.HTTP(server.Client(), server.URL)
	for _, code := range []string{"A", "B"} {
		importFrom(t, newContent(t, o), shared)
		o.withdraw(false, code)
		importFrom(t, again(c), o.source())
	}
	next := newContent(t, o)
	importFrom(t, next, shared)
	if got := withdrawn(t, next); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("the next kiosk hides %q, want A and B", got)
	}
}

// TestAWithdrawalGoesFromKioskToKiosk where only one of them can hear of it, and the
// release stays the same.
func TestAWithdrawalGoesFromKioskToKiosk(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A", "B")
	kiosks := []*exchange.Content{newContent(t, o), newContent(t, o), newContent(t, o)}
	importFrom(t, kiosks[0], o.source())
	neighbourhood(t, newTown(), kiosks...)
	for _, c := range kiosks {
		eventually(t, "release 1", shows(c, 1))
	}
	for _, hidden := range [][]string{{"A"}, {"A", "B"}} {
		o.withdraw(false, hidden...)
		importFrom(t, again(kiosks[0]), o.source())
		for _, c := range kiosks {
			eventually(t, "the list", func() bool { return slices.Equal(withdrawn(t, c), hidden) })
		}
	}
}

// TestAWithdrawalDoesNotWaitForTheNeighbour: a kiosk that leaves the download to another
// one, for hours perhaps, still hears itself what is withdrawn, and takes no file for it.
func TestAWithdrawalDoesNotWaitForTheNeighbour(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A", "B")
	step := newStepper()
	leaves := func(context.Context, func() error) error { return nil }
	serve(t, (&exchange.Fetcher{Content: c, From: o.repo, Notes: newNotes(), Pace: step.pace(), Via: leaves}).Serve)
	step.paused(t)
	o.publish("A", "B", "C")
	o.withdraw(false, "A")
	step.next()
	step.paused(t)
	if got := withdrawn(t, c); !slices.Equal(got, []string{"A"}) {
		t.Errorf("withdrawn are %q, want A", got)
	}
	mustShow(t, c, 1)
}

// TestLyingNeighbour offers what it has not: another organiser's, an older one's
// or nothing at all; the honest one beside it is asked next.
func TestLyingNeighbour(t *testing.T) {
	t.Parallel()
	o, stranger := newOrganiser(t), newOrganiser(t)
	o.publish("A")
	stranger.publish("X")
	c, honest := newContent(t, o), newContent(t, o)
	importFrom(t, c, o.source())
	old := o.copy()
	o.publish("A", "B")
	importFrom(t, honest, o.source())
	street := newTown()
	root, _, _ := c.Pinned()
	for i, dir := range []string{stranger.repo, old, t.TempDir()} {
		server := httptest.NewServer(http.FileServer(http.Dir(dir)))
		defer server.Close()
		id := fmt.Sprint("liar", i)
		street.here[id] = exchange.Neighbour{Kiosk: id, Root: root, Release: 99, Address: strings.TrimPrefix(server.URL, "http://")}
	}
	neighbourhood(t, street, c, honest)
	eventually(t, "release 2 came", shows(c, 2))
	mustShow(t, c, 2)
}

// TestOnlyOneGoesOutside while the others wait for what it brings.
func TestOnlyOneGoesOutside(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(5)...)
	kiosks := []*exchange.Content{newContent(t, o), newContent(t, o), newContent(t, o)}
	all := neighbourhood(t, newTown(), kiosks...)
	var mu sync.Mutex
	outside := 0
	for i, n := range all {
		src := spyOn(o.source())
		src.opened = func(name string) error {
			if strings.HasPrefix(name, "files/") {
				mu.Lock()
				outside |= 1 << i
				mu.Unlock()
			}
			return nil
		}
		pace := exchange.Pace{Every: 10 * time.Millisecond, First: 10 * time.Millisecond, Max: 10 * time.Millisecond}
		loop := func(ctx context.Context) error {
			for ctx.Err() == nil {
				_ = n.Via(ctx, func() error {
					_, err := kiosks[i].Import(ctx, src, nil)
					return err
				})
				<-time.After(pace.Every)
			}
			return ctx.Err()
		}
		if i > 0 { // the first is known as the one that goes
			eventually(t, "the first went outside", shows(kiosks[0], 1))
			eventually(t, "that is known", n.Led)
		}
		serve(t, loop)
	}
	for _, c := range kiosks {
		eventually(t, "release 1 came", shows(c, 1))
	}
	mu.Lock()
	defer mu.Unlock()
	if outside != 1 {
		t.Errorf("outside went %03b, want the first alone", outside)
	}
}

// TestWhatIsSaidAnewLeavesNoGap: a kiosk that says something else of itself is heard
// all the while. Whoever looked in between would go outside too.
func TestWhatIsSaidAnewLeavesNoGap(t *testing.T) {
	t.Parallel()
	_, c := kioskWith(t, "A")
	street := newTown()
	n := neighbourhood(t, street, c)[0]
	says := func(taking bool) func() bool {
		return func() bool {
			street.mu.Lock()
			defer street.mu.Unlock()
			a, heard := street.here["a"]
			return heard && a.Taking == taking
		}
	}
	eventually(t, "it is heard", says(false))
	must(t, n.Via(t.Context(), func() error {
		eventually(t, "that it is outside is heard", says(true))
		return nil
	}))
	eventually(t, "that it is back is heard", says(false))
	street.mu.Lock()
	defer street.mu.Unlock()
	if street.left["a"] != 0 {
		t.Errorf("it was not to be heard %d times", street.left["a"])
	}
}

// TestConnectionsOfNeighboursAreBounded: failures.md, "Half-dead network": who
// keeps lines open without a word does not keep others out for long.
func TestConnectionsOfNeighboursAreBounded(t *testing.T) {
	t.Parallel()
	_, c := kioskWith(t, "A")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	serve(t, func(ctx context.Context) error { return (&exchange.Share{Content: c}).Serve(ctx, l) })
	for range 40 {
		conn, err := net.Dial("tcp", l.Addr().String())
		must(t, err)
		defer conn.Close()
	}
	closed := 0
	conn, err := net.Dial("tcp", l.Addr().String())
	must(t, err)
	must(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	if _, err := conn.Read(make([]byte, 1)); err == io.EOF || strings.Contains(fmt.Sprint(err), "reset") {
		closed++
	}
	conn.Close()
	if closed == 0 {
		t.Error("one connection too many was kept")
	}
}
