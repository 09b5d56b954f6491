package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// castAll casts ballots until all are cast, the time is over or ctx has ended. The
// moments are those of a Poisson process: nobody waits for anybody.
func (f *fleet) castAll(ctx context.Context) error {
	if f.Rate == 0 {
		return nil
	}
	random := rand.New(rand.NewPCG(f.Seed, 1)) // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
	due := f.began
	for n := int64(0); f.Ballots == 0 || n < f.Ballots; n++ {
		due = due.Add(time.Duration(random.ExpFloat64() / f.Rate * float64(time.Second)))
		if f.Time > 0 && due.Sub(f.began) > f.Time {
			break
		}
		if !sleepUntil(ctx, due) {
			break
		}
		if err := f.castOne(ctx, f.kiosks[random.IntN(len(f.kiosks))], random); err != nil {
			if ctx.Err() != nil {
				break
			}
			return fmt.Errorf("cast: %w", err)
		}
		f.cast.Add(1)
	}
	f.castFor = time.Since(f.began)
	return nil
}

// sleepUntil is true at that moment and false when ctx ended before it.
func sleepUntil(ctx context.Context, due time.Time) bool {
	wait := time.Until(due)
	if wait <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// castOne casts one visitor's ballot at a kiosk, which sends it soon.
func (f *fleet) castOne(ctx context.Context, k *kiosk, random *rand.Rand) error {
	now := f.Now()
	r := f.rounds[random.IntN(len(f.rounds))]
	order := random.Uint64()
	choices := choose(r, random)
	ballot, err := vote.NewBallot(r, now, choices)
	if err != nil {
		return err
	}
	ballot.Order, ballot.Test = order, r.Test || f.Trial
	if ballot.Mode == vote.ByTicket {
		ballot.Ticket = fmt.Sprintf("%016x", random.Uint64())
	}
	if _, err := k.log.Append(ctx, ballot); err != nil {
		return err
	}
	day := now.In(catalog.Zone).Format(time.DateOnly)
	for _, c := range choices {
		k.notes.add(day, "nominee.chosen", r.ID+"/"+c.Category+"/"+c.Nominee+"/1")
	}
	k.sender.Kick()
	return nil
}

// most is in how many categories a visitor chooses.
const most = 5

// choose makes up a visitor's mind: earlier nominees are liked better, so that a
// count has winners.
func choose(r vote.Round, random *rand.Rand) (choices []vote.Choice) {
	for _, i := range random.Perm(len(r.Categories))[:min(most, len(r.Categories))] {
		c := r.Categories[i]
		if n := len(c.Nominees); n > 0 {
			liked := min(random.IntN(n), random.IntN(n))
			choices = append(choices, vote.Choice{Category: c.ID, Nominee: c.Nominees[liked].ID})
		}
	}
	return choices
}
