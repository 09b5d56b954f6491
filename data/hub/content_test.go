package hub

import (
	"bytes"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/vote"
)

// TestContentIsAContentFolder: what the hub serves is what a kiosk verifies.
func TestContentIsAContentFolder(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	trust, err := release.OpenTrust(t.TempDir())
	h.must(err)
	root, err := os.ReadFile(filepath.Join(h.content(), firstRoot))
	h.must(err)
	h.must(trust.Pin(root))
	src := release.HTTP(nil, h.url+wire.PathContent)
	candidate, err := trust.Check(t.Context(), src, h.clock())
	h.must(err)
	h.must(candidate.FetchCatalogue(t.Context(), src, filepath.Join(t.TempDir(), "catalog.db"), func(int64) {}))
}

func TestContentHeaders(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	files, err := filepath.Glob(filepath.Join(h.content(), "files", "*"))
	h.must(err)
	name := "files/" + filepath.Base(files[0])
	whole, err := os.ReadFile(files[0])
	h.must(err)
	status, header, body := h.ask(noFollow(nil), "GET /content/"+name, nil)
	etag := header.Get("ETag")
	if status != http.StatusOK || body != string(whole) || !strings.Contains(header.Get("Cache-Control"), "immutable") || etag == "" {
		t.Errorf("whole: %d %v", status, header)
	}
	status, _, body = h.ask(noFollow(nil), "GET /content/"+name, map[string]string{"Range": "bytes=2-5"})
	if status != http.StatusPartialContent || body != string(whole[2:6]) {
		t.Errorf("range: %d %q", status, body)
	}
	if status, _, _ = h.ask(noFollow(nil), "GET /content/"+name, map[string]string{"If-None-Match": etag}); status != http.StatusNotModified {
		t.Errorf("known already: %d", status)
	}
	_, header, _ = h.ask(noFollow(nil), "GET /content/"+timestamp, nil)
	before := header.Get("ETag")
	if header.Get("Cache-Control") != "no-cache" || header.Get("Content-Type") != "application/json" {
		t.Errorf("metadata: %v", header)
	}
	h.publishAndWait(testRound())
	if _, header, _ = h.ask(noFollow(nil), "GET /content/"+timestamp, nil); header.Get("ETag") == before {
		t.Error("new metadata has the old tag")
	}
}

// TestContentAsHTTPSays: whatever may be asked of a file, by a kiosk or by anybody,
// gets the answer that net/http gives, large file or small.
func TestContentAsHTTPSays(t *testing.T) {
	h := newHouse(t)
	h.must(os.MkdirAll(filepath.Join(h.content(), "files"), 0o750))
	for _, size := range []int{0, 1, 1000, 300_000} {
		hash := fmt.Sprintf("%064x", size)
		name := "files/" + hash
		data := make([]byte, size)
		rand.NewChaCha8([32]byte{1}).Read(data)
		h.must(os.WriteFile(filepath.Join(h.content(), name), data, 0o600))
		info, err := os.Stat(filepath.Join(h.content(), name))
		h.must(err)
		tag, changed := `"`+hash+`"`, info.ModTime().UTC().Format(http.TimeFormat)
		for _, headers := range []map[string]string{
			nil,
			{"Range": "bytes=0-"},
			{"Range": "bytes=0-0"},
			{"Range": "bytes=5-99"},
			{"Range": "bytes=999-"},
			{"Range": "bytes=999-99999999"},
			{"Range": "bytes=-7"},
			{"Range": "bytes=1-2,4-5"},
			{"Range": "bytes=9-5"},
			{"Range": "bytes=300000-"},
			{"Range": "bytes=+1-5"},
			{"Range": "bytes=1-5x"},
			{"Range": "lines=1-5"},
			{"Range": "bytes=99999999999999999999-"},
			{"Range": "bytes= 1-5"},
			{"Range": ""},
			{"If-None-Match": tag},
			{"If-None-Match": `"x"`},
			{"If-None-Match": `W/` + tag},
			{"If-None-Match": `"x", ` + tag},
			{"If-None-Match": "*"},
			{"If-None-Match": tag, "Range": "bytes=0-0"},
			{"If-None-Match": `"x"`, "Range": "bytes=0-0"},
			{"If-Match": `"x"`},
			{"If-Match": tag},
			{"If-Range": tag, "Range": "bytes=0-0"},
			{"If-Range": `"x"`, "Range": "bytes=0-0"},
			{"If-Range": changed, "Range": "bytes=0-0"},
			{"If-Modified-Since": changed},
			{"If-Modified-Since": changed, "If-None-Match": `"x"`},
			{"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:01 GMT"},
		} {
			for _, method := range []string{"GET", "HEAD"} {
				want := httptest.NewRecorder()
				r := httptest.NewRequestWithContext(t.Context(), method, "/", nil)
				for key, value := range headers {
					r.Header.Set(key, value)
				}
				want.Header().Set("Content-Type", "application/octet-stream")
				want.Header().Set("ETag", tag)
				http.ServeContent(want, r, "", info.ModTime(), bytes.NewReader(data))
				for _, query := range []string{"", "?a=b"} { // with a query it goes the way of pages
					status, header, body := h.ask(noFollow(nil), method+" /content/"+name+query, headers)
					what := fmt.Sprintf("%s %d bytes%s %v", method, size, query, headers)
					multi := strings.HasPrefix(want.Header().Get("Content-Type"), "multipart/")
					if status != want.Code || (!multi && method == "GET" && body != want.Body.String()) {
						t.Errorf("%s: %d, %d bytes, not %d, %d", what, status, len(body), want.Code, want.Body.Len())
					}
					for _, key := range []string{"ETag", "Content-Range", "Content-Type", "Accept-Ranges", "Last-Modified"} {
						if !multi && header.Get(key) != want.Header().Get(key) {
							t.Errorf("%s: %s %q, not %q", what, key, header.Get(key), want.Header().Get(key))
						}
					}
					if header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
						t.Errorf("%s: %v", what, header)
					}
				}
			}
		}
	}
}

