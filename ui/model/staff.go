package model

import (
	"context"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/staff"
	"hangviet/data/vote"
)

// PINView asks for a PIN.
type PINView struct {
	Title  string
	Text   string
	Absent bool     // there is no staff: the text says how to name some
	Hub    HubPanel // while there is no staff: who sets the kiosk up needs it
	SetUp  bool     // while there is no staff: the kiosk can be set up here
	Second bool     // it is that of the second member who enters a batch
}

// LoadPIN asks who wants to enter.
func LoadPIN(ctx context.Context, env Env, desk Desk) (PINView, error) {
	v := PINView{Title: env.Say("staff.title"), Text: env.Say("staff.pin.text")}
	if desk == nil {
		v.Absent = true
	} else if there, err := desk.Staffed(ctx); err != nil {
		return v, err
	} else {
		v.Absent = !there
	}
	if !v.Absent {
		return v, nil
	}
	v.Text = env.Say("staff.none")
	if desk == nil {
		return v, nil
	}
	today, err := desk.Today(ctx)
	v.Hub = newHubPanel(env, today.Hub)
	return v, err
}

// newSecondPIN asks for the PIN of the second member.
func newSecondPIN(env Env, b *Batch) PINView {
	return PINView{Title: env.Say("staff.second.title"), Text: env.Say("staff.second.text", b.First.Mark), Second: true}
}

// DeskView is the first page of the staff: votes.
type DeskView struct {
	Who    string    // "Nhân viên số 1"
	Facts  []Section // of today
	Hub    HubPanel
	Rounds []DeskRound
	None   string // that no round needs a ballot opened; "" when one does
	Paper  bool   // there is a round into which paper can be entered
	Tabs   []PanelTab
}

// DeskRound is a round in which staff open the ballots.
type DeskRound struct {
	Round vote.Round
	Title string
	Trial string // that it is a trial; "" for a real one
	Open  bool   // a ballot is open for the visitor
}

// LoadDesk reads what the staff see first. Permitted tells whether a ballot is
// open in a round.
func LoadDesk(ctx context.Context, env Env, src Catalogue, desk Desk, who staff.Member) (DeskView, error) {
	v := DeskView{Who: WhoIs(env, who)}
	today, err := desk.Today(ctx)
	if err != nil {
		return v, err
	}
	v.Facts, v.Hub = factsOfToday(env, today), newHubPanel(env, today.Hub)
	rounds, err := roundsOf(ctx, src)
	for _, r := range rounds {
		phase := r.PhaseAt(env.Now)
		v.Paper = v.Paper || takesPaper(phase)
		if phase != vote.Open || r.Admits() != vote.ByStaff {
			continue
		}
		line := DeskRound{Round: r, Title: env.Text(r.Title), Open: desk.Permitted(r.ID)}
		if r.Test {
			line.Trial = env.Say("round.trial")
		}
		v.Rounds = append(v.Rounds, line)
	}
	if len(v.Rounds) == 0 {
		v.None = env.Say("staff.open.none")
	}
	return v, err
}

// roundsOf are the rounds of the release; none without one.
func roundsOf(ctx context.Context, src Catalogue) ([]vote.Round, error) {
	if src == nil {
		return nil, nil
	}
	return src.Rounds(ctx)
}

// FindRound is the round of the release with that id; [vote.ErrUnknown] without
// one.
func FindRound(ctx context.Context, src Catalogue, id string) (vote.Round, error) {
	rounds, err := roundsOf(ctx, src)
	for _, r := range rounds {
		if r.ID == id {
			return r, err
		}
	}
	if err == nil {
		err = vote.ErrUnknown
	}
	return vote.Round{}, err
}

// takesPaper tells whether paper is entered in a phase: it comes in late.
func takesPaper(p vote.Phase) bool { return p == vote.Open || p == vote.Paused || p == vote.Closed }

func factsOfToday(env Env, t Today) []Section {
	receipt := env.Say("staff.receipt.none")
	switch {
	case t.Received > 0 && !t.ReceivedUntil.IsZero():
		receipt = env.Say("staff.receipt.until", t.Received, env.Moment(t.ReceivedUntil.Add(time.Hour)))
	case t.Received > 0:
		receipt = env.Say("staff.receipt.of", t.Received)
	}
	return []Section{
		{env.Say("staff.today.ballots"), env.Say("staff.today.ballots.of", t.Ballots, t.Choices)},
		{env.Say("staff.today.paper"), env.Say("staff.today.paper.of", t.Batches, t.Sheets)},
		{env.Say("staff.today.all"), env.Say("staff.today.all.of", t.All)},
		{env.Say("staff.today.unsent"), env.Say("staff.today.unsent.of", t.Unsent)},
		{env.Say("staff.receipt"), receipt},
	}
}

// CardView is the day card.
type CardView struct {
	QR    string
	Lines []Section
	Text  string // what it is for
}

// LoadCard signs what the ledger holds now.
func LoadCard(ctx context.Context, env Env, desk Desk) (CardView, error) {
	v := CardView{Text: env.Say("staff.card.text")}
	today, err := desk.Today(ctx)
	if err != nil {
		return v, err
	}
	card, entries, err := desk.DayCard(ctx)
	name := today.Kiosk
	if today.Name != "" {
		name = today.Name + " (" + today.Kiosk + ")"
	}
	v.QR = card
	v.Lines = []Section{
		{env.Say("staff.card.day"), env.Moment(env.Now.In(catalog.Zone))},
		{env.Say("staff.card.kiosk"), name},
		{env.Say("staff.card.ballots"), env.Say("staff.card.ballots.of", today.All)},
		{env.Say("staff.card.entries"), env.Say("staff.card.entries.of", entries)},
	}
	return v, err
}
