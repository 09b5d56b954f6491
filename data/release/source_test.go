package release

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// serve answers for a folder through h's repo; wrap may change the handler.
func serve(t *testing.T, dir string, wrap func(http.Handler) http.Handler) Source {
	t.Helper()
	handler := http.FileServer(http.Dir(dir))
	if wrap != nil {
		handler = wrap(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return HTTP(server.Client(), server.URL)
}

// withoutRange is a server that does not know ranges.
func withoutRange(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Range")
		h.ServeHTTP(w, r)
	})
}

// cutting breaks each connection off after some bytes of the body.
func cutting(after int64, cuts *atomic.Int64) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.ServeHTTP(&cutWriter{w, after, cuts}, r)
		})
	}
}

type cutWriter struct {
	http.ResponseWriter
	left int64
	cuts *atomic.Int64
}

func (w *cutWriter) Write(p []byte) (int, error) {
	if int64(len(p)) <= w.left {
		w.left -= int64(len(p))
		return w.ResponseWriter.Write(p)
	}
	_, _ = w.ResponseWriter.Write(p[:w.left])
	w.ResponseWriter.(http.Flusher).Flush()
	w.cuts.Add(1)
	panic(http.ErrAbortHandler)
}

// TestSources is the contract that every Source keeps.
func TestSources(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Mkdir(filepath.Join(dir, "files"), 0o755))
	must(t, os.Mkdir(filepath.Join(dir, "metadata"), 0o755))
	data := noise(7, 10_000)
	must(t, os.WriteFile(filepath.Join(dir, "files", "a"), data, 0o644))
	local, err := Dir(dir)
	must(t, err)
	for name, src := range map[string]Source{
		"Dir": local, "FS": FS(os.DirFS(dir)), "HTTP": serve(t, dir, nil), "HTTP without ranges": serve(t, dir, withoutRange),
	} {
		t.Run(name, func(t *testing.T) {
			for _, c := range []struct{ offset, length int64 }{
				{0, -1}, {0, 10_000}, {0, 1}, {5000, 100}, {9990, -1}, {9990, 100}, {10_000, -1}, {10_005, 5}, {0, 0},
			} {
				r, err := src.Open(context.Background(), "files/a", c.offset, c.length)
				must(t, err)
				got, err := io.ReadAll(r)
				must(t, errors.Join(err, r.Close()))
				want := data[min(c.offset, 10_000):]
				if c.length >= 0 {
					want = want[:min(c.length, int64(len(want)))]
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%+v: %d bytes, want %d", c, len(got), len(want))
				}
			}
			_, err := src.Open(context.Background(), "files/b", 0, -1)
			wantIs(t, err, fs.ErrNotExist)
			ctx, stop := context.WithCancel(context.Background())
			stop()
			if r, err := src.Open(ctx, "files/a", 0, -1); err == nil {
				_, err = io.ReadAll(r)
				wantIs(t, err, ErrUnavailable)
			}
		})
	}
}

func TestDirThatIsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "f")
	must(t, os.WriteFile(file, nil, 0o644))
	for _, path := range []string{file, file + "x"} {
		_, err := Dir(path)
		wantIs(t, err, ErrUnavailable)
	}
	h := newHouse(t)
	h.publish()
	src := h.src()
	c, err := CheckUnder(context.Background(), src, h.firstRoot(), day)
	must(t, err)
	must(t, os.RemoveAll(h.repo)) // the stick is pulled
	_, err = h.take(h.trust(), src)
	wantIs(t, err, ErrUnavailable)
	_, err = c.Verify(context.Background(), src, io.Discard)
	wantIs(t, err, ErrUnavailable)
	must(t, os.Mkdir(h.repo, 0o755)) // what it was mounted on
	_, err = c.Verify(context.Background(), src, io.Discard)
	wantIs(t, err, ErrUnavailable)
	_, err = h.take(h.trust(), src)
	wantIs(t, err, ErrNoRelease)
}

func TestOverHTTP(t *testing.T) {
	h := newHouse(t)
	for i := range 8 {
		h.photo(uint64(300+i), 90_000)
	}
	h.publish()
	var cuts atomic.Int64
	h.accept(h.trust(), serve(t, h.repo, nil))
	h.accept(h.trust(), serve(t, h.repo, withoutRange))
	h.accept(h.trust(), serve(t, h.repo, cutting(40_000, &cuts)))
	if cuts.Load() < 10 {
		t.Errorf("connections were cut %d times only", cuts.Load())
	}
}

// TestHalfDeadNetwork: failures.md, "Half-dead network": whatever answers in place of
// the hub, the source is unavailable and the release not to blame.
func TestHalfDeadNetwork(t *testing.T) {
	h := newHouse(t)
	h.publish()
	answer := func(f http.HandlerFunc) func(http.Handler) http.Handler {
		return func(http.Handler) http.Handler { return f }
	}
	down := httptest.NewServer(nil)
	down.Close()
	var cuts atomic.Int64
	for name, src := range map[string]Source{
		"nobody there": HTTP(nil, down.URL),
		"bad address":  HTTP(nil, "http://%zz"),
		"sign-in page": serve(t, h.repo, answer(func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<html><body>Đăng nhập Wi-Fi</body></html>")
		})),
		"server error": serve(t, h.repo, answer(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "bận", http.StatusServiceUnavailable)
		})),
		"wrong range": serve(t, h.repo, answer(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", "bytes 7-9/10")
			w.WriteHeader(http.StatusPartialContent)
		})),
		"nothing comes": serve(t, h.repo, cutting(0, &cuts)),
	} {
		t.Run(name, func(t *testing.T) {
			tr := h.trust()
			_, err := h.take(tr, src)
			wantIs(t, err, ErrUnavailable)
		})
	}
	_, err := h.take(h.trust(), serve(t, h.repo, answer(http.NotFound)))
	wantIs(t, err, ErrNoRelease)
	_, err = h.take(h.trust(), serve(t, h.repo, answer(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, strings.Repeat("9", maxMetadata+1))
	})))
	wantIs(t, err, ErrCorrupt)
}
