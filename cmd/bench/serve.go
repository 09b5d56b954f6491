package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"
)

// What the hub's serving of content is measured with: packs as large as those of a
// release, taken whole, and photos out of their middle.
const (
	servedPacks  = 32
	servedTimes  = 8 // over
	packBytes    = 8 << 20
	servedRuns   = 1_000 // of neighbouring photos, as a kiosk asks for them
	runBytes     = 1 << 20
	servedRanges = 20_000  // single photos, the worst that a kiosk asks for
	serveGoal    = 1 / 0.8 // of the time that nginx takes
	takers       = 4       // connections at once
)

// measureServe has the hub, nginx and net/http alone serve the same files in turns.
func measureServe(ctx context.Context, b bench) ([]line, error) {
	s, err := newServed(filepath.Join(b.dir, "served"))
	if err != nil {
		return nil, err
	}
	all, err := s.serve(ctx, b)
	defer all.stop()
	if err != nil {
		return nil, err
	}
	var lines []line
	for i, kind := range s.kinds() {
		four, err := all.compare(ctx, kind, b.runs)
		if err != nil {
			return nil, err
		}
		if i < 2 {
			four[0].goal = fmt.Sprintf("≤ %.2f× (0.8× the rate)", serveGoal)
			four[0].met = ratioOf(serveGoal)
		}
		if why := theNginx.missing(); why != "" {
			for n := range four {
				four[n].lacks(why)
			}
		}
		lines = append(lines, four...)
	}
	lines[0].note = noteOfPacks(lines[0], lines[1])
	return lines, nil
}

// taking is one way in which content is asked for.
type taking struct {
	what string
	take func(ctx context.Context, base string, run int) error
}

func (s *served) kinds() []taking {
	return []taking{
		{fmt.Sprintf("serve %d packs of %d MiB", servedTimes*servedPacks, packBytes>>20), s.takePacks},
		{fmt.Sprintf("serve %d runs of photos of %d MiB", servedRuns, runBytes>>20), s.takeRuns},
		{fmt.Sprintf("serve %d single photos", servedRanges), s.takeRanges},
		{fmt.Sprintf("serve %d times what is known already", servedRanges), s.takeKnown},
	}
}

// rivals serve the same folder; nginx is nil where it is not installed.
type rivals struct{ hub, nginx, bare *server }

func (s *served) serve(ctx context.Context, b bench) (r rivals, err error) {
	content := filepath.Join(s.dir, "content")
	if r.hub, err = startHub(ctx, b.beside("hub"), s.dir); err != nil {
		return r, err
	}
	if theNginx.missing() == "" {
		if r.nginx, err = startNginx(ctx, filepath.Join(b.dir, "nginx"), content); err != nil {
			return r, err
		}
	}
	r.bare, err = startFloor(ctx, content)
	return r, err
}

// stop ends them; however they end, they have been measured.
func (r rivals) stop() {
	for _, s := range []*server{r.hub, r.nginx, r.bare} {
		if s != nil {
			_ = s.stop()
		}
	}
}

// compare takes the same of all of them.
func (r rivals) compare(ctx context.Context, kind taking, runs int) ([]line, error) {
	lines := []line{
		{what: kind.what, beside: "nginx"},
		{what: "… its processor time", beside: "nginx's"},
		{what: "… the floor: net/http alone", beside: "nginx"},
		{what: "… its processor time", beside: "nginx's"},
	}
	for run := range runs {
		for n, s := range []*server{r.hub, r.bare} {
			took, busy, err := timed(ctx, s, func(base string) error { return kind.take(ctx, base+"/content", run) })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Base(s.cmd.Path), err)
			}
			lines[2*n].figures, lines[2*n+1].figures = append(lines[2*n].figures, took), append(lines[2*n+1].figures, busy)
		}
		if r.nginx == nil {
			continue
		}
		took, busy, err := timed(ctx, r.nginx, func(base string) error { return kind.take(ctx, base, run) })
		if err != nil {
			return nil, fmt.Errorf("nginx: %w", err)
		}
		for n := range lines {
			lines[n].reference = append(lines[n].reference, []time.Duration{took, busy}[n%2])
		}
	}
	return lines, nil
}

// noteOfPacks says what the times of the packs are as rates.
func noteOfPacks(wall, processor line) string {
	const gigabytes = float64(servedTimes*servedPacks*packBytes) / 1e9
	rate := func(d time.Duration) string { return fmt.Sprintf("%.2f GB/s", gigabytes/d.Seconds()) }
	cost := func(d time.Duration) string { return fmt.Sprintf("%.0f ms for a GB", millis(d)/gigabytes) }
	note := fmt.Sprintf("over %d connections on this machine, each answer's length checked and its first bytes compared: %s, processor time %s",
		takers, rate(middle(wall.figures)), cost(middle(processor.figures)))
	if len(wall.reference) > 0 {
		note += fmt.Sprintf("; nginx %s, %s", rate(middle(wall.reference)), cost(middle(processor.reference)))
	}
	return note + ". Both write a log."
}

