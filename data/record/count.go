package record

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// origin is the ledger or the branch that an entry stands in.
type origin struct {
	kiosk  string
	branch string // root of the branch, or "" for the ledger
	bar    Reason // why nothing of it counts, or ""
}

// place is where an entry stands among all: what comes first counts.
type place struct {
	hour   int32 // since 1970
	origin int32 // number of the origin
	index  int64 // in the ledger
}

// compare puts branches that do not count behind everything that might, and else
// the earlier first.
func (c *counter) compare(p, q place) int {
	forked := func(p place) int {
		if c.origins[p.origin].bar == ReasonFork {
			return 1
		}
		return 0
	}
	return cmp.Or(forked(p)-forked(q), cmp.Compare(p.hour, q.hour), cmp.Compare(p.origin, q.origin), cmp.Compare(p.index, q.index))
}

type identity [16]byte // of a ballot or a batch

// ballot is a ballot as it is kept until all are known: small, for there are
// millions.
type ballot struct {
	place
	id     identity
	ticket uint64 // its mark; 0 also when there is none
	ticked bool   // there is a ticket
	first  uint32 // of its choices in counter.picks
	picks  uint16
	flags  uint16 // number of its set of flags in counter.flags
	reason uint8  // place in reasons, from 1; 0 when nothing speaks against it
}

// batch is a batch of paper and what speaks against it.
type batch struct {
	place
	paper  vote.Paper
	reason Reason
}

// counter takes every entry of the round, in any order, and counts them at the
// end.
type counter struct {
	judge   judge
	slots   map[vote.Choice]uint16
	origins []origin
	ballots []ballot
	picks   []uint16
	flags   [][]vote.Flag
	flagged map[string]uint16 // sets of flags by their names
	batches []batch
	list    *[]uint64 // marks of the tickets given out, ascending; nil when there is no list
	tally   Tally
}

func newCounter(d definitions) *counter {
	c := &counter{
		judge: newJudge(d), slots: map[vote.Choice]uint16{},
		flags: [][]vote.Flag{nil}, flagged: map[string]uint16{"": 0}, tally: newTally(d),
	}
	for i := range c.tally.Categories {
		for _, n := range c.tally.Categories[i].Nominees {
			c.slots[vote.Choice{Category: c.tally.Categories[i].ID, Nominee: n.ID}] = uint16(len(c.slots))
		}
	}
	return c
}

// rank puts the origins in order, by kiosk and the ledger before its branches.
func (c *counter) rank() {
	order := make([]int32, len(c.origins))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := c.origins[i], c.origins[j]
		return cmp.Or(cmp.Compare(a.kiosk, b.kiosk), cmp.Compare(a.branch, b.branch))
	})
	ranked, rank := make([]origin, len(order)), make([]int32, len(order))
	for to, from := range order {
		ranked[to], rank[from] = c.origins[from], int32(to)
	}
	c.origins = ranked
	for i := range c.ballots {
		c.ballots[i].origin = rank[c.ballots[i].origin]
	}
	for i := range c.batches {
		c.batches[i].origin = rank[c.batches[i].origin]
	}
}

// begin says that the entries added next stand in that origin.
func (c *counter) begin(o origin) { c.origins = append(c.origins, o) }

// add takes an entry of the round.
func (c *counter) add(index int64, r ledger.Record) {
	here := place{origin: int32(len(c.origins) - 1), index: index}
	bar := c.origins[here.origin].bar
	if r.Paper != nil {
		here.hour = int32(r.Paper.Hour.Unix() / 3600)
		c.batches = append(c.batches, batch{here, *r.Paper, c.batchFault(bar, r.Paper)})
		return
	}
	here.hour = int32(r.Ballot.Hour.Unix() / 3600)
	c.addBallot(here, bar, r.Ballot)
}

func (c *counter) batchFault(bar Reason, p *vote.Paper) Reason {
	switch {
	case bar != "":
		return bar
	case p.Test:
		return ReasonTest
	}
	return c.judge.paper(p)
}

func (c *counter) addBallot(here place, bar Reason, b *vote.Ballot) {
	kept := ballot{place: here, id: identityOf(b.ID), flags: c.flagSet(b.Flags)}
	kept.ticket, kept.ticked = markOf(b.Ticket), b.Ticket != ""
	reason := bar
	switch {
	case bar != "":
	case b.Test:
		reason = ReasonTest
	default:
		reason = c.judge.ballot(b)
	}
	kept.reason = uint8(slices.Index(reasons, reason) + 1)
	if reason == "" {
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
	copy(out[:], must(hex.DecodeString(id)))
	return out
}

func must(data []byte, _ error) []byte { return data }

// markOf returns the number that 16 hexadecimal digits write; "" is 0.
func markOf(mark string) uint64 {
	n, _ := strconv.ParseUint(mark, 16, 64) // as the entry's parser has seen to
	return n
}

func (c *counter) flagSet(flags []vote.Flag) uint16 {
	if len(flags) == 0 {
		return 0
	}
	var name strings.Builder
	for _, f := range flags {
		name.WriteString(string(f) + " ")
	}
	n, known := c.flagged[name.String()]
	if !known && len(c.flags) < 1<<16 {
		n = uint16(len(c.flags))
		c.flagged[name.String()], c.flags = n, append(c.flags, slices.Clone(flags))
	}
	return n
}

// finish counts.
func (c *counter) finish() Tally {
	c.rank()
	slices.SortFunc(c.ballots, func(a, b ballot) int { return c.compare(a.place, b.place) })
	slices.SortFunc(c.batches, func(a, b batch) int { return c.compare(a.place, b.place) })
	news := c.news()
	counted, used := map[identity]bool{}, map[uint64]bool{}
	for _, b := range c.ballots {
		if !news.is(b.place, b.id) {
			continue
		}
		reason := b.fault(counted, used)
		if reason != "" {
			c.tally.uncount(reason, 1, 0)
			continue
		}
		counted[b.id] = true
		if b.ticked {
			used[b.ticket] = true
			c.tally.checkTicket(b.ticket, c.list)
		}
		c.tally.addBallot(c.origins[b.origin].kiosk, c.flags[b.flags], c.picks[b.first:][:b.picks])
	}
	c.countPaper(news)
	c.tally.settle()
	return c.tally
}

func (b ballot) fault(counted map[identity]bool, used map[uint64]bool) Reason {
	switch {
	case b.reason != 0:
		return reasons[b.reason-1]
	case counted[b.id]:
		return ReasonTwice
	case b.ticked && used[b.ticket]:
		return ReasonTicket
	}
	return ""
}
