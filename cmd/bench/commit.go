package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

const ballotsPerRun = 200

// measureCommit casts ballots into a real ledger in a real database and writes
// the bytes of each to a plain file beside it, in turns.
func measureCommit(ctx context.Context, b bench) ([]line, error) {
	s, err := store.Open(ctx, filepath.Join(b.dir, "ledger"))
	if err != nil {
		return nil, err
	}
	defer s.Close()
	plain, err := os.OpenFile(filepath.Join(b.dir, "plain"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	log := ledger.Open(s, s.Identity())
	median := line{what: "a ballot's commit", beside: "append and fsync of its bytes"}
	late := line{what: "… 99th of 100", beside: "… 99th of 100"}
	var allCommits, allAppends []time.Duration
	for range b.runs {
		commits, appends, err := castSome(ctx, log, plain)
		if err != nil {
			return nil, err
		}
		median.add(middle(commits), middle(appends))
		allCommits, allAppends = append(allCommits, commits...), append(allAppends, appends...)
	}
	late.add(quantile(allCommits, 0.99), quantile(allAppends, 0.99))
	median.goal, median.met = atMost(5)
	median.note = fmt.Sprintf("%d ballots of 3 choices in each run. A commit is all of it: the choices checked, hashed and "+
		"signed, one transaction, synced. The reference writes the ballot's own bytes to a plain file beside it.", ballotsPerRun)
	return []line{median, late}, nil
}

func castSome(ctx context.Context, log *ledger.Log, plain *os.File) (commits, appends []time.Duration, err error) {
	for range ballotsPerRun {
		ballot, err := newBallot()
		if err != nil {
			return nil, nil, err
		}
		entry := ledger.EncodeEntry(ballot)
		start := time.Now()
		_, err1 := log.Append(ctx, ballot)
		commit := time.Since(start)
		start = time.Now()
		_, err2 := plain.Write(entry)
		err3 := plain.Sync()
		appends = append(appends, time.Since(start))
		commits = append(commits, commit)
		if err := errors.Join(err1, err2, err3); err != nil {
			return nil, nil, err
		}
	}
	return commits, appends, nil
}

// newBallot is a visitor's choice of three.
func newBallot() (vote.Ballot, error) {
	now := time.Now()
	r := vote.Round{ID: "binh-chon-2026", Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour)}
	var choices []vote.Choice
	for _, category := range []string{"thuc-pham", "do-uong", "thu-cong"} {
		nominee := "san-pham-" + category
		r.Categories = append(r.Categories, vote.Category{ID: category, Choices: 1, Nominees: []vote.Nominee{{ID: nominee}}})
		choices = append(choices, vote.Choice{Category: category, Nominee: nominee})
	}
	return vote.NewBallot(r, now, choices)
}
