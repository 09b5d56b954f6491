package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"hangviet/data/release"
)

// Share serves the release that a kiosk shows to its neighbours, as a content
// folder: the organiser's own bytes, built again when they are asked for. It only
// reads, and only what the organiser signed can be asked for.
type Share struct {
	Content *Content
	AtOnce  int // requests that are answered at a time; 4 when 0

	mu     sync.Mutex
	number int64       // the release that is served now
	stamp  os.FileInfo // of its timestamp, which is written last when it is signed anew
	signed map[string][]byte
	m      release.Manifest
	packs  release.PhotoIndex
	slots  chan struct{}
}

// shareFolder holds the packed catalogue and index while they are served.
const shareFolder = "share"

// Connections of neighbours: a site has a dozen kiosks, not more.
const (
	maxConnections = 16
	shareAtOnce    = 4
)

// Serve answers on l until ctx ends. It closes l.
func (s *Share) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 30 * time.Second, MaxHeaderBytes: 8 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-ctx.Done()
		_ = server.Close() // what is being sent is asked for again
	}()
	err := server.Serve(&bounded{Listener: l, slots: make(chan struct{}, maxConnections)})
	<-done
	if errors.Is(err, http.ErrServerClosed) {
		return ctx.Err()
	}
	return fmt.Errorf("serve neighbours: %w", err)
}

// ServeHTTP implements http.Handler.
func (s *Share) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "", http.StatusMethodNotAllowed)
		return
	}
	free := s.slot()
	select {
	case free <- struct{}{}:
		defer func() { <-free }()
	default:
		w.Header().Set("Retry-After", "5")
		http.Error(w, "", http.StatusServiceUnavailable)
		return
	}
	if err := s.answer(w, r); err != nil {
		http.Error(w, "", http.StatusNotFound)
	}
}

func (s *Share) slot() chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.slots == nil {
		n := s.AtOnce
		if n == 0 {
			n = shareAtOnce
		}
		s.slots = make(chan struct{}, n)
	}
	return s.slots
}

// answer sends a file of the folder; an error means that nothing was sent.
func (s *Share) answer(w http.ResponseWriter, r *http.Request) error {
	name := strings.TrimPrefix(r.URL.Path, "/")
	now, err := s.now()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	if data, ok := now.signed[name]; ok {
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(data)))
		return nil
	}
	file, err := s.open(r.Context(), now, strings.TrimPrefix(name, "files/"))
	if err != nil {
		return err
	}
	defer file.Close()
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

// served is a release as it is served.
type served struct {
	number int64
	signed map[string][]byte
	m      release.Manifest
	packs  release.PhotoIndex
}

// now is the shown release; what is known of it is read once, and again when it was
// signed anew.
func (s *Share) now() (served, error) {
	n, _, err := s.Content.Current()
	if err != nil {
		return served{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	stamp := fileInfo(filepath.Join(s.Content.folder(n), signedFolder, filepath.FromSlash(timestampName)))
	if n != s.number || came(stamp, s.stamp) {
		signed, m, err := s.Content.keptSigned(n)
		if err != nil {
			return served{}, err
		}
		s.number, s.stamp, s.signed, s.m, s.packs = n, stamp, signed, m, s.Content.keptIndex(n, packsFile)
		if err := os.RemoveAll(filepath.Join(s.Content.Dir, shareFolder)); err != nil {
			return served{}, err
		}
	}
	return served{s.number, s.signed, s.m, s.packs}, nil
}

// open opens a file of files/ by its SHA-256.
func (s *Share) open(ctx context.Context, now served, sha string) (io.ReadSeekCloser, error) {
	switch sha {
	case now.m.Catalogue.SHA256:
		return s.packed(ctx, now.m.Catalogue, s.Content.catalogue(now.number))
	case now.m.Index.SHA256:
		return s.packed(ctx, now.m.Index, filepath.Join(s.Content.folder(now.number), indexFile))
	}
	if sha == now.m.Settings.SHA256 {
		return os.Open(s.Content.settings(now.number))
	}
	for _, pack := range now.m.Packs {
		if pack.SHA256 == sha {
			return now.packs.Open(ctx, pack, s.Content.openPhoto)
		}
	}
	return nil, os.ErrNotExist
}

// packed opens a file of the kiosk packed as the organiser did; it is made once.
func (s *Share) packed(ctx context.Context, want release.File, path string) (io.ReadSeekCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := filepath.Join(s.Content.Dir, shareFolder, want.SHA256)
	if f, err := os.Open(kept); err == nil {
		return f, nil
	}
	if err := s.Content.room(want.Length); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(kept), 0o755); err != nil {
		return nil, err
	}
	w := &rewriter{Content: s.Content}
	f, err := os.CreateTemp(filepath.Dir(kept), "*"+partSuffix)
	if err != nil {
		return nil, err
	}
	err = errors.Join(w.repack(want, path)(ctx, f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), kept)
	}
	if err != nil {
		return nil, errors.Join(err, gonePath(f.Name()))
	}
	return os.Open(kept)
}

// bounded accepts no more than so many connections at a time.
type bounded struct {
	net.Listener
	slots chan struct{}
}

// Accept implements net.Listener. One connection too many is closed at once.
func (b *bounded) Accept() (net.Conn, error) {
	for {
		conn, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case b.slots <- struct{}{}:
			return &boundedConn{Conn: conn, free: sync.OnceFunc(func() { <-b.slots })}, nil
		default:
			conn.Close()
		}
	}
}

type boundedConn struct {
	net.Conn
	free func()
}

// Close implements net.Conn.
func (c *boundedConn) Close() error {
	defer c.free()
	return c.Conn.Close()
}
