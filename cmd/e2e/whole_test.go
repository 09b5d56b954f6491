package e2e

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheWholeWay goes from an organiser's workbook to a shopper's hand and the
// vote back, as section 8 of the plan asks.
func TestTheWholeWay(t *testing.T) {
	t.Parallel()
	office := openOffice(t)
	hub := openHub(t)
	office.publish(hub.repo())
	run(t, "kioskctl", "verify", "--repo", hub.repo(), "--root", filepath.Join(office.dir, "keys", "root.json"))

	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "setup", "--data", data, "--root", filepath.Join(office.dir, "keys", "root.json"),
		"--hub", hub.url, "--name", "Kiosk thử nghiệm", "--every", "1s")
	screen := openScreen(t, 1080, 1920)
	kiosk := openKiosk(t, screen, data, "--content", hub.repo(), "--lang", "vi")

	seeProduct(t, kiosk)
	castVote(t, kiosk)
	hub.approve(kioskStatus(t, data).Kiosk)
	sent(t, data, 1, 3)
	want := map[string]int{"SP-1": 1, "SP-3": 1, "SP-5": 1}
	hub.counts(want)

	kiosk.kill()
	before := kioskStatus(t, data)
	kiosk = openKiosk(t, screen, data, "--lang", "vi")
	sent(t, data, 1, 3)
	if after := kioskStatus(t, data); after.Release != before.Release || after.Products != before.Products || after.Photos != before.Photos {
		t.Errorf("after the power cut %+v, before %+v", after, before)
	}
	hub.counts(want)

	// A second release over HTTP: one price changed, one product withdrawn.
	office.fill("Products", revoke(office.products("260.000"), "SP-2")...)
	office.fill("Links", row{"Mã sản phẩm": "SP-1", "Đường dẫn": "https://gian-hang.example/moi/1"})
	office.publish(hub.repo())
	arrives(t, kiosk, data, 2, "SP-2", "https://gian-hang.example/moi/1")

	// A third as on a stick, with no network.
	hub.process.stop()
	office.fill("Products", revoke(office.products("265.000"), "SP-2", "SP-7")...)
	office.fill("Links", row{"Mã sản phẩm": "SP-1", "Đường dẫn": "https://gian-hang.example/thanh/1"})
	office.publish(hub.repo())
	stick := filepath.Join(t.TempDir(), "stick")
	copyFolder(t, hub.repo(), stick)
	run(t, "kiosk", "import", "--data", data, "--from", stick)
	arrives(t, kiosk, data, 3, "SP-7", "https://gian-hang.example/thanh/1")
	kiosk.process.stop()
}

// seeProduct goes home → sector → product and reads the QR off the screen.
func seeProduct(t *testing.T, kiosk *window) {
	t.Helper()
	kiosk.tapTo("attract", "home.sector.1")
	kiosk.tapTo("home.sector.1", "card.SP-1")
	kiosk.tap("card.SP-1")
	kiosk.gone("card.SP-1")
	kiosk.readsQR("https://gian-hang.example/sp/1")
}

// readsQR scrolls the product's code into sight and reads it from a picture. A code
// that an edge of the page cuts off is moved further in, as a shopper would.
func (w *window) readsQR(link string) {
	w.t.Helper()
	const code = "product.qr.1"
	w.reach(code, 540, 1300, 800)
	w.settled()
	eventually(w.t, "a QR code that leads to "+link, func() bool {
		if slices.Contains(codes(w.t, w.screen.shot("product")), link) {
			return true
		}
		at := w.shows(code)
		from, to := 800, 1000
		if int(at.Y+at.H/2) > w.screen.height/2 {
			from, to = to, from
		}
		w.screen.drag(540, from, to)
		w.settled()
		return false
	})
}

// castVote casts a ballot of three choices and sees it confirmed.
func castVote(t *testing.T, kiosk *window) {
	t.Helper()
	kiosk.tap("nav.vote")
	kiosk.tapTo("vote.round.r1", "vote.category.an")
	kiosk.tap("vote.category.an")
	kiosk.tap("vote.nominee.SP-1")
	kiosk.tap("vote.nominee.SP-3")
	kiosk.tapTo("nav.back", "vote.category.uong")
	kiosk.tap("vote.category.uong")
	kiosk.tap("vote.nominee.SP-5")
	kiosk.tap("vote.review")
	kiosk.tap("vote.confirm")
	kiosk.tap("vote.done")
}

