package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/hub"
	"hangviet/data/hub/books"
	"hangviet/data/hub/export"
	"hangviet/data/hub/wire"
)

// The goals of the hub, for a million ballots of five choices from a thousand
// kiosks.
const (
	hubKiosks      = 1000
	importGoal     = 20_000 // ballots a second
	coldTallyGoal  = 2 * time.Second
	keptTallyGoal  = 50 * time.Millisecond
	exportGoal     = 6 * time.Second
	usualHubLoad   = 1_000_000
	laterHubPerRun = 1 // ballots that arrive before the count is asked for again
)

// measureHub has a hub take the bundles of many kiosks as files from a stick,
// count them and write them as CSV.
func measureHub(ctx context.Context, b bench) ([]line, error) {
	load, err := newHubLoad(ctx, filepath.Join(b.dir, "hub"), b.ballots)
	if err != nil {
		return nil, err
	}
	what := fmt.Sprintf("hub, %d ballots: ", b.ballots)
	lines := []line{
		{what: what + "import", beside: "the bundles' bytes, each synced"},
		{what: what + "tally, hub just started", beside: "its file read once"},
		{what: what + "tally, kept"},
		{what: what + "tally, kept, after one more ballot"},
		{what: what + "CSV, hub just started", beside: "as many bytes, synced"},
		{what: what + "import", beside: "PostgreSQL COPY of its entries"},
	}
	_, lines[0].met = below(time.Duration(b.ballots) * time.Second / importGoal)
	lines[0].goal = fmt.Sprintf("≥ %d ballots a second", importGoal)
	lines[1].goal, lines[1].met = below(coldTallyGoal)
	lines[2].goal, lines[2].met = below(keptTallyGoal)
	lines[3].goal, lines[3].met = below(keptTallyGoal)
	lines[4].goal, lines[4].met = below(exportGoal)
	if why := thePostgres.missing(); why != "" {
		lines[5].lacks(why)
	}
	for run := range b.runs {
		if err := load.run(ctx, run, lines); err != nil {
			return nil, err
		}
	}
	lines[0].note = fmt.Sprintf("%d bundles of %d ballots with five choices and a ticket each, %.0f MB of files, taken one after the other, "+
		"each receipted after its own synced transaction: %.0f ballots/s. The hub's file has %.0f MB afterwards.",
		hubKiosks, b.ballots/hubKiosks, float64(load.bytes)/1e6, float64(b.ballots)/middle(lines[0].figures).Seconds(), float64(load.stored)/1e6)
	lines[1].note = fmt.Sprintf("the program's memory has grown by %.0f MB after it.", float64(load.held)/1e6)
	lines[4].note = fmt.Sprintf("%.0f MB, a row for each choice, written to a file and synced; the count is part of it.", float64(load.written)/1e6)
	for i := range load.busy {
		lines[i].note += fmt.Sprintf(" Processor time of the last run: %s ms.", show(load.busy[i]))
	}
	lines[5].note = "the bundles are read and taken apart as by the hub, but nothing of them is verified, counted or receipted: " +
		"all are one COPY of kiosk, place and entry into a table with a primary key, synced in the end."
	return slices.Insert(lines[:5], 1, lines[5]), nil
}

// stopwatch returns a function that tells how long ago it was made, and notes the
// processor time until then for a line.
func (l *hubLoad) stopwatch(line int) func() time.Duration {
	start, busy := time.Now(), cpu()
	return func() time.Duration {
		l.busy[line] = cpu() - busy
		return time.Since(start)
	}
}

