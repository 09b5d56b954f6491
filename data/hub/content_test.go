package hub

import (
	"bytes"
	"net/http"
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
