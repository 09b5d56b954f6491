package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub"
	"hangviet/data/hub/books"
)

// forkLine is a fork as --json prints it.
type forkLine struct {
	ID       string        `json:"id"`
	Kiosk    string        `json:"kiosk"`
	Received time.Time     `json:"received"`
	Common   int64         `json:"common"` // entries that both branches begin with
	Ours     int           `json:"ours"`   // ballots only in the ledger received first
	Theirs   int           `json:"theirs"` // ballots only in the other branch
	Probably hub.Guess     `json:"probably"`
	Verdict  books.Verdict `json:"verdict"` // "count", "aside", or "" when nobody has decided
}

// runForks lists contradicting ledgers.
func runForks(ctx context.Context, args []string, std streams) int {
	o := newOptions("forks", "forks --data DIR [--json]", std)
	asJSON := o.set.Bool("json", false, "print JSON")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, func(s *hub.Service) error {
		lines, err := forkLines(ctx, s)
		if err != nil {
			return err
		}
		if *asJSON {
			encoder := json.NewEncoder(std.out)
			encoder.SetIndent("", "  ")
			return encoder.Encode(lines)
		}
		return printForks(std.out, lines)
	})
}

func forkLines(ctx context.Context, s *hub.Service) ([]forkLine, error) {
	_, forks, err := s.Kiosks(ctx)
	if err != nil {
		return nil, err
	}
	lines := []forkLine{}
	for _, f := range forks {
		c, err := s.Case(ctx, f.ID)
		if err != nil {
			return nil, err
		}
		lines = append(lines, forkLine{
			ID: f.ID, Kiosk: f.Kiosk, Received: f.Received, Common: c.Common, Ours: c.Ours.Ballots, Theirs: c.Theirs.Ballots,
			Probably: c.Guess, Verdict: f.Verdict,
		})
	}
	return lines, nil
}

func printForks(w io.Writer, lines []forkLine) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tKIOSK\tRECEIVED\tCOMMON\tOURS\tTHEIRS\tPROBABLY\tVERDICT")
	for _, f := range lines {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%d\t%s\t%s\n", f.ID, f.Kiosk, f.Received.In(catalog.Zone).Format("2006-01-02 15:04"),
			f.Common, f.Ours, f.Theirs, f.Probably, orDash(string(f.Verdict)))
	}
	return table.Flush()
}

// verdicts are what may be decided about a fork.
var verdicts = map[string]books.Verdict{"count": books.CountToo, "aside": books.SetAside, "undecided": ""}

// runJudge decides about contradicting ledgers.
func runJudge(ctx context.Context, args []string, std streams) int {
	o := newOptions("judge", "judge count|aside|undecided ID… --data DIR   (ids as hub forks lists them)", std)
	positional := o.parse(args, 2, 1000)
	if positional == nil {
		return badUsage
	}
	verdict, known := verdicts[positional[0]]
	if !known {
		o.set.Usage()
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, func(s *hub.Service) error {
		for _, id := range positional[1:] {
			if err := s.Judge(ctx, id, verdict, ""); err != nil {
				return fmt.Errorf("fork %s: %w", id, err)
			}
			fmt.Fprintf(std.out, "%s %s\n", id, positional[0])
		}
		return nil
	})
}
