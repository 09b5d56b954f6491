package model

import (
	"context"
	"errors"
	"time"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/staff"
	"hangviet/data/vote"
)

// Desk is what the staff of the kiosk may ask of it. Its methods may wait for the
// disk, and Enter for some hundredths of a second besides; Permitted never does.
type Desk interface {
	// Staffed tells whether there is any staff.
	Staffed(ctx context.Context) (bool, error)
	// Enter returns the member with that PIN, as [staff.Desk.Enter] does.
	Enter(ctx context.Context, pin string) (staff.Member, error)
	// Permit opens one ballot, as [booth.Booth.Permit] does.
	Permit(ctx context.Context, r vote.Round, mark string) error
	// Permitted tells whether one is open in the round.
	Permitted(round string) bool
	// EnterPaper and Papers are those of [booth.Booth].
	EnterPaper(ctx context.Context, r vote.Round, sheet booth.PaperSheet) (vote.Paper, error)
	Papers(ctx context.Context, round string) ([]vote.Paper, error)
	// DayCard returns the signed checkpoint and how many entries it covers.
	DayCard(ctx context.Context) (card string, entries int64, err error)
	// Today tells what the kiosk took.
	Today(ctx context.Context) (Today, error)
}

// Today is what the kiosk took: since midnight in Vietnam, and in all.
type Today struct {
	Kiosk, Name      string    // id, and what people call it; the name may be ""
	Ballots, Choices int64     // of today
	Batches, Sheets  int64     // of paper, today
	All              int64     // ballots in all
	Unsent           int64     // entries that no receipt covers
	Received         int64     // entries that the newest receipt covers; 0 for none
	ReceivedUntil    time.Time // hour of the last one of them; zero when it is not known
	Hub              HubStanding
}

// deskRefusals are the sentences for what a desk refuses.
var deskRefusals = []struct {
	err error
	key string
}{
	{staff.ErrLocked, "staff.pin.locked"},
	{staff.ErrWrong, "staff.pin.wrong"},
	{staff.ErrShape, "staff.pin.shape"},
	{staff.ErrCode, "staff.code.wrong"},
	{ErrRole, "staff.deed.role"},
	{ErrSamePerson, "staff.pin.same"},
	{booth.ErrBatchEntered, "staff.paper.entered"},
	{booth.ErrCorrected, "staff.paper.corrected"},
	{booth.ErrNoBatch, "staff.paper.corrected"},
	{vote.ErrCount, "staff.paper.impossible"},
	{vote.ErrUnknown, "staff.paper.changed"},
	{vote.ErrPaperShape, "staff.paper.shape"},
	{vote.ErrNotOpen, "staff.round.shut"},
	{booth.ErrAdmission, "staff.round.shut"},
	{staff.ErrShape, "setup.fault.shape"},
	{staff.ErrWeak, "setup.fault.weak"},
	{staff.ErrTaken, "setup.fault.taken"},
	{staff.ErrLast, "staff.members.last"},
	{staff.ErrNobody, "staff.members.gone"},
}

// ErrSamePerson says that the second of the two who enter a batch is the first.
var ErrSamePerson = errors.New("the second member is the first")

// TroubleError is a failure that has its own sentence and code.
type TroubleError struct {
	Code string
	Text catalog.Text
	Err  error
}

func (e *TroubleError) Error() string { return e.Code + ": " + e.Err.Error() }

// Unwrap returns what went wrong.
func (e *TroubleError) Unwrap() error { return e.Err }

// NewDeskRefusal puts an error of a desk into words; now is by the clock that
// its waits go by, time.Now.
func NewDeskRefusal(env Env, err error, now time.Time) Refusal {
	var wait *staff.WaitError
	if errors.As(err, &wait) {
		return Refusal{Text: env.Say("staff.pin.slow"), Wait: wait.Until.Sub(now)}
	}
	var trouble *TroubleError
	if errors.As(err, &trouble) {
		return Refusal{Text: env.Text(trouble.Text) + " (" + trouble.Code + ")"}
	}
	for _, r := range deskRefusals {
		if errors.Is(err, r.err) {
			return Refusal{Text: env.Say(r.key)}
		}
	}
	return Refusal{Text: env.Say("staff.failed")}
}