// run measures once, with a hub that is new.
func (l *hubLoad) run(ctx context.Context, run int, lines []line) error {
	dir := filepath.Join(l.dir, fmt.Sprint("run-", run))
	defer os.RemoveAll(dir) // the whole folder goes in the end too
	if err := l.publish(ctx, dir); err != nil {
		return err
	}
	if err := l.measureImport(ctx, dir, &lines[0]); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if err := l.measureCopy(ctx, lines[0], &lines[5]); err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	if err := l.measureTally(ctx, dir, run, lines[1:4]); err != nil {
		return fmt.Errorf("tally: %w", err)
	}
	if err := l.measureCSV(ctx, dir, &lines[4]); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// withHub runs f with a hub that has just started.
func (l *hubLoad) withHub(ctx context.Context, dir string, f func(*hub.Service) error) error {
	s, err := hub.New(ctx, hub.Config{Data: dir})
	if err != nil {
		return err
	}
	return errors.Join(f(s), s.Close())
}

func (l *hubLoad) measureImport(ctx context.Context, dir string, into *line) error {
	return l.withHub(ctx, dir, func(s *hub.Service) error {
		if err := s.Refresh(ctx); err != nil {
			return err
		}
		start := l.stopwatch(0)
		for _, file := range l.files {
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if _, err := s.Receive(ctx, data, books.ByStick); err != nil {
				return err
			}
		}
		took := start()
		plain, err := l.writePlain(filepath.Join(dir, "plain"))
		if err != nil {
			return err
		}
		into.add(took, plain)
		for _, k := range l.kiosks {
			if err := s.Decide(ctx, k.id, wire.Approved); err != nil {
				return err
			}
		}
		return nil
	})
}

// writePlain writes the bundles to one file, syncing after each.
func (l *hubLoad) writePlain(path string) (time.Duration, error) {
	out, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer os.Remove(path) // as the folder
	defer out.Close()
	start := time.Now()
	for _, file := range l.files {
		data, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		_, err = out.Write(data)
		if err = errors.Join(err, out.Sync()); err != nil {
			return 0, err
		}
	}
	return time.Since(start), nil
}

// measureTally counts with nothing in memory, again, and again after a ballot.
func (l *hubLoad) measureTally(ctx context.Context, dir string, run int, into []line) error {
	read, size, err := readFile(filepath.Join(dir, "hub.db"))
	if err != nil {
		return err
	}
	l.stored = size
	return l.withHub(ctx, dir, func(s *hub.Service) error {
		before := heap()
		for i := range into {
			if i == 2 {
				if _, err := s.Receive(ctx, l.kiosks[run%len(l.kiosks)].more(laterHubPerRun), books.ByStick); err != nil {
					return err
				}
			}
			start := l.stopwatch(i + 1)
			if err := l.count(ctx, s, min(1, i/2)*laterHubPerRun); err != nil {
				return err
			}
			took := start()
			if i == 0 {
				into[0].add(took, read)
				l.held = heap() - before
				continue
			}
			into[i].figures = append(into[i].figures, took)
		}
		return nil
	})
}

// count counts and checks that everything is there.
func (l *hubLoad) count(ctx context.Context, s *hub.Service, more int) error {
	result, err := s.Tally(ctx)
	if err != nil {
		return err
	}
	r, ok := result.Round(hubRound)
	if want := l.ballots + more; !ok || r.Ballots != want || r.Choices != 5*want {
		return fmt.Errorf("counted %d ballots and %d choices of %d: %v", r.Ballots, r.Choices, l.ballots, r.Uncounted)
	}
	return nil
}

func (l *hubLoad) measureCSV(ctx context.Context, dir string, into *line) error {
	path := filepath.Join(dir, "out.csv")
	var took time.Duration
	err := l.withHub(ctx, dir, func(s *hub.Service) error {
		start := l.stopwatch(4)
		document, err := s.Export(ctx, hubRound, "vi")
		if err != nil {
			return err
		}
		out, err := os.Create(path)
		if err != nil {
			return err
		}
		err = errors.Join(document.Write(out, export.CSV), out.Sync(), out.Close())
		took = start()
		return err
	})
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	l.written = info.Size()
	plain, err := writeZeros(path, l.written)
	into.add(took, plain)
	return err
}

// writeZeros writes as many bytes to a file and syncs it.
func writeZeros(path string, size int64) (time.Duration, error) {
	start := time.Now()
	out, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	buffer := bufio.NewWriterSize(out, 256<<10)
	zeros := make([]byte, 64<<10)
	for left := size; left > 0 && err == nil; left -= int64(len(zeros)) {
		_, err = buffer.Write(zeros[:min(left, int64(len(zeros)))])
	}
	err = errors.Join(err, buffer.Flush(), out.Sync(), out.Close())
	return time.Since(start), err
}

func readFile(path string) (time.Duration, int64, error) {
	start := time.Now()
	in, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer in.Close()
	var size int64
	buffer := make([]byte, 1<<20)
	for {
		n, err := in.Read(buffer)
		size += int64(n)
		if n == 0 {
			return time.Since(start), size, ignoreEOF(err)
		}
	}
}
