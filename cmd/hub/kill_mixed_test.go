package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/hub/export"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// killsFrom names the variable that says how often the hub is killed.
const killsFrom = "HANGVIET_TEST_HUB_KILLS"

// usualKills is how often it is without one.
const usualKills = 15

// ticketRound is for tickets.
func ticketRound() vote.Round {
	r := someRound()
	r.Mode = vote.ByTicket
	return r
}

// booth is a kiosk that casts ballots by ticket and enters paper, and remembers
// everything in the order of its ledger.
type booth struct {
	*kiosk
	name     string
	all      []ledger.Record
	tickets  map[string]bool
	receipts int64
	old      [][]byte // bundles that were sent before
}

// TestKilledWithEverything kills the hub at random instants while ballots with
// tickets used twice, paper with corrections, and the two branches of a cloned
// disk arrive, each bundle once or more, in and out of order, some with nobody
// left to read the reply. What it gave a receipt for is there, and in the end
// what counts is what a few lines here say must.
func TestKilledWithEverything(t *testing.T) {
	o := organiserOf(t, ticketRound())
	key := strings.TrimSpace(o.command(done, "", "key", "--data", o.dir))
	all := []*booth{o.booth("a"), o.booth("b"), o.booth("c"), o.booth("d")}
	all[3].clone(all[0])
	kills := usualKills
	if n, err := strconv.Atoi(os.Getenv(killsFrom)); err == nil {
		kills = n
	}
	for n := range kills {
		for _, b := range all {
			b.work(n)
		}
		hub := o.serve()
		var group sync.WaitGroup
		for _, b := range all {
			group.Go(func() { b.send(hub, key) })
		}
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond) // the instant is the test
		must(t, hub.Process.Kill())
		group.Wait()
		hub.Wait() // it was killed
		o.wantReceipted(all)
	}
	hub := o.serve()
	for _, b := range all {
		b.finish(hub)
		o.command(done, "", "approve", b.self.ID, "--data", o.dir)
	}
	o.stop(hub)
	o.judgeAll("count")
	o.wantModel(all)
	o.judgeAll("aside")
	if d := o.export(); !slices.ContainsFunc(d.Uncounted, func(u export.Uncounted) bool { return u.Reason == tally.ReasonAside }) {
		t.Errorf("set aside: %+v", d.Uncounted)
	}
}

func (o *organiser) booth(name string) *booth {
	return &booth{kiosk: o.kiosk(), name: name, tickets: map[string]bool{}}
}

// clone makes b a copy of a, as a disk image is.
func (b *booth) clone(a *booth) {
	b.Helper()
	for range 3 {
		a.cast("shared" + fmt.Sprint(len(a.all)))
	}
	s, err := store.Open(b.Context(), b.TempDir())
	must(b.T, err)
	b.Cleanup(func() { must(b.T, s.Close()) })
	b.self, b.log = a.self, ledger.Open(s, a.self)
	for _, r := range a.all {
		b.add(r)
	}
}

func (b *booth) add(r ledger.Record) {
	b.Helper()
	var err error
	if r.Paper != nil {
		_, err = b.log.AppendPaper(b.Context(), *r.Paper)
	} else {
		_, err = b.log.Append(b.Context(), *r.Ballot)
	}
	must(b.T, err)
	b.all = append(b.all, r)
	if r.Ballot != nil {
		b.tickets[r.Ballot.Ticket] = true
	}
}

// cast casts a ballot, unless the ticket was used here: a kiosk takes it once.
func (b *booth) cast(ticket string) {
	b.Helper()
	if b.tickets[mark(ticket)] {
		return
	}
	ballot := vote.Ballot{
		ID: fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64()), Round: "r1", Mode: vote.ByTicket, Ticket: mark(ticket),
		Hour:    time.Now().Add(-time.Duration(rand.IntN(3)) * time.Hour).UTC().Truncate(time.Hour),
		Choices: []vote.Choice{{Category: "food", Nominee: []string{"tea", "rice"}[rand.IntN(2)]}},
	}
	b.add(ledger.Record{Ballot: &ballot})
}

// mark makes 16 digits out of a ticket's name.
func mark(ticket string) string { return fmt.Sprintf("%x", ticket+"________")[:16] }

// work casts ballots, some with tickets that other kiosks use too, and enters
// paper, some of it as a correction.
func (b *booth) work(n int) {
	b.Helper()
	b.cast(b.name + fmt.Sprint(n))
	b.cast(fmt.Sprint(map[bool]string{true: "x", false: "y"}[b.name == "a"], rand.IntN(30)))
	b.cast(fmt.Sprint(map[bool]string{true: "z", false: "y"}[b.name == "d"], rand.IntN(30)))
	if n%3 == 0 {
		b.enter(fmt.Sprintf("%s-%d", strings.ToUpper(b.name), n), "")
	}
	if last := b.all[len(b.all)-1].Paper; last != nil && rand.IntN(2) == 0 {
		b.enter(last.Batch, last.ID)
	}
}

func (b *booth) enter(number, corrects string) {
	b.Helper()
	p := vote.Paper{
		ID: fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64()), Round: "r1", Batch: number, Staff: [2]string{"1", "2"}, Corrects: corrects,
		Hour: time.Now().UTC().Truncate(time.Hour), Sheets: 1 + rand.IntN(90),
	}
	p.Counts = []vote.Count{{Choice: vote.Choice{Category: "food", Nominee: "tea"}, Sheets: p.Sheets}}
	b.add(ledger.Record{Paper: &p})
}

