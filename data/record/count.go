package record

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"slices"
	"strconv"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// origin is the ledger or the branch that an entry stands in.
type origin struct {
	kiosk  string
	branch string // root of the branch, or "" for the ledger
	bar    Reason // why nothing of it counts, or ""
}

// forked tells whether it is a branch that does not count.
func (o origin) forked() bool { return o.bar == ReasonFork || o.bar == ReasonAside }

// place is where an entry stands among all: what comes first counts.
type place struct {
	hour   int32 // since 1970
	origin int32 // number of the origin
	index  int64 // in the ledger
	id     identity
}

type identity [16]byte // of a ballot or a batch

func (id identity) compare(other identity) int { return bytes.Compare(id[:], other[:]) }

// ballot is a ballot as it is kept until all are known: small, for there are
// millions.
type ballot struct {
	place
	ticket uint64 // its mark; 0 also when there is none
	first  uint32 // of its choices in counter.picks
	picks  uint16
	flags  flags
	reason uint8 // place in reasons, from 1; 0 when nothing speaks against it
	ticked bool  // there is a ticket
}

// batch is a batch of paper and what speaks against it.
type batch struct {
	place
	paper  vote.Paper
	reason Reason
	root   string // id with which its chain of corrections began
}

// counter takes every entry of the round, in any order, and counts them at the
// end.
type counter struct {
	judge   judge
	rules   Rules
	slots   map[vote.Choice]uint16
	origins []origin
	ballots []ballot
	picks   []uint16
	batches []batch
	list    *[]uint64 // marks of the tickets given out, ascending; nil when there is no list
	tally   Tally
}

func newCounter(d definitions, rules Rules) *counter {
	c := &counter{judge: newJudge(d), rules: rules, slots: map[vote.Choice]uint16{}, tally: newTally(d)}
	for _, category := range c.tally.Categories {
		for _, n := range category.Nominees {
			c.slots[vote.Choice{Category: category.ID, Nominee: n.ID}] = uint16(len(c.slots))
		}
	}
	return c
}

// begin says that the entries added next stand in that origin.
func (c *counter) begin(o origin) { c.origins = append(c.origins, o) }

// add takes an entry of the round.
func (c *counter) add(index int64, r ledger.Record) {
	here := place{origin: int32(len(c.origins) - 1), index: index}
	if r.Paper != nil {
		here.hour, here.id = int32(r.Paper.Hour.Unix()/3600), identityOf(r.Paper.ID)
		fault := cmp.Or(c.bar(here, r.Paper.Test), c.judge.paper(r.Paper))
		c.batches = append(c.batches, batch{place: here, paper: *r.Paper, reason: fault})
		return
	}
	here.hour, here.id = int32(r.Ballot.Hour.Unix()/3600), identityOf(r.Ballot.ID)
	c.addBallot(here, r.Ballot)
}

// bar tells why an entry does not count whatever stands in it: where it stands, or
// that it is a test; else "".
func (c *counter) bar(here place, test bool) Reason {
	if bar := c.origins[here.origin].bar; bar != "" {
		return bar
	}
	if test {
		return ReasonTest
	}
	return ""
}

func (c *counter) addBallot(here place, b *vote.Ballot) {
	fault := cmp.Or(c.bar(here, b.Test), c.judge.ballot(b))
	kept := ballot{place: here, flags: flagsOf(b.Flags), reason: reasonNumber(fault)}
	kept.ticket, kept.ticked = markOf(b.Ticket), b.Ticket != ""
	if kept.reason == 0 {
		kept.first, kept.picks = uint32(len(c.picks)), uint16(len(b.Choices))
		for _, choice := range b.Choices {
			c.picks = append(c.picks, c.slots[choice])
		}
	}
	c.ballots = append(c.ballots, kept)
}

// identityOf returns the 16 bytes of an id of 32 hexadecimal digits, as the
// entry's parser has seen to.
func identityOf(id string) (out identity) {
	hex.Decode(out[:], []byte(id)) // see above
	return out
}

// markOf returns the number that 16 hexadecimal digits write; "" is 0.
func markOf(mark string) uint64 {
	n, _ := strconv.ParseUint(mark, 16, 64) // as the entry's parser has seen to
	return n
}

// finish counts.
func (c *counter) finish() Tally {
	slices.SortFunc(c.ballots, func(a, b ballot) int { return c.compare(a.place, b.place) })
	slices.SortFunc(c.batches, func(a, b batch) int { return c.compare(a.place, b.place) })
	news := c.news()
	c.claim(news)
	c.mark()
	for i := range c.ballots {
		if b := &c.ballots[i]; b.reason != 0 {
			c.tally.uncount(reasons[b.reason-1], 1, 0)
		} else {
			c.tally.addBallot(c.origins[b.origin].kiosk, b.flags, c.made(b))
		}
	}
	c.countPaper(news)
	c.tally.settle()
	return c.tally
}

// compare puts branches that do not count behind everything that might, and else
// the earlier first. Which branch a hub heard first, and has as the kiosk's file, is
// chance: the id decides before it.
func (c *counter) compare(p, q place) int {
	a, b := c.origins[p.origin], c.origins[q.origin]
	if a.forked() != b.forked() {
		if a.forked() {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(p.hour, q.hour), cmp.Compare(a.kiosk, b.kiosk), cmp.Compare(p.index, q.index),
		p.id.compare(q.id), cmp.Compare(a.branch, b.branch))
}

// claim lets of the ballots with one id, and then of those with one ticket, only
// the first count. What a branch repeats of its ledger is dropped.
func (c *counter) claim(news news) {
	taken, used := make(map[identity]struct{}, len(c.ballots)), map[uint64]bool{}
	c.ballots = slices.DeleteFunc(c.ballots, func(b ballot) bool { return !news.is(b.place) })
	for i := range c.ballots {
		b := &c.ballots[i]
		if b.reason != 0 {
			continue
		}
		before := len(taken)
		taken[b.id] = struct{}{}
		switch {
		case len(taken) == before:
			b.reason = reasonNumber(ReasonTwice)
		case b.ticked && used[b.ticket]:
			b.reason = reasonNumber(ReasonTicket)
		case b.ticked:
			used[b.ticket] = true
			c.tally.checkTicket(b.ticket, c.list)
		}
	}
}

// mark flags what the rules find odd.
func (c *counter) mark() {
	slices.SortFunc(c.ballots, func(a, b ballot) int {
		return cmp.Or(cmp.Compare(a.origin, b.origin), cmp.Compare(a.index, b.index))
	})
	var run []*ballot
	for i := range c.ballots {
		b := &c.ballots[i]
		if b.reason != 0 {
			continue
		}
		if len(run) > 0 && run[0].origin != b.origin {
			c.rules.mark(run, c.made)
			run = run[:0]
		}
		run = append(run, b)
	}
	c.rules.mark(run, c.made)
}

// made returns the choices of a ballot.
func (c *counter) made(b *ballot) []uint16 { return c.picks[b.first:][:b.picks] }
