package booth_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/booth"
	"hangviet/data/ledger"
	"hangviet/data/vote"
)

func TestCast(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByPause)
	c := k.vote(r, "", "silk", "rice", "tea")
	if b := c.Ballot; b.Mode != vote.ByPause || b.Test || b.Order != 7 || b.Ticket != "" || len(b.Flags) != 0 ||
		!b.Hour.Equal(noon.Truncate(time.Hour)) || !slices.Equal(b.Choices, choose("tea", "rice", "silk")) {
		t.Errorf("ballot %+v", b)
	}
	if c.Index != 0 || c.Receipt != "" {
		t.Errorf("cast %+v", c)
	}
	k.pass(time.Minute)
	r.Receipts, r.Test = true, true
	c = k.vote(r, "", "tea")
	if want := ledger.ReceiptCode(tlog.RecordHash(ledger.EncodeEntry(c.Ballot))).String(); c.Receipt != want || !c.Ballot.Test {
		t.Errorf("cast %+v, want receipt %s", c, want)
	}
	ballots, choices, err := k.Count(t.Context(), r.ID)
	if ballots != 1 || choices != 3 || err != nil {
		t.Errorf("%d ballots, %d choices, %v", ballots, choices, err)
	}
	k.holds(2)
}

// TestAdmissionCastsOnce, whatever is tapped and answered how often.
func TestAdmissionCastsOnce(t *testing.T) {
	for _, mode := range []vote.Mode{vote.ByPause, vote.ByTicket, vote.ByStaff} {
		k, r := newKiosk(t), round(mode)
		k.permit(r)
		a := k.admit(r, k.typed(r, 0))
		first, err := k.Cast(t.Context(), a, r, choose("tea"), 7)
		if err != nil {
			t.Fatal(err)
		}
		k.now = r.Closes // and the answer was lost
		again, err := k.Cast(t.Context(), a, r, choose("honey"), 8)
		if err != nil || again.Ballot.ID != first.Ballot.ID || again.Index != 0 || !slices.Equal(again.Ballot.Choices, choose("tea")) {
			t.Errorf("%s: %+v, %v", mode, again, err)
		}
		k.holds(1)
	}
}

// permit opens the ballot where it is for staff to do.
func (k *kiosk) permit(r vote.Round) {
	k.t.Helper()
	if r.Mode != vote.ByStaff {
		return
	}
	if err := k.Permit(k.t.Context(), r, "s1"); err != nil {
		k.t.Fatal(err)
	}
}

// typed is what a visitor types where he needs a ticket.
func (k *kiosk) typed(r vote.Round, n int) string {
	if r.Mode != vote.ByTicket {
		return ""
	}
	return k.codes[n].String()
}

func TestRoundIsJudgedWhenTheBallotIsCast(t *testing.T) {
	for _, mode := range []vote.Mode{vote.ByPause, vote.ByTicket, vote.ByStaff} {
		for name, c := range map[string]struct {
			change func(k *kiosk, r *vote.Round)
			want   error
		}{
			"closed by the clock":  {func(k *kiosk, r *vote.Round) { k.now = r.Closes }, booth.ErrNotOpen},
			"closed by hand":       {func(_ *kiosk, r *vote.Round) { r.Switch = vote.SetClose }, booth.ErrNotOpen},
			"paused":               {func(_ *kiosk, r *vote.Round) { r.Switch = vote.SetPause }, booth.ErrNotOpen},
			"a nominee withdrawn":  {func(_ *kiosk, r *vote.Round) { r.Categories[0].Nominees = r.Categories[0].Nominees[1:] }, vote.ErrUnknown},
			"fewer choices":        {func(_ *kiosk, r *vote.Round) { r.Categories[0].Choices = 1 }, vote.ErrTooMany},
			"another round":        {func(_ *kiosk, r *vote.Round) { r.ID = "other" }, booth.ErrAdmission},
			"another mode":         {func(_ *kiosk, r *vote.Round) { r.Mode = otherMode(r.Mode) }, booth.ErrAdmission},
			"nothing that matters": {func(_ *kiosk, r *vote.Round) { r.Closes = r.Closes.AddDate(0, 0, -1) }, nil},
		} {
			k, r := newKiosk(t), round(mode)
			k.permit(r)
			a := k.admit(r, k.typed(r, 0))
			changed := round(mode)
			c.change(k, &changed)
			_, err := k.Cast(t.Context(), a, changed, choose("tea", "honey"), 7)
			if !errors.Is(err, c.want) {
				t.Errorf("%s, %s: %v, want %v", mode, name, err, c.want)
			}
			k.now = noon
			if _, err := k.Cast(t.Context(), a, r, choose("rice"), 7); err != nil {
				t.Errorf("%s, %s: once it is as before: %v", mode, name, err)
			}
			k.holds(1)
		}
	}
}

func otherMode(m vote.Mode) vote.Mode {
	if m == vote.ByStaff {
		return vote.ByPause
	}
	return vote.ByStaff
}