// send sends pieces of the ledger until the hub is gone: what comes next, what
// was sent before, and old bundles again.
func (b *booth) send(hub *process, key string) {
	if hub.post(wire.PathEnrol, enrolment(b.kiosk)) == "" {
		return
	}
	for range 12 {
		from := rand.Int64N(int64(len(b.all)) + 1)
		if rand.IntN(3) > 0 {
			from = min(b.receipts, from)
		}
		bundle, err := b.log.Bundle(b.Context(), from, 1+rand.IntN(20))
		if err != nil {
			b.Error(err)
			return
		}
		b.old = append(b.old, bundle.Marshal())
		data := b.old[len(b.old)-1]
		if rand.IntN(4) == 0 {
			data = b.old[rand.IntN(len(b.old))]
		}
		b.take(hub.postSome(data), key)
	}
}

// take keeps what a receipt covers.
func (b *booth) take(answer, key string) {
	if answer == "" {
		return
	}
	receipt, err := ledger.OpenReceipt([]byte(answer), key)
	if err != nil || receipt.Kiosk != b.self.ID {
		b.Errorf("receipt: %+v, %v", receipt, err)
		return
	}
	b.receipts = max(b.receipts, receipt.Size)
}

// postSome posts a bundle; now and then the sender is gone before the answer.
func (p *process) postSome(data []byte) string {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if rand.IntN(4) == 0 {
		time.AfterFunc(time.Duration(rand.IntN(4000))*time.Microsecond, cancel)
	}
	return p.postWithin(ctx, wire.PathLedger, data)
}

// finish sends all there is; of a cloned disk one branch is kept as a fork.
func (b *booth) finish(hub *process) {
	b.Helper()
	hub.post(wire.PathEnrol, enrolment(b.kiosk))
	res, err := http.Post(hub.url+wire.PathLedger, "application/octet-stream", bytes.NewReader(b.bundle(b.Context(), 0)))
	must(b.T, err)
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK && (res.StatusCode != http.StatusConflict || b.name != "a" && b.name != "d") {
		b.Errorf("kiosk %s: %s", b.name, res.Status)
	}
}

// wantReceipted checks that the hub holds at least what it gave receipts for.
func (o *organiser) wantReceipted(all []*booth) {
	o.Helper()
	held := map[string]int64{}
	for _, k := range o.kiosks() {
		held[k.ID] = k.Ballots
	}
	for _, b := range all {
		if held[b.self.ID] < b.receipts {
			o.Errorf("kiosk %s: %d entries held, receipts for %d", b.name, held[b.self.ID], b.receipts)
		}
	}
}

func (o *organiser) judgeAll(verdict string) {
	o.Helper()
	var forks []forkLine
	must(o.T, json.Unmarshal([]byte(o.command(done, "", "forks", "--json", "--data", o.dir)), &forks))
	if len(forks) == 0 {
		o.Error("the cloned disk was not noticed")
	}
	for _, f := range forks {
		o.command(done, "", "judge", verdict, f.ID, "--data", o.dir)
	}
}

// wantModel checks what counts against what must, told in another way than the
// tally's: of every ticket the first ballot by hour, kiosk, place and id; of every
// number of paper the entry made last.
func (o *organiser) wantModel(all []*booth) {
	o.Helper()
	type cast struct {
		vote.Ballot
		kiosk string
		place int
	}
	tickets, sheets, ballots := map[string]cast{}, map[string]int{}, map[string]bool{}
	for _, b := range all {
		for place, r := range b.all {
			if r.Paper != nil {
				sheets[r.Paper.Batch] = r.Paper.Sheets
				continue
			}
			ballots[r.Ballot.ID] = true
			c, before := cast{*r.Ballot, b.self.ID, place}, tickets[r.Ballot.Ticket]
			if before.ID == "" || cmp.Or(c.Hour.Compare(before.Hour), cmp.Compare(c.kiosk, before.kiosk), cmp.Compare(c.place, before.place),
				cmp.Compare(c.ID, before.ID)) < 0 {
				tickets[r.Ballot.Ticket] = c
			}
		}
	}
	want := map[string]bool{}
	for _, c := range tickets {
		want[c.ID] = true
	}
	paper := 0
	for _, n := range sheets {
		paper += n
	}
	d := o.export()
	o.wantIDs(d.Counted, want)
	used := 0
	for _, u := range d.Uncounted {
		if u.Reason == tally.ReasonTicket {
			used = u.Ballots
		}
	}
	if used != len(ballots)-len(want) || d.Paper.Sheets != paper || d.Paper.Batches != len(sheets) {
		o.Errorf("%d used tickets, want %d; %d sheets in %d batches, want %d in %d; %+v", used, len(ballots)-len(want),
			d.Paper.Sheets, d.Paper.Batches, paper, len(sheets), d.Uncounted)
	}
}

func (o *organiser) wantIDs(counted []export.BallotRow, want map[string]bool) {
	o.Helper()
	seen := map[string]bool{}
	for _, b := range counted {
		if !want[b.ID] || seen[b.ID] {
			o.Errorf("ballot %s counts and should not, or twice", b.ID)
		}
		seen[b.ID] = true
	}
	if len(seen) != len(want) {
		o.Errorf("%d ballots count, want %d", len(seen), len(want))
	}
}