// TestContentOfTheMoment: what is asked for again and again is the file that is
// there, and one that was withdrawn is not there for long.
func TestContentOfTheMoment(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	path := filepath.Join(h.content(), timestamp)
	for i := range 3 {
		text := fmt.Sprintf("{%q: %d}", "version", i)
		h.must(os.WriteFile(path+".new", []byte(text), 0o600))
		h.must(os.Rename(path+".new", path))
		for range 2 {
			if _, body := h.get("/content/" + timestamp); string(body) != text {
				t.Errorf("%s, not %s", body, text)
			}
		}
	}
	for _, size := range []int{10, 100_000} {
		name := "files/" + fmt.Sprintf("%064x", size)
		h.must(os.WriteFile(filepath.Join(h.content(), name), make([]byte, size), 0o600))
		if status, _ := h.get("/content/" + name); status != http.StatusOK {
			t.Errorf("%d bytes: %d", size, status)
		}
		h.must(os.Remove(filepath.Join(h.content(), name)))
		h.until("the withdrawn file is gone", func() bool {
			status, _ := h.get("/content/" + name)
			return status == http.StatusNotFound
		})
	}
}

// TestContentIsCounted: content is logged and counted like everything else.
func TestContentIsCounted(t *testing.T) {
	var lines lineCounter
	h := newHouse(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&lines, nil)) })
	h.publishAndWait(testRound())
	h.get("/content/" + timestamp)
	h.get("/content/none")
	h.until("both are logged", func() bool {
		return lines.has("route=\"GET /content/{name...}\" status=200") && lines.has("route=\"GET /content/{name...}\" status=404")
	})
	to := httptest.NewRecorder()
	h.hub.Metrics().ServeHTTP(to, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	if want := `hangviet_hub_requests_total{route="GET /content/{name...}",status="200"}`; !strings.Contains(to.Body.String(), want) {
		t.Errorf("no %s", want)
	}
}

// TestContentPaths lays things about that must not leave the folder.
func TestContentPaths(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	hash := strings.Repeat("a", 64)
	h.must(os.Symlink(filepath.Join(h.dir, "hub.db"), filepath.Join(h.content(), "files", hash)))
	h.must(os.Mkdir(filepath.Join(h.content(), "files", strings.Repeat("b", 64)), 0o755))
	h.must(os.WriteFile(filepath.Join(h.content(), "targets.key"), []byte("secret"), 0o600))
	h.must(os.WriteFile(filepath.Join(h.content(), "metadata", ".timestamp.json"), []byte("half"), 0o600))
	for _, path := range []string{
		"", "metadata", "metadata/", "files/", "files/" + hash, "files/" + strings.Repeat("b", 64), "targets.key", "metadata/.timestamp.json",
		"../hub.db", "..%2fhub.db", "metadata/..%2f..%2fhub.db", "files/..%5c..%5chub.db", "metadata%2ftimestamp.json%00", "files/%2e%2e/%2e%2e/hub.db",
	} {
		if status, body := h.get("/content/" + path); status == http.StatusOK || bytes.Contains(body, []byte("SQLite")) {
			t.Errorf("/content/%s: %d %.40q", path, status, body)
		}
	}
}

