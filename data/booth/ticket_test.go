package booth_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

func TestTicketIsUsedOnce(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByTicket)
	if _, err := k.Admit(t.Context(), r, ""); !errors.Is(err, booth.ErrNeedsTicket) {
		t.Errorf("without: %v", err)
	}
	early := k.admit(r, k.codes[0].String())
	c := k.vote(r, strings.ToLower(string(k.codes[0]))+"\n", "tea")
	if want := ticket.NewList(r.ID).Mark(k.codes[0]).String(); c.Ballot.Ticket != want {
		t.Errorf("mark %s, want %s", c.Ballot.Ticket, want)
	}
	if _, err := k.Cast(t.Context(), early, r, choose("tea"), 7); !errors.Is(err, booth.ErrTicketUsed) {
		t.Errorf("admitted before it was used: %v", err)
	}
	k.start()
	if _, err := k.Admit(t.Context(), r, k.codes[0].String()); !errors.Is(err, booth.ErrTicketUsed) {
		t.Errorf("again: %v", err)
	}
	k.vote(r, k.codes[1].String(), "tea")
	k.holds(2)
	other := round(vote.ByTicket)
	other.ID = "other"
	if _, err := k.Admit(t.Context(), other, k.codes[2].String()); !errors.Is(err, booth.ErrNoTickets) {
		t.Errorf("a round without tickets: %v", err)
	}
}

// TestTicketOfATrial is good again when it counts.
func TestTicketOfATrial(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByTicket)
	trial := r
	trial.Test = true
	k.vote(trial, k.codes[0].String(), "tea")
	if _, err := k.Admit(t.Context(), trial, k.codes[0].String()); !errors.Is(err, booth.ErrTicketUsed) {
		t.Errorf("twice on trial: %v", err)
	}
	k.vote(r, k.codes[0].String(), "tea")
	k.holds(2)
}

// guess tries a code that is well written and of no ticket.
func (k *kiosk) guess() error {
	k.t.Helper()
	_, err := k.Admit(k.t.Context(), round(vote.ByTicket), newCode(k.t).String())
	return err
}

// guessing tries a code and expects how long the next one waits.
func (k *kiosk) guessing(wait time.Duration) {
	k.t.Helper()
	if err := k.guess(); !errors.Is(err, booth.ErrTicketUnknown) {
		k.t.Fatalf("guess: %v", err)
	}
	k.waits(wait)
}

// waits checks how long even a good code is not heard.
func (k *kiosk) waits(want time.Duration) {
	k.t.Helper()
	_, err := k.Admit(k.t.Context(), round(vote.ByTicket), k.codes[0].String())
	var slow *booth.SlowError
	var got time.Duration
	if errors.As(err, &slow) {
		got = slow.Until.Sub(k.steady)
	} else if err != nil {
		k.t.Fatal(err)
	}
	if got != want {
		k.t.Errorf("waits for %v, want %v", got, want)
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	k := newKiosk(t)
	for _, slip := range []string{"abc", strings.Repeat("Z", 14), string(k.codes[0][:13]) + "U"} {
		for range 5 {
			if _, err := k.Admit(t.Context(), round(vote.ByTicket), slip); !errors.Is(err, booth.ErrTicketShape) {
				t.Errorf("%s: %v", slip, err)
			}
		}
	}
	k.guessing(0)
	k.guessing(0)
	k.guessing(5 * time.Second)
	var slow *booth.SlowError
	if err := k.guess(); !errors.As(err, &slow) {
		t.Errorf("guess in the wait: %v", err)
	}
	for _, wait := range []time.Duration{10, 20, 40, 80, 160, 300, 300} {
		k.pass(slow.Until.Sub(k.steady))
		k.guessing(wait * time.Second)
		errors.As(k.guess(), &slow)
	}
	k.pass(299 * time.Second)
	k.waits(time.Second)
	k.steady = k.steady.AddDate(20, 0, 0) // another time of the machine's
	k.start()
	k.waits(300 * time.Second) // pulling the plug gains nothing
	k.pass(5 * time.Minute)
	k.waits(0)
	k.guessing(300 * time.Second)
	k.pass(24 * time.Hour)
	k.guessing(0)
	k.start()
	k.guessing(0)
	k.guessing(5 * time.Second)
	k.pass(5 * time.Second)
	k.vote(round(vote.ByTicket), k.codes[4].String(), "tea")
	k.guessing(0) // a ticket was used up
	k.guessing(0)
	k.guessing(5 * time.Second)
}

func TestWrongCodeIsTold(t *testing.T) {
	k := newKiosk(t)
	k.store.Close() // the disk is away
	if err := k.guess(); err == nil || errors.Is(err, booth.ErrTicketUsed) {
		t.Errorf("got %v", err)
	}
}

func TestTicketsThatBeginAlike(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByTicket)
	like := func(code ticket.Code) string { return ticket.Encode(code.Value() ^ 1<<20).String() }
	k.admit(r, k.codes[0].String())
	if got := flagsOf(k.vote(r, k.codes[0].String(), "tea")); got != "[]" {
		t.Errorf("the same code twice: %s", got)
	}
	if _, err := k.Admit(t.Context(), r, like(k.codes[1])); !errors.Is(err, booth.ErrTicketUnknown) {
		t.Fatal(err)
	}
	k.pass(10 * time.Minute)
	if got := flagsOf(k.vote(r, k.codes[1].String(), "honey")); got != "[prefix]" {
		t.Errorf("after one that begins so: %s", got)
	}
	if _, err := k.Admit(t.Context(), r, like(k.codes[2])); !errors.Is(err, booth.ErrTicketUnknown) {
		t.Fatal(err)
	}
	k.pass(10*time.Minute + 1)
	if got := flagsOf(k.vote(r, k.codes[2].String(), "rice")); got != "[]" {
		t.Errorf("long after: %s", got)
	}
}

// FuzzAdmit: whatever is typed, nobody is admitted but by a code of the list.
func FuzzAdmit(f *testing.F) {
	for _, typed := range []string{"", "-", "0000-0000-0000-00", "ĐƯỜNG", fmt.Sprint(ticket.Encode(5)), strings.Repeat("0", 99)} {
		f.Add(typed)
	}
	k := newKiosk(f)
	f.Fuzz(func(t *testing.T, typed string) {
		k.pass(24 * time.Hour)
		if a, err := k.Admit(t.Context(), round(vote.ByTicket), typed); err == nil {
			t.Errorf("%q admits to %+v", typed, a)
		}
	})
}
