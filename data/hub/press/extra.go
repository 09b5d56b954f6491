package press

import (
	"context"

	"hangviet/data/catalog"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// Extra is what the hub's other areas put into a release beside the workbook.
type Extra struct {
	// Rounds are those made at the hub. One with the id of a round of the workbook
	// takes its place.
	Rounds []vote.Round
	// Tickets are the lists of rounds, of the workbook or of the hub; those that a
	// published release holds and that are not among them stay.
	Tickets []ticket.List
	// Settings are the bytes of the kiosks' settings ([release.Input] has the form);
	// nil: those of the last release stay.
	Settings []byte
}

// Extras gives what is to be added to a release with these products, at the moment
// of publishing. It is asked once for every release, also when an earlier one is
// published again, and may be asked in any hub over the same database. An error
// stops the publishing and is shown to who asked for it.
type Extras func(ctx context.Context, c catalog.Catalogue) (Extra, error)
