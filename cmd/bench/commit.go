package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/booth"
	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

const ballotsPerRun = 200

// commitTimes is what a ballot's commit may take, as so many times one append
// and fsync of its bytes.
const commitTimes = 3

// measureCommit casts ballots into a real ledger in a real database and writes
// the bytes of each to a plain file beside it, in turns.
func measureCommit(ctx context.Context, b bench) (lines []line, err error) {
	c, err := newCaster(ctx, filepath.Join(b.dir, "ledger"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	median := line{what: "a ballot's commit", beside: "append and fsync of its bytes"}
	late := line{what: "… 99th of 100", beside: "… 99th of 100"}
	var allCommits, allAppends []time.Duration
	for range b.runs {
		var commits, appends []time.Duration
		for range ballotsPerRun {
			commit, plain, err := c.castBeside(ctx)
			if err != nil {
				return nil, err
			}
			commits, appends = append(commits, commit), append(appends, plain)
		}
		median.add(middle(commits), middle(appends))
		allCommits, allAppends = append(allCommits, commits...), append(allAppends, appends...)
	}
	late.add(quantile(allCommits, 0.99), quantile(allAppends, 0.99))
	median.goal, median.met = atMost(commitTimes)
	median.note = fmt.Sprintf("%d ballots of 3 choices in each run, each with a ticket that is heard before. A commit is all of it: "+
		"the round and the choices judged, flagged, hashed and signed, the ticket used with it in one transaction, synced. "+
		"The reference writes the ballot's own bytes to a plain file beside it.", ballotsPerRun)
	return []line{median, late}, nil
}

// caster casts ballots with tickets in a data folder, and writes the bytes of
// each to a plain file beside it.
type caster struct {
	store *store.Store
	booth *booth.Booth
	plain *os.File
	round vote.Round
}

func newCaster(ctx context.Context, dir string) (*caster, error) {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	plain, err := os.OpenFile(filepath.Join(dir, "plain"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	log := ledger.Open(s, s.Identity())
	return &caster{s, booth.New(booth.Options{
		Log:     func(context.Context) (*ledger.Log, error) { return log, nil },
		Tickets: anyTicket{}, Settings: s, Counters: s, Now: time.Now,
	}), plain, threeCategories()}, nil
}

// Close closes the database and the plain file.
func (c *caster) Close() error { return errors.Join(c.store.Close(), c.plain.Close()) }

// castBeside casts a ballot of three choices and appends its bytes to the plain
// file, and returns how long each took.
func (c *caster) castBeside(ctx context.Context) (commit, plain time.Duration, err error) {
	code, err := ticket.New(rand.Reader)
	if err != nil {
		return 0, 0, err
	}
	admission, err := c.booth.Admit(ctx, c.round, string(code))
	if err != nil {
		return 0, 0, err
	}
	start := time.Now()
	cast, err := c.booth.Cast(ctx, admission, c.round, choicesOf(c.round), 1)
	commit = time.Since(start)
	if err != nil {
		return 0, 0, err
	}
	entry := ledger.EncodeEntry(cast.Ballot)
	start = time.Now()
	_, err = c.plain.Write(entry)
	err = errors.Join(err, c.plain.Sync())
	return commit, time.Since(start), err
}

// threeCategories is a round of three choices that takes tickets.
func threeCategories() vote.Round {
	now := time.Now()
	r := vote.Round{ID: "binh-chon-2026", Mode: vote.ByTicket, Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour)}
	for _, id := range []string{"thuc-pham", "do-uong", "thu-cong"} {
		r.Categories = append(r.Categories, vote.Category{ID: id, Choices: 1, Nominees: []vote.Nominee{{ID: "san-pham-" + id}}})
	}
	return r
}

// choicesOf is the first nominee of each category.
func choicesOf(r vote.Round) (choices []vote.Choice) {
	for _, c := range r.Categories {
		choices = append(choices, vote.Choice{Category: c.ID, Nominee: c.Nominees[0].ID})
	}
	return choices
}

// anyTicket knows every code, as a release knows its own.
type anyTicket struct{}

// TicketList implements booth.Tickets.
func (anyTicket) TicketList(_ context.Context, round string) (ticket.List, bool, error) {
	return ticket.NewList(round), true, nil
}

// HasTicket implements booth.Tickets.
func (anyTicket) HasTicket(context.Context, string, ticket.Mark) (bool, error) { return true, nil }