func TestNotAdmitted(t *testing.T) {
	k := newKiosk(t)
	for _, s := range []vote.Switch{vote.SetDraft, vote.SetPause, vote.SetClose} {
		r := round(vote.ByPause)
		r.Switch = s
		if _, err := k.Admit(t.Context(), r, ""); !errors.Is(err, booth.ErrNotOpen) {
			t.Errorf("%s: %v", s, err)
		}
	}
	if _, err := k.Admit(t.Context(), round("by-lot"), ""); !errors.Is(err, booth.ErrNotOpen) {
		t.Errorf("unknown mode: %v", err)
	}
	if _, err := k.Cast(t.Context(), booth.Admission{}, round(vote.ByPause), choose("tea"), 7); !errors.Is(err, booth.ErrAdmission) {
		t.Errorf("not admitted at all: %v", err)
	}
	k.holds(0)
}

func TestPause(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByPause)
	early := k.admit(r, "") // admitted before the other's ballot
	k.vote(r, "", "tea")
	var pause *booth.PauseError
	if _, err := k.Cast(t.Context(), early, r, choose("tea"), 7); !errors.As(err, &pause) {
		t.Errorf("cast at once: %v", err)
	}
	k.pass(vote.DefaultPause - 1)
	if _, err := k.Admit(t.Context(), r, ""); !errors.As(err, &pause) || pause.Until.Sub(k.steady) != 1 {
		t.Errorf("just before: %v", err)
	}
	k.pass(1)
	k.vote(r, "", "tea")
	r.Pause = time.Minute
	k.now = k.now.Add(time.Hour) // set by hand: a pause is no shorter for it
	if _, err := k.Admit(t.Context(), r, ""); !errors.As(err, &pause) {
		t.Errorf("after the clock was set: %v", err)
	}
	other := round(vote.ByPause)
	other.ID = "other"
	k.vote(other, "", "tea")
	k.now = noon.AddDate(0, -1, 20) // the clock fell back: a pause is no longer for it
	k.steady = k.steady.Add(time.Minute)
	if _, err := k.Admit(t.Context(), r, ""); err != nil {
		t.Errorf("after the clock fell back: %v", err)
	}
}

func TestSupervised(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByStaff)
	needsStaff := func(when string) {
		t.Helper()
		if _, err := k.Admit(t.Context(), r, ""); !errors.Is(err, booth.ErrNeedsStaff) || k.Permitted(r.ID) {
			t.Errorf("%s: %v, permitted %t", when, err, k.Permitted(r.ID))
		}
	}
	needsStaff("at first")
	k.permit(r)
	k.Withdraw()
	needsStaff("the visitor left")
	k.permit(r)
	k.pass(booth.PermitTime)
	needsStaff("too late")
	k.permit(r)
	k.pass(booth.PermitTime - 1)
	k.admit(r, "")
	k.pass(time.Hour) // the visitor takes his time
	if !k.Permitted(r.ID) {
		t.Error("a permit that was taken has run out")
	}
	k.vote(r, "", "tea")
	needsStaff("it was used")
	other := round(vote.ByPause)
	if err := k.Permit(t.Context(), other, "s1"); !errors.Is(err, booth.ErrAdmission) {
		t.Errorf("of another mode: %v", err)
	}
	if err := k.Permit(t.Context(), r, ""); !errors.Is(err, booth.ErrNeedsStaff) {
		t.Errorf("by nobody: %v", err)
	}
	r.Switch = vote.SetClose
	if err := k.Permit(t.Context(), r, "s1"); !errors.Is(err, booth.ErrNotOpen) {
		t.Errorf("closed: %v", err)
	}
	k.holds(1)
}

func TestFlags(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByPause)
	r.Pause = time.Second
	for _, c := range []struct {
		name   string
		before func()
		chosen string
		want   string
	}{
		{"never seen", func() {}, "tea", "[]"},
		{"as quick as can be read", func() { k.Sight(r.ID); k.pass(4 * time.Second) }, "honey silk", "[]"},
		{"quicker", func() { k.Sight(r.ID); k.pass(4*time.Second - 1); k.Sight(r.ID) }, "rice silk", "[quick]"},
		{"seen before", func() { k.Sight(r.ID); k.pass(time.Second); k.Withdraw(); k.Sight(r.ID); k.pass(time.Second) }, "rice", "[quick]"},
		{"one", func() { k.pass(time.Minute) }, "tea", "[]"},
		{"the same", func() { k.pass(55 * time.Second) }, "tea", "[]"},
		{"the same again", func() { k.pass(55 * time.Second) }, "tea", "[same]"},
		{"the same late", func() { k.pass(55*time.Second + 1) }, "tea", "[]"},
		{"out of hours", func() { k.pass(time.Hour); k.shut = true }, "tea", "[hours]"},
		{"who knows when", func() { k.pass(time.Hour); k.doubtful = true }, "tea", "[clock]"},
		{"all at once", func() { k.pass(time.Minute); k.vote(r, "", "tea"); k.pass(time.Second); k.Sight(r.ID) }, "tea", "[clock quick same]"},
	} {
		k.Withdraw()
		c.before()
		if got := flagsOf(k.vote(r, "", strings.Fields(c.chosen)...)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		k.pass(5 * time.Second)
	}
}

func TestDayCard(t *testing.T) {
	k := newKiosk(t)
	k.vote(round(vote.ByPause), "", "tea")
	text, err := k.DayCard(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	card, err := ledger.ParseDayCard(text)
	if err != nil || card.Size != 1 || card.Verify(k.store.Identity().PublicKey()) != nil {
		t.Errorf("%q: %+v, %v", text, card, err)
	}
}