// sent waits until the kiosk holds that many ballots and none is unsent.
func sent(t *testing.T, data string, ballots, choices int64) {
	t.Helper()
	var s status
	eventually(t, "every ballot to be receipted", func() bool {
		s = kioskStatus(t, data)
		return s.Unsent == 0 && s.Ballots == ballots
	})
	if s.Choices != choices {
		t.Errorf("the kiosk holds %d choices, want %d", s.Choices, choices)
	}
}

// arrives waits until the release is shown, without a restart: a product it
// withdraws leaves the list, and the changed product leads to its new link.
func arrives(t *testing.T, kiosk *window, data string, release int64, withdrawn, link string) {
	t.Helper()
	eventually(t, fmt.Sprintf("release %d", release), func() bool { return kioskStatus(t, data).Release == release })
	kiosk.home()
	kiosk.tapTo("home.sector.1", "card.SP-1")
	eventually(t, "the withdrawn product to leave the list", func() bool {
		_, there := kiosk.find("card." + withdrawn)
		return !there
	})
	kiosk.settled() // the list is drawn anew; nobody touches it in that very moment
	kiosk.tap("card.SP-1")
	kiosk.gone("card.SP-1") // before that a drag would move the list's successor
	kiosk.readsQR(link)
}

// home goes home from wherever the kiosk is, through the slideshow if need be.
func (w *window) home() {
	w.t.Helper()
	eventually(w.t, "the home screen", func() bool {
		w.alive()
		for _, id := range []string{"idle.continue", "attract", "nav.home"} {
			if t, ok := w.find(id); ok {
				w.screen.tap(int(t.X+t.W/2), int(t.Y+t.H/2))
				break
			}
		}
		w.settled()
		_, ok := w.find("home.sector.1")
		return ok
	})
}

func revoke(rows []row, codes ...string) []row {
	for _, r := range rows {
		if slices.Contains(codes, r["Mã sản phẩm"]) {
			r["Trạng thái"] = "Thu hồi"
		}
	}
	return rows
}

// hub is a running organiser's server.
type hub struct {
	*process
	dir, url string
}

func openHub(t *testing.T) *hub {
	t.Helper()
	h := &hub{dir: filepath.Join(t.TempDir(), "hub")}
	h.serve(t)
	return h
}

// serve starts the hub and waits until it tells its address.
func (h *hub) serve(t *testing.T) {
	t.Helper()
	h.process = start(t, nil, "hub", "serve", "--data", h.dir, "--addr", "127.0.0.1:0")
	line := regexp.MustCompile(`hub: (http://127\.0\.0\.1:\d+)`)
	eventually(t, "the hub's address", func() bool {
		found := line.FindStringSubmatch(h.printed())
		if found != nil {
			h.url = found[1]
		}
		return found != nil
	})
}

func (h *hub) repo() string { return filepath.Join(h.dir, "content") }

// approve lets the kiosk's ballots count, once it has enrolled.
func (h *hub) approve(kiosk string) {
	h.t.Helper()
	eventually(h.t, "the kiosk's enrolment", func() bool {
		return strings.Contains(run(h.t, "hub", "kiosks", "--data", h.dir, "--json"), kiosk)
	})
	run(h.t, "hub", "approve", kiosk, "--data", h.dir)
}

// counts expects the hub's export to show exactly those choices, in every format.
func (h *hub) counts(want map[string]int) {
	h.t.Helper()
	out := run(h.t, "hub", "export", "--data", h.dir, "--round", "r1", "--format", "json")
	var tally struct {
		Ballots    int
		Choices    int
		Categories []struct {
			Nominees []struct {
				Product string
				Choices int
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &tally); err != nil {
		h.t.Fatalf("read the export: %v\n%s", err, out)
	}
	got := map[string]int{}
	for _, c := range tally.Categories {
		for _, n := range c.Nominees {
			if n.Choices > 0 {
				got[n.Product] = n.Choices
			}
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || tally.Ballots != 1 || tally.Choices != len(want) {
		h.t.Errorf("the export shows %v in %d ballots, want %v in one\n%s", got, tally.Ballots, want, out)
	}
	table := run(h.t, "hub", "export", "--data", h.dir, "--round", "r1", "--format", "csv")
	if _, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff"))).ReadAll(); err != nil {
		h.t.Errorf("the CSV export cannot be read: %v\n%s", err, table)
	}
}
