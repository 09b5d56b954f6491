package tally

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"hangviet/data/vote"
)

// TestParticipation: ballots that count stand in their hours, by kiosk and together;
// what does not count is not there, also when it stops to count.
func TestParticipation(t *testing.T) {
	c := newCounting(history(ticketed("a", "b")))
	c.add("k1", byTicket("1", "t1", 0, "a", "b"), byTicket("2", "t2", 5, "a"), byTicket("3", "t3", 2, "a"), byTicket("4", "t1", 6, "a"))
	c.add("k2", byTicket("5", "t5", 5, "b", "x"), byTicket("6", "t6", 500, "b"))
	first := opens.Add(time.Hour).Truncate(time.Hour)
	p := c.Participation("r")
	want := fmt.Sprint([]HourSum{{first, Sum{1, 2}}, {first.Add(2 * time.Hour), Sum{1, 1}}, {first.Add(5 * time.Hour), Sum{2, 3}}})
	if fmt.Sprint(p.Hours) != want || p.Sum != (Sum{4, 6}) || len(p.Kiosks) != 2 || p.Kiosks[0].Sum != (Sum{3, 4}) || len(p.Kiosks[1].Hours) != 1 {
		t.Errorf("%+v", p)
	}
	c.SetBar("k1", ReasonRefused)
	if p := c.Participation("r"); p.Sum != (Sum{1, 2}) || len(p.Kiosks) != 1 {
		t.Errorf("without a kiosk %+v", p)
	}
	if p := c.Participation("none"); len(p.Hours) != 0 {
		t.Errorf("of no round %+v", p)
	}
}

// TestUsedByBatch: a ticket is used by the ballot that counts, in the batch that it
// is of, whatever comes first.
func TestUsedByBatch(t *testing.T) {
	mark := func(ticket string) uint64 {
		n, err := strconv.ParseUint(id(ticket)[:16], 16, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	c := newCounting(history(ticketed("a")))
	c.add("k1", byTicket("1", "t1", 0, "a"), byTicket("2", "t2", 1, "a"))
	c.SetTickets(map[string][]TicketBatch{"r": {{"one", []uint64{mark("t3"), mark("t1")}}, {"two", []uint64{mark("t2"), mark("t9")}}}})
	c.add("k2", byTicket("3", "t1", 3, "a"), byTicket("4", "t3", 3, "a"), byTicket("5", "t8", 3, "a"))
	if used := c.Used("r"); used["one"] != 2 || used["two"] != 1 || len(used) != 2 {
		t.Errorf("used %v", used)
	}
	c.SetTickets(nil)
	if used := c.Used("r"); len(used) != 0 {
		t.Errorf("without batches %v", used)
	}
}

// BenchmarkParticipation: a million ballots of a thousand kiosks in 60 days, as a
// page asks for them when one more has come.
func BenchmarkParticipation(b *testing.B) {
	c := newCounting(history(round("a", "b")))
	n := 0
	for k := range 1000 {
		for i := range 1000 {
			v := ballot(fmt.Sprint(n), "a")
			v.Hour = v.Hour.Add(time.Duration(i*46/1000) * time.Hour)
			c.add(fmt.Sprintf("k%04d", k), v)
			n++
		}
	}
	c.Result()
	b.ResetTimer()
	for b.Loop() {
		c.add("k0500", []vote.Ballot{ballot(fmt.Sprint("x", n), "a")}...)
		n++
		if p := c.Participation("r"); p.Ballots < 1_000_000 {
			b.Fatal(p.Ballots)
		}
	}
}
