package webtest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"hangviet/ui/web/webtest"
)

// judge notes faults instead of failing with them.
type judge struct {
	testing.TB
	faults int
}

func (j *judge) Errorf(string, ...any) { j.faults++ }

// TestFaultsAreSeen: a page without faults has none, and each planted one is
// seen; else the tests that look at the hub's pages would prove nothing.
func TestFaultsAreSeen(t *testing.T) {
	const good = `<!doctype html><html lang="vi"><head><title>Trang</title></head><body><main><h1>Trang</h1><p>Chữ</p></main></body></html>`
	page := good
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(page))
	}))
	t.Cleanup(server.Close)
	for name, c := range map[string]struct {
		page  string
		fault bool
	}{
		"good":      {good, false},
		"no name":   {good[:len(good)-len("</main></body></html>")] + `<img src="/x.png"></main></body></html>`, true},
		"elsewhere": {good[:len(good)-len("</main></body></html>")] + `<img alt="" src="http://127.0.0.1:9/x.png"></main></body></html>`, true},
		"too wide":  {good[:len(good)-len("</main></body></html>")] + `<div style="width:3000px">x</div></main></body></html>`, true},
		"script":    {good[:len(good)-len("</main></body></html>")] + `<script>nothing()</script></main></body></html>`, true},
	} {
		page = c.page
		j := &judge{TB: t}
		p := webtest.Phone(j)
		p.Go(server.URL)
		p.See("Chữ")
		p.Accessible()
		p.Own(server.URL)
		if (j.faults > 0) != c.fault {
			t.Errorf("%s: %d faults", name, j.faults)
		}
	}
}
