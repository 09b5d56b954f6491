package main

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/record"
	"hangviet/data/vote"
)

// The goals of a public record of a million ballots with five choices each, from
// a thousand kiosks.
const (
	recordKiosks  = 1000
	recountGoal   = 60 * time.Second
	recountMemory = 500 << 20
)

// measureRecount writes a public record and has kioskctl recount it.
func measureRecount(ctx context.Context, b bench) ([]line, error) {
	what := fmt.Sprintf("record, %d ballots: ", b.ballots)
	write := line{what: what + "written", beside: "its bytes hashed once"}
	count := line{what: what + "recount", beside: "its bytes hashed once"}
	count.goal, count.met = below(recountGoal)
	memory := line{what: what + "recount, most memory", show: showSize, goal: "< " + showSize(recountMemory)}
	memory.met = func(l line) bool { return middle(l.figures) < recountMemory }
	for run := range b.runs {
		dir := filepath.Join(b.dir, fmt.Sprint("record-", run))
		start := time.Now()
		if err := writeRecord(ctx, dir, b.ballots); err != nil {
			return nil, err
		}
		wrote := time.Since(start)
		plain, size, err := hashFolder(dir)
		if err != nil {
			return nil, err
		}
		r, err := runWatched(exec.CommandContext(ctx, b.beside("kioskctl"), "recount", dir)) // #nosec G204 -- a tool of tests and measures, started with their own paths
		if err != nil {
			return nil, err
		}
		write.add(wrote, plain)
		count.add(r.took, plain)
		memory.figures = append(memory.figures, bytesOf(r.memory))
		count.note = fmt.Sprintf("%.0f MB in the files of %d kiosks. Processor time of the last run: %s ms.", float64(size)/1e6, recordKiosks, show(r.busy))
		if err := os.RemoveAll(dir); err != nil {
			return nil, err
		}
	}
	write.note = "the ballots are made up on the way; each file is synced."
	return []line{write, count, memory}, nil
}

// hashFolder reads and hashes every file and returns the time and the bytes.
func hashFolder(dir string) (time.Duration, int64, error) {
	start, sum, size := time.Now(), sha256.New(), int64(0)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		n, err := io.Copy(sum, f)
		size += n
		return errors.Join(err, f.Close())
	})
	return time.Since(start), size, err
}

// writeRecord writes a record of so many ballots.
func writeRecord(ctx context.Context, dir string, ballots int) error {
	folder, err := record.NewFolder(dir)
	if err != nil {
		return err
	}
	hub := sha256.Sum256([]byte("hub"))
	r := roundOfMany()
	c := record.Contents{
		Hub: ledger.HubIdentity(ed25519.NewKeyFromSeed(hub[:])), Round: r.ID, Phase: vote.Closed,
		Definitions: []record.Definition{record.Define(1, r, nil, nil)}, Rules: record.Rules{PerHour: 120, Alike: 5},
		Kiosks: func(ctx context.Context, f func(record.Kiosk) error) error {
			for n := range recordKiosks {
				k, err := recordKiosk(newHubKiosk(n, r), ballots/recordKiosks)
				if err == nil {
					err = f(k)
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	if _, err := record.Write(ctx, c, folder); err != nil {
		return errors.Join(err, folder.Abandon())
	}
	return folder.Commit()
}

// recordKiosk is a kiosk with so many ballots of five choices, as a record holds it.
func recordKiosk(k *hubKiosk, ballots int) (record.Kiosk, error) {
	b, err := ledger.ParseBundle(k.more(ballots))
	return record.Kiosk{
		ID: k.id, Key: b.Key, Name: "Điểm bán " + k.id, Status: record.Approved, Size: k.size,
		Heads: []record.Head{{Size: k.size, Note: b.Head}},
		Entries: func(f func([]byte) error) error {
			for _, e := range b.Entries {
				if err := f(e); err != nil {
					return err
				}
			}
			return nil
		},
	}, err
}
