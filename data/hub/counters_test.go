package hub

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/footfall"
	"hangviet/data/hub/wire"
)

// tell posts a report of a day.
func (k *kiosk) tell(day string, counts ...wire.Count) (int, []byte) {
	k.Helper()
	return k.post(wire.PathCounters, asJSON(wire.NewReport(k.self.PrivateKey, day, counts, k.clock())))
}

func (k *kiosk) tells(day string, counts ...wire.Count) {
	k.Helper()
	status, answer := k.tell(day, counts...)
	var taken wire.Taken
	if err := json.Unmarshal(answer, &taken); err != nil || status != http.StatusOK || taken.Day != day || taken.Counts != len(counts) {
		k.Fatalf("report: %d %s", status, answer)
	}
}

// counted returns all counters as day name key n, a line each.
func (h *house) counted() string {
	h.Helper()
	var b strings.Builder
	h.must(h.hub.WriteCounters(h.Context(), &b, footfall.Last(everything, footfall.DayOf(h.clock()))))
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

func TestReportsReplaceEachOther(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("Điểm 1", wire.Approved)
	other := h.enrolled("Điểm 2", wire.Approved)
	late := asJSON(wire.NewReport(k.self.PrivateKey, "2026-11-21", []wire.Count{{Name: "search.unmet", Key: "late", N: 9}}, k.clock()))
	h.wait(time.Minute)
	for range 3 {
		k.tells("2026-11-21", wire.Count{Name: "search.unmet", Key: "bun dau", N: 3})
	}
	other.tells("2026-11-21", wire.Count{Name: "search.unmet", Key: "bun dau", N: 5})
	h.wait(time.Minute)
	k.tells("2026-11-21", wire.Count{Name: "search.unmet", Key: "bun dau", N: 4}, wire.Count{Name: "search.unmet", Key: "=1+1", N: 3})
	if status, answer := h.post(wire.PathCounters, late); status != http.StatusOK {
		t.Errorf("a late report: %d %s", status, answer)
	}
	got := h.counted()
	for _, want := range []string{
		"day,kiosk,name,key,n\n", "2026-11-21," + k.self.ID + ",search.unmet,bun dau,4\n",
		"2026-11-21," + other.self.ID + ",search.unmet,bun dau,5\n", "search.unmet,'=1+1,3\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("counters are\n%s\nwithout %q", got, want)
		}
	}
	if strings.Count(got, "\n") != 4 {
		t.Errorf("counters are\n%s", got)
	}
}

func TestReportsOfStrangersAreRefused(t *testing.T) {
	h := newHouse(t)
	count := wire.Count{Name: "view", N: 1}
	stranger := h.kiosk("Lạ")
	status, answer := stranger.tell("2026-11-21", count)
	h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeNotEnrolled)

	status, answer = h.enrolled("Chờ", wire.Pending).tell("2026-11-21", count)
	h.wantRefusal(status, answer, http.StatusServiceUnavailable, wire.CodeWaiting)

	status, answer = h.enrolled("Không", wire.Refused).tell("2026-11-21", count)
	h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeRefused)

	good := h.enrolled("Tốt", wire.Approved)
	forged := wire.NewReport(stranger.self.PrivateKey, "2026-11-21", []wire.Count{count}, h.clock())
	forged.Kiosk = good.self.ID
	status, answer = h.post(wire.PathCounters, asJSON(forged))
	h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeSignature)

	status, answer = good.tell("hôm nay", count)
	h.wantRefusal(status, answer, http.StatusBadRequest, wire.CodeBadRequest)
	status, answer = h.post(wire.PathCounters, []byte(`{"kiosk":`))
	h.wantRefusal(status, answer, http.StatusBadRequest, wire.CodeBadRequest)
	status, answer = h.post(wire.PathCounters, []byte(`{"kiosk":"`+strings.Repeat("a", maxReport)+`"}`))
	h.wantRefusal(status, answer, http.StatusRequestEntityTooLarge, wire.CodeTooLarge)
	if got := h.counted(); strings.Count(got, "\n") != 1 {
		t.Errorf("counters are\n%s", got)
	}
}

func TestCountersNeedSignIn(t *testing.T) {
	h := newHouse(t)
	h.enrolled("Điểm 1", wire.Approved).tells("2026-11-21", wire.Count{Name: "search.unmet", Key: "bun dau", N: 3})
	if status, body := h.get("/counters.csv"); status == http.StatusOK || strings.Contains(string(body), "bun dau") {
		t.Errorf("anybody gets %d %s", status, body)
	}
	browser := h.admin()
	if page := h.page(browser, "/counters.csv"); !strings.Contains(page, "bun dau,3") {
		t.Errorf("the organiser gets %s", page)
	}
	if page := h.page(browser, "/seen"); !strings.Contains(page, `href="/counters.csv"`) {
		t.Error("no page leads to the counters")
	}
}

// TestWhatAKioskLeftIsOnThePage until a newer release is in use. What it cannot
// have left is not.
func TestWhatAKioskLeftIsOnThePage(t *testing.T) {
	h := newHouse(t)
	h.publish(testRound())
	h.until("the release is taken in", func() bool { n, err := h.hub.Release(h.Context()); return n == 1 && err == nil })
	k, other := h.enrolled("Điểm 1", wire.Approved), h.enrolled("Điểm 2", wire.Approved)
	left := func(key string) wire.Count { return wire.Count{Name: wire.LeftRelease, Key: key, N: 1} }
	k.tells("2026-11-20", left("1 crash"), left("9 none"), left("-4 staff"))
	other.tells("2026-11-20", left("<b>1</b> crash"))
	browser := h.admin()
	const said = "Đã bỏ bản 1 vì chương trình dừng đột ngột hai lần"
	if page := h.page(browser, "/"); strings.Count(page, "Đã bỏ bản") != 1 || !strings.Contains(page, said) {
		t.Errorf("the page is %s", page)
	}
	if page := h.page(browser, "/?lang=en"); !strings.Contains(page, "Left release 1 because the program crashed twice") {
		t.Errorf("in English it is %s", page)
	}
	h.publish(testRound())
	h.until("the next release is taken in", func() bool { n, err := h.hub.Release(h.Context()); return n == 2 && err == nil })
	if page := h.page(browser, "/?lang=vi"); strings.Contains(page, "Đã bỏ bản") {
		t.Errorf("with a newer release it is %s", page)
	}
	k.tells("2026-11-21", left("12 staff"), left("9 damage"))
	if page := h.page(browser, "/"); !strings.Contains(page, "Nhân viên đã bỏ bản 12 ") {
		t.Errorf("of two that it left on a day the page says %s", page)
	}
}
