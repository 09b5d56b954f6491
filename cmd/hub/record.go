package main

import (
	"context"
	"fmt"

	"hangviet/data/hub"
	"hangviet/data/record"
)

// runPublishRecord writes the public record of a round.
func runPublishRecord(ctx context.Context, args []string, std streams) int {
	o := newOptions("publish-record", "publish-record --data DIR --round ID [--out DIR2] [--while-open]", std)
	round := o.set.String("round", "", "id of the round")
	out := o.set.String("out", "", "new `folder` for the record; without it the hub shows the record to everybody under /record/ID/")
	whileOpen := o.set.Bool("while-open", false, "also of a round that is not closed")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	if *round == "" {
		o.set.Usage()
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, func(s *hub.Service) error {
		if err := s.Refresh(ctx); err != nil {
			fmt.Fprintf(std.err, "hub: content folder: %v; counting by the last good release\n", err)
		}
		dir, counted, err := publishRecord(ctx, s, *round, *out, *whileOpen)
		if err != nil {
			return fmt.Errorf("publish record of round %s: %w", *round, err)
		}
		_, err = fmt.Fprintf(std.out, "%s: %d ballots with %d choices, %d batches of paper with %d sheets\nhub key: %s\n%s\n",
			dir, counted.Ballots, counted.Choices, counted.Paper.Batches, counted.Paper.Sheets, s.Key(), record.Notice["en"])
		return err
	})
}

// publishRecord writes the record into a folder or, without one, shows it to
// everybody; what everybody sees is final.
func publishRecord(ctx context.Context, s *hub.Service, round, out string, whileOpen bool) (string, record.Tally, error) {
	switch {
	case out != "":
		counted, err := s.PublishRecord(ctx, round, whileOpen, out)
		return out, counted, err
	case whileOpen:
		return "", record.Tally{}, hub.ErrNotClosed
	}
	shown, err := s.ShowRecord(ctx, round)
	return shown.Dir, shown.Tally, err
}