// beside returns the path of another program in the kiosk's folder.
func (b bench) beside(name string) string { return filepath.Join(filepath.Dir(b.kiosk), name) }

// timed runs work and returns how long it took and the processor time that the
// server used on it.
func timed(ctx context.Context, s *server, work func(base string) error) (took, busy time.Duration, err error) {
	before, err := s.busy()
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	if err := work(s.base); err != nil {
		return 0, 0, err
	}
	took = time.Since(began)
	after, err := s.busy()
	return took, after - before, errors.Join(err, ctx.Err())
}

// served is a content folder of noise.
type served struct {
	dir   string // of a hub's data
	names []string
	heads [][]byte // the first bytes of each file
}

func newServed(dir string) (*served, error) {
	s := &served{dir: dir}
	if err := os.MkdirAll(filepath.Join(dir, "content", "files"), 0o755); err != nil {
		return nil, err
	}
	for i := range servedPacks {
		seed := sha256.Sum256(fmt.Append(nil, "pack ", i))
		data := make([]byte, packBytes)
		_, _ = rand.NewChaCha8(seed).Read(data)
		name := fmt.Sprintf("files/%x", sha256.Sum256(data))
		if err := os.WriteFile(filepath.Join(dir, "content", name), data, 0o644); err != nil {
			return nil, err
		}
		s.names, s.heads = append(s.names, name), append(s.heads, data[:64])
	}
	return s, nil
}

// together has some goroutines do the same, each with a client of its own.
func together(ctx context.Context, do func(ctx context.Context, taker int, c *http.Client, buffer []byte) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for taker := range takers {
		group.Go(func() error {
			c := &http.Client{Transport: &http.Transport{DisableCompression: true, ReadBufferSize: 64 << 10}}
			defer c.CloseIdleConnections()
			return do(ctx, taker, c, make([]byte, 1<<20))
		})
	}
	return group.Wait()
}

func (s *served) takePacks(ctx context.Context, base string, _ int) error {
	return together(ctx, func(ctx context.Context, taker int, c *http.Client, buffer []byte) error {
		for n := taker; n < servedTimes*len(s.names); n += takers {
			i := n % len(s.names)
			if err := take(ctx, c, base+"/"+s.names[i], nil, http.StatusOK, packBytes, s.heads[i], buffer); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeRuns takes the photos of many products that lie beside each other.
func (s *served) takeRuns(ctx context.Context, base string, run int) error {
	return s.takeParts(ctx, base, run, servedRuns, func(*rand.Rand) int64 { return runBytes })
}

// takeRanges takes pieces as large as photos and their small forms.
func (s *served) takeRanges(ctx context.Context, base string, run int) error {
	return s.takeParts(ctx, base, run, servedRanges, func(random *rand.Rand) int64 { return 8_000 + random.Int64N(90_000) })
}

func (s *served) takeParts(ctx context.Context, base string, run, parts int, size func(*rand.Rand) int64) error {
	return together(ctx, func(ctx context.Context, taker int, c *http.Client, buffer []byte) error {
		random := rand.New(rand.NewPCG(uint64(run), uint64(taker))) // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
		for range parts / takers {
			length := size(random)
			from := random.Int64N(packBytes - length)
			header := http.Header{"Range": {fmt.Sprintf("bytes=%d-%d", from, from+length-1)}}
			if err := take(ctx, c, base+"/"+s.names[random.IntN(len(s.names))], header, http.StatusPartialContent, length, nil, buffer); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeKnown asks for what the asker has, by the tag it was given.
func (s *served) takeKnown(ctx context.Context, base string, _ int) error {
	return together(ctx, func(ctx context.Context, _ int, c *http.Client, buffer []byte) error {
		tag, err := tagOf(ctx, c, base+"/"+s.names[0])
		if err != nil {
			return err
		}
		header := http.Header{"If-None-Match": {tag}}
		for range servedRanges / takers {
			if err := take(ctx, c, base+"/"+s.names[0], header, http.StatusNotModified, 0, nil, buffer); err != nil {
				return err
			}
		}
		return nil
	})
}

func tagOf(ctx context.Context, c *http.Client, address string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return "", err
	}
	res, err := c.Do(req)
	if err != nil {
		return "", err
	}
	return res.Header.Get("ETag"), res.Body.Close()
}

// take takes one answer and checks it.
func take(ctx context.Context, c *http.Client, address string, header http.Header, status int, length int64, head, buffer []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	if header != nil {
		req.Header = header
	}
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	got := int64(0)
	for {
		n, err := res.Body.Read(buffer)
		if got == 0 && n >= len(head) && string(buffer[:len(head)]) != string(head) {
			return fmt.Errorf("%s: other bytes", address)
		}
		if got += int64(n); errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if res.StatusCode != status || got != length {
		return fmt.Errorf("%s: status %d, %d bytes, not %d and %d", address, res.StatusCode, got, status, length)
	}
	return nil
}