// TestBadContent keeps the last good release and says so, until it is mended.
func TestBadContent(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	path := filepath.Join(h.content(), timestamp)
	good, err := os.ReadFile(path)
	h.must(err)
	h.must(os.WriteFile(path, bytes.Replace(good, []byte(`"version"`), []byte(`"Version"`), 1), 0o644))
	h.until("the problem is noticed", func() bool { return h.hub.Problem() != nil })
	h.wantCounts(1, map[string]int{"n-tea": 1})
	if page := h.page(h.admin(), "/"); !strings.Contains(page, "Chưa dùng được nội dung mới") {
		t.Error("the page does not tell of the problem")
	}
	h.stopped()
	h.start() // a new start does not forget
	h.until("the problem is noticed again", func() bool { return h.hub.Problem() != nil })
	h.wantCounts(1, map[string]int{"n-tea": 1})
	h.must(os.WriteFile(path, good, 0o644))
	h.until("the problem is gone", func() bool { return h.hub.Problem() == nil })
}

// TestForeignContent: another organiser's folder in the place of ours.
func TestForeignContent(t *testing.T) {
	h, other := newHouse(t), newHouse(t)
	h.publishAndWait(testRound())
	changed := testRound()
	changed.Categories = changed.Categories[:1]
	other.publishAndWait(testRound())
	other.publishAndWait(changed)
	h.must(os.Rename(h.content(), h.content()+".old"))
	h.must(os.CopyFS(h.content(), os.DirFS(other.content())))
	h.until("the problem is noticed", func() bool { return h.hub.Problem() != nil })
	if p := h.hub.Problem(); p.Code != "E-HUB-CONTENT-SIGN" && p.Code != "E-HUB-CONTENT-ROOT" {
		t.Errorf("problem: %+v", p)
	}
	if r := h.round(); len(r.Categories) != 2 {
		t.Error("another organiser's round is used")
	}
}

// TestWithdrawnNominee: what people chose before stays counted.
func TestWithdrawnNominee(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea", "food/n-fish")
	k.deliver()
	changed := testRound()
	changed.Categories[0].Nominees = changed.Categories[0].Nominees[:2]
	h.publishAndWait(changed)
	h.wantCounts(1, map[string]int{"n-tea": 1, "n-fish": 1})
	food := h.round().Categories[0]
	if n := food.Nominees[2]; !n.Withdrawn || n.Name["vi"] != "Nước mắm" {
		t.Errorf("withdrawn: %+v", n)
	}
	h.publishAndWait() // the round itself leaves the release
	h.wantCounts(1, map[string]int{"n-tea": 1, "n-fish": 1})
	if h.round().Current {
		t.Error("the round is said to be in the release")
	}
}

// TestBrokenRules: ballots that the round does not allow are kept and told.
func TestBrokenRules(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	b := k.vote("food/n-tea")
	b.ID, b.Choices = strings.Repeat("1", 32), []vote.Choice{{Category: "food", Nominee: "n-unknown"}}
	k.cast(b)
	b.ID, b.Choices = strings.Repeat("2", 32), []vote.Choice{{Category: "craft", Nominee: "n-silk"}}
	b.Hour = b.Hour.AddDate(1, 0, 0)
	k.cast(b)
	k.deliver()
	h.wantCounts(1, map[string]int{"n-tea": 1})
	d := h.export()
	if len(d.Uncounted) != 2 || d.Uncounted[0].Reason != "rules" || d.Uncounted[1].Reason != "hour" {
		t.Errorf("not counted: %+v", d.Uncounted)
	}
	if page := h.page(h.admin(), "/rounds/r1"); !strings.Contains(page, "ngoài giờ mở bình chọn") {
		t.Error("the page does not tell")
	}
}
