package hub

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/books"
	"hangviet/data/hub/export"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
	"hangviet/data/vote"
)

// TestFromEnrolmentToExport goes the whole way with the kiosk's own sender.
func TestFromEnrolmentToExport(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.kiosk("Điểm bán số 1")
	cast := []vote.Ballot{
		k.vote("food/n-tea", "food/n-rice", "craft/n-silk"), k.vote("food/n-tea"), k.vote("craft/n-silk"),
	}
	sender := exchange.Sender{Hub: h.url, Identity: k.self, Name: k.name, Log: k.log, Notes: k.store, Now: h.clock}
	h.must(sender.SyncOnce(t.Context()))
	if unsent, err := k.log.Unsent(t.Context()); err != nil || unsent != 0 {
		t.Fatalf("%d unsent, %v", unsent, err)
	}
	h.wantCounts(0, map[string]int{}) // stored, not counted

	h.must(h.hub.Decide(t.Context(), k.self.ID, wire.Approved))
	h.wantCounts(3, map[string]int{"n-tea": 2, "n-rice": 1, "n-silk": 2})
	d := h.export()
	if d.Ballots != 3 || d.Choices != 5 || len(d.Counted) != 3 || d.Phase != vote.Open || d.Release != h.number {
		t.Errorf("export: %+v", d)
	}
	if d.Kiosks[0].ID != k.self.ID || d.Kiosks[0].Name != "Điểm bán số 1" || d.Kiosks[0].Choices != 5 {
		t.Errorf("kiosks: %+v", d.Kiosks)
	}
	wantSameBallots(t, d.Counted, cast)
	h.must(sender.SyncOnce(t.Context()))
	h.wantCounts(3, map[string]int{"n-tea": 2, "n-rice": 1, "n-silk": 2})
}

func (h *house) export() export.Document {
	h.Helper()
	d, err := h.hub.Export(h.Context(), "r1", "vi")
	h.must(err)
	var out bytes.Buffer
	h.must(d.Write(&out, export.JSON))
	var read export.Document
	h.must(json.Unmarshal(out.Bytes(), &read))
	return read
}

func wantSameBallots(t *testing.T, rows []export.BallotRow, cast []vote.Ballot) {
	t.Helper()
	byID := map[string]export.BallotRow{}
	for _, r := range rows {
		byID[r.ID] = r
	}
	for _, b := range cast {
		row := byID[b.ID]
		if !row.Hour.Equal(b.Hour) || len(row.Choices) != len(b.Choices) {
			t.Errorf("ballot %s: %+v, want %+v", b.ID, row, b)
			continue
		}
		for i, c := range b.Choices {
			if row.Choices[i] != export.BallotChoice(c) {
				t.Errorf("ballot %s, choice %d: %+v, want %+v", b.ID, i, row.Choices[i], c)
			}
		}
	}
}

// TestSentTwice loses replies, replays old bundles and sends them out of order.
func TestSentTwice(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	k.vote("food/n-rice")
	first := k.bundle(0)
	_, receipt := h.post(wire.PathLedger, first) // the kiosk never sees it
	k.vote("food/n-fish")
	k.deliver()
	_, again := h.post(wire.PathLedger, first)
	if !bytes.Equal(receipt, again) {
		t.Errorf("the same bundle got another receipt:\n%s\n%s", receipt, again)
	}
	h.must(k.log.Acknowledge(t.Context(), again, h.hub.Key()))
	byStick, err := h.hub.Receive(t.Context(), first, books.ByStick)
	if err != nil || !bytes.Equal(byStick, receipt) {
		t.Errorf("by stick: %v %s", err, byStick)
	}
	if status, answer := h.post(wire.PathLedger, k.bundle(3)); status != http.StatusOK {
		t.Errorf("a bundle without entries: %d %s", status, answer)
	}
	h.wantCounts(3, map[string]int{"n-tea": 1, "n-rice": 1, "n-fish": 1})
}

func TestGap(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	k.vote("food/n-tea")
	k.vote("food/n-tea")
	status, answer := k.send(2)
	if r := h.wantRefusal(status, answer, http.StatusConflict, wire.CodeGap); r.Have == nil || *r.Have != 1 {
		t.Errorf("gap answer: %s", answer)
	}
	if status, answer := k.send(1); status != http.StatusOK {
		t.Errorf("the rest: %d %s", status, answer)
	}
	var standing wire.Standing
	_, answer = h.get(wire.PathKiosks + k.self.ID)
	h.must(json.Unmarshal(answer, &standing))
	if standing.Have != 3 || standing.Status != wire.Approved {
		t.Errorf("standing: %s", answer)
	}
}

