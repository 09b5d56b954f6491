package filecache

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// room is a folder with a cache, and a clock that is moved by hand.
type room struct {
	*testing.T
	dir     string
	cache   *Cache[string]
	now     time.Time
	labels  int // how often a label was asked for
	holding time.Duration
}

func newRoom(t *testing.T) *room {
	r := &room{T: t, dir: t.TempDir(), now: time.Now()}
	r.cache = New(r.dir, func(name string) bool { return name != "hidden" }, func(name string, info os.FileInfo) (string, time.Duration) {
		r.labels++
		return fmt.Sprint(name, " ", info.Size()), r.holding
	}, func() time.Time { return r.now })
	t.Cleanup(r.cache.Close)
	return r
}

func (r *room) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// write replaces a file as a publisher does.
func (r *room) write(name, text string) {
	r.Helper()
	path := filepath.Join(r.dir, name)
	r.must(os.WriteFile(path+".part", []byte(text), 0o600))
	r.must(os.Rename(path+".part", path))
}

// text takes a file, reads it from its beginning and gives it back.
func (r *room) text(name string) string {
	r.Helper()
	f, handle, err := r.cache.Take(name)
	r.must(err)
	defer r.cache.Give(f, handle)
	if handle == nil {
		return string(f.Body)
	}
	all, err := io.ReadAll(io.NewSectionReader(handle, 0, f.Info.Size()))
	r.must(err)
	return string(all)
}

var large = strings.Repeat("x", maxBody+1)

// TestKeepsFiles: a file is opened and labelled once, small or large.
func TestKeepsFiles(t *testing.T) {
	r := newRoom(t)
	for name, text := range map[string]string{"small": "s", "large": large, "empty": ""} {
		r.write(name, text)
		before := r.labels
		for range 3 {
			if got := r.text(name); got != text {
				t.Errorf("%s: %d bytes, not %d", name, len(got), len(text))
			}
		}
		if r.labels != before+1 {
			t.Errorf("%s was labelled %d times", name, r.labels-before)
		}
	}
	if r.cache.open != 1 {
		t.Errorf("%d handles are kept", r.cache.open)
	}
}

// TestHandlesAreOnes: two who read at once do not share a place in the file.
func TestHandlesAreOnes(t *testing.T) {
	r := newRoom(t)
	r.write("large", large)
	f, one, err := r.cache.Take("large")
	r.must(err)
	g, two, err := r.cache.Take("large")
	r.must(err)
	if f != g || one == two {
		t.Error("two readers have one handle, or two labels")
	}
	r.cache.Give(f, one)
	r.cache.Give(g, two)
	if r.cache.open != 2 {
		t.Errorf("%d handles are kept", r.cache.open)
	}
}

// TestReplaced: another file of the name is noticed at once, or when the look at it
// is too long ago, whichever its owner says.
func TestReplaced(t *testing.T) {
	for _, holding := range []time.Duration{0, time.Second} {
		for _, size := range []int{1, maxBody + 1} {
			r := newRoom(t)
			r.holding = holding
			r.write("a", strings.Repeat("o", size))
			old := r.text("a")
			r.write("a", strings.Repeat("n", size))
			if got := r.text("a"); (got == old) != (holding > 0) {
				t.Errorf("size %d, %v: at once %.3q", size, holding, got)
			}
			r.now = r.now.Add(holding)
			if got := r.text("a"); got == old {
				t.Errorf("size %d, %v: the old one is given", size, holding)
			}
			r.must(os.Remove(filepath.Join(r.dir, "a")))
			r.now = r.now.Add(holding)
			if _, _, err := r.cache.Take("a"); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("size %d, %v: removed: %v", size, holding, err)
			}
			if r.cache.open != 0 {
				t.Errorf("size %d, %v: a removed file is kept open", size, holding)
			}
		}
	}
}

// TestGivenBackLate: a handle of a file that was replaced meanwhile is not kept.
func TestGivenBackLate(t *testing.T) {
	r := newRoom(t)
	r.write("a", large)
	f, handle, err := r.cache.Take("a")
	r.must(err)
	r.write("a", "new")
	if got := r.text("a"); got != "new" {
		t.Errorf("%.9q", got)
	}
	r.cache.Give(f, handle)
	if _, err := handle.Stat(); !errors.Is(err, os.ErrClosed) || r.cache.open != 0 {
		t.Error("the handle of an old file is kept")
	}
}

// TestNoWayOut: neither links nor folders nor names with dots lead to a file, not
// even when they come in the place of one that was given.
func TestNoWayOut(t *testing.T) {
	r := newRoom(t)
	secret := filepath.Join(t.TempDir(), "secret")
	r.must(os.WriteFile(secret, []byte("secret"), 0o600))
	r.must(os.Mkdir(filepath.Join(r.dir, "folder"), 0o700))
	r.write("hidden", "secret")
	r.write("a", "a")
	if r.text("a") != "a" {
		t.Error("not given")
	}
	r.must(os.Remove(filepath.Join(r.dir, "a")))
	r.must(os.Symlink(secret, filepath.Join(r.dir, "a")))
	for _, name := range []string{"a", "hidden", "folder", "../" + filepath.Base(filepath.Dir(secret)) + "/secret", secret, ""} {
		if f, _, err := r.cache.Take(name); err == nil {
			t.Errorf("%s: %q", name, f.Body)
		}
	}
}

// TestBounds: however many files are asked for, the cache stays small.
func TestBounds(t *testing.T) {
	r := newRoom(t)
	for i := range maxFiles + 20 {
		name := fmt.Sprint("f", i)
		r.write(name, large)
		r.text(name)
		r.now = r.now.Add(time.Millisecond)
	}
	if len(r.cache.files) != maxFiles || r.cache.open != maxOpen {
		t.Errorf("%d files, %d handles", len(r.cache.files), r.cache.open)
	}
	if r.cache.files["f0"] != nil {
		t.Error("the one asked for longest ago is still there")
	}
	r.cache.Tidy(5 * time.Millisecond)
	if n := len(r.cache.files); n != 5 || r.cache.open != 5 {
		t.Errorf("tidied: %d files, %d handles", n, r.cache.open)
	}
	r.cache.Close()
	if r.cache.open != 0 {
		t.Errorf("closed: %d handles", r.cache.open)
	}
}

// TestManyAtOnce reads while files are replaced; who reads sees one of them whole.
func TestManyAtOnce(t *testing.T) {
	r := newRoom(t)
	r.cache.label = func(string, os.FileInfo) (string, time.Duration) { return "", 0 }
	r.write("a", large)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 300 {
				if got := r.text("a"); strings.Count(got, got[:1]) != len(got) || len(got) < maxBody {
					t.Errorf("torn: %d bytes", len(got))
				}
			}
		})
	}
	for i := range 50 {
		r.write("a", strings.Repeat(string(rune('a'+i%20)), maxBody+i))
	}
	all.Wait()
}
