package hub

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// told is what the hub tells Prometheus.
func (h *house) told() string {
	h.Helper()
	out := httptest.NewRecorder()
	h.hub.Metrics().ServeHTTP(out, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if out.Code != http.StatusOK {
		h.Fatalf("metrics: %d %s", out.Code, out.Body)
	}
	return out.Body.String()
}

func TestMetrics(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm 1", wire.Approved)
	h.enrolled("Điểm 2", wire.Pending)
	k.vote("food/n-tea")
	k.vote("food/n-tea")
	k.deliver()
	h.get("/nothing")
	h.get("/results/r1")
	told := h.told()
	for _, want := range []string{
		`hangviet_hub_kiosks{status="approved"} 1`, `hangviet_hub_kiosks{status="pending"} 1`, `hangviet_hub_kiosks{status="refused"} 0`,
		`hangviet_hub_entries{status="approved"} 2`, `hangviet_hub_release 1`, `hangviet_hub_content_good 1`, `hangviet_hub_database_up 1`,
		`hangviet_hub_receipts_total 1`, `hangviet_hub_entries_received_total 2`, `hangviet_hub_requests_total{route="GET /results/{id}",status="200"} 1`,
		`hangviet_hub_request_seconds_bucket{route="GET /results/{id}",le="+Inf"} 1`, `hangviet_hub_database_connections{state="busy",use="write"}`,
		"hangviet_hub_disk_free_bytes ", "go_goroutines", "process_resident_memory_bytes",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("metrics lack %s:\n%s", want, told)
		}
	}
	if strings.Contains(told, k.self.ID) || strings.Contains(told, "Điểm") || strings.Contains(told, "/nothing") {
		t.Error("metrics tell of a kiosk, or of what strangers ask for")
	}
}

// TestVersion: officers and Prometheus are told which program this is; strangers, whom
// it would help to find a known fault, and producers are not.
func TestVersion(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Version = "v1.2.3" })
	if told := h.told(); !strings.Contains(told, `hangviet_hub_build_info{version="v1.2.3"} 1`) {
		t.Errorf("metrics: %s", told)
	}
	for _, page := range []string{"/", "/login", "/receipt", "/nothing"} {
		if _, body := h.get(page); strings.Contains(string(body), "v1.2.3") {
			t.Errorf("%s: a stranger is told", page)
		}
	}
	if strings.Contains(h.producer("HTX Suối Mây").look("/room"), "v1.2.3") {
		t.Error("a producer is told")
	}
	officer := h.as(people.Viewer)
	for _, page := range []string{"/kiosks", "/account"} {
		if !strings.Contains(h.page(officer, page), "Phần mềm v1.2.3.") {
			t.Errorf("%s: an officer is not told", page)
		}
	}
}

// TestHealth: alive whatever happens, ready as long as the database answers and
// the content is verified.
func TestHealth(t *testing.T) {
	h := newHouse(t)
	if status, body := h.get("/readyz"); status != http.StatusOK || !strings.Contains(string(body), `"ready":true`) {
		t.Errorf("without content: %d %s", status, body)
	}
	h.publishAndWait(testRound())
	h.must(os.WriteFile(filepath.Join(h.content(), "metadata", "timestamp.json"), []byte("{}"), 0o600))
	h.until("the harm is seen", func() bool { return h.hub.Problem() != nil })
	if status, body := h.get("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(string(body), `"database":"good","content":"E-`) {
		t.Errorf("with harmed content: %d %s", status, body)
	}
	if status, _ := h.get("/healthz"); status != http.StatusOK {
		t.Errorf("it is not alive: %d", status)
	}
}
