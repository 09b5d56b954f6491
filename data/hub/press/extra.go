package press

import (
	"context"

	"hangviet/data/catalog"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// Draft is what a release is about to be made of, for the hub's other areas to add
// to.
type Draft struct {
	Catalogue catalog.Catalogue
	Rounds    []vote.Round  // of the workbook
	Shown     []vote.Round  // of the release before
	Tickets   []ticket.List // of the release before
}

// Extra is what the hub's other areas make of it.
type Extra struct {
	Rounds   []vote.Round  // all of the release: of the workbook and of the hub
	Tickets  []ticket.List // all of the release, at most one for a round
	Dropped  []ticket.List // tickets that were taken back on purpose
	Settings []byte        // the kiosks' settings; nil: none
	// Links are shown in place of the workbook's, by product code; none for a product
	// that is to show its contact instead. A product that is missing keeps its own.
	Links   map[string][]catalog.Link
	Remarks []catalog.Text // to be told to who checks the draft
}

// Extras is asked at the moment of a check and again at that of publishing, also
// when an earlier release is published again, in any hub over the same database. An
// error stops the publishing and is shown to who asked for it.
type Extras func(ctx context.Context, d Draft) (Extra, error)