// TestClonedDisk has one identity vote on two machines. See failures.md, "Cloned
// disk".
func TestClonedDisk(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k, clone := h.enrolled("a", wire.Approved), h.kiosk("a")
	clone.self, clone.log = k.self, cloneLog(clone, k)
	shared := k.vote("food/n-tea")
	clone.cast(shared)
	k.vote("food/n-rice")
	k.deliver()
	clone.vote("food/n-fish")
	status, answer := clone.send(0)
	h.wantRefusal(status, answer, http.StatusConflict, wire.CodeFork)
	branch := clone.bundle(0)
	clone.send(0) // the very same again
	if forks := h.forks(); len(forks) != 1 || forks[0].Size != 2 {
		t.Fatalf("forks: %+v", forks)
	}
	data, err := h.hub.Fork(t.Context(), h.forks()[0].ID)
	if err != nil || !bytes.Equal(data, branch) {
		t.Errorf("the other branch was not kept: %v", err)
	}
	clone.vote("food/n-fish")
	clone.send(0) // goes on: replaces what it contains
	if forks := h.forks(); len(forks) != 1 || forks[0].Size != 3 {
		t.Errorf("forks: %+v", forks)
	}
	k.vote("craft/n-silk") // the branch that was first goes on as well
	k.deliver()
	h.wantCounts(3, map[string]int{"n-tea": 1, "n-rice": 1, "n-silk": 1})
	if d := h.export(); len(d.Uncounted) != 1 || d.Uncounted[0] != (export.Uncounted{Reason: tally.ReasonFork, Ballots: 2}) {
		t.Errorf("the export tells of %+v, not of the two ballots of the other branch", d.Uncounted)
	}
	browser := h.admin()
	if page := h.page(browser, "/"); !strings.Contains(page, "Có sổ phiếu mâu thuẫn") || !strings.Contains(page, "phiếu 1–3") {
		t.Error("the page does not tell of the fork")
	}
	h.page(browser, "/rounds/r1")
	if got := h.page(browser, "/forks/"+h.forks()[0].ID); !strings.HasPrefix(got, "hangviet-ledger/1") {
		t.Error("the other branch cannot be downloaded")
	}
}

func (h *house) forks() []books.Fork {
	h.Helper()
	_, forks, err := h.hub.Kiosks(h.Context())
	h.must(err)
	return forks
}

// TestOneBallotOnTwoKiosks: a ledger copied to a kiosk with a new identity.
func TestOneBallotOnTwoKiosks(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	a, b := h.enrolled("a", wire.Approved), h.enrolled("b", wire.Approved)
	shared := a.vote("food/n-tea")
	a.deliver()
	h.wait(time.Second)
	b.cast(shared)
	b.vote("food/n-rice")
	b.deliver()
	h.wantCounts(2, map[string]int{"n-tea": 1, "n-rice": 1})
	if r := h.round(); r.Uncounted[tally.ReasonTwice] != 1 {
		t.Errorf("not counted: %v", r.Uncounted)
	}
}

func (h *house) round() tally.Round {
	h.Helper()
	result, err := h.hub.Tally(h.Context())
	h.must(err)
	r, _ := result.Round("r1")
	return r
}

// TestUnknownRound keeps ballots until their round is published.
func TestUnknownRound(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	result, err := h.hub.Tally(t.Context())
	if err != nil || len(result.Rounds) != 0 || result.Unknown["r1"] != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	if !strings.Contains(h.page(h.admin(), "/rounds"), "Phiếu của đợt chưa biết") {
		t.Error("the page does not tell of the unknown round")
	}
	h.publishAndWait(testRound())
	h.wantCounts(1, map[string]int{"n-tea": 1})
}

// TestRefusedKiosk is told so, and what it sent before no longer counts.
func TestRefusedKiosk(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	h.must(h.hub.Decide(t.Context(), k.self.ID, wire.Refused))
	k.vote("food/n-tea")
	status, answer := k.send(1)
	h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeRefused)
	if s := k.enrol(); s.Status != wire.Refused || s.Have != 1 {
		t.Errorf("standing: %+v", s)
	}
	h.wantCounts(0, map[string]int{})
}

// TestTwentyKiosks send at once, each in pieces and twice.
func TestTwentyKiosks(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	const kiosks, ballots = 20, 5
	var group sync.WaitGroup
	for range kiosks {
		k := h.kiosk("")
		group.Go(func() {
			for range ballots {
				k.vote("food/n-tea", "craft/n-silk")
			}
			k.enrol()
			for i := range int64(ballots) {
				for range 2 {
					if status, answer := k.send(i); status != http.StatusOK && i == 0 {
						t.Errorf("%d %s", status, answer)
					}
				}
			}
		})
	}
	group.Wait()
	all, _, err := h.hub.Kiosks(t.Context())
	if err != nil || len(all) != kiosks {
		t.Fatalf("%d kiosks, %v", len(all), err)
	}
	for _, k := range all {
		h.must(h.hub.Decide(t.Context(), k.ID, wire.Approved))
	}
	h.wantCounts(kiosks*ballots, map[string]int{"n-tea": kiosks * ballots, "n-silk": kiosks * ballots})
}
