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
	"hangviet/data/hub/wire"
)

// kioskLine is a kiosk as --json prints it.
type kioskLine struct {
	ID      string      `json:"id"`
	Name    string      `json:"name"`
	Status  wire.Status `json:"status"`
	Heard   time.Time   `json:"heard"`
	How     string      `json:"how"`
	Ballots int64       `json:"ballots"`
	Forks   int         `json:"forks"`
	Left    string      `json:"left"` // release that it left last, and why: "12 crash"; "" none
}

// runKiosks lists the kiosks.
func runKiosks(ctx context.Context, args []string, std streams) int {
	o := newOptions("kiosks", "kiosks --data DIR [--json]", std)
	asJSON := o.set.Bool("json", false, "print JSON")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, func(s *hub.Service) error {
		kiosks, forks, err := s.Kiosks(ctx)
		if err != nil {
			return err
		}
		left, err := s.Left(ctx)
		if err != nil {
			return err
		}
		lines := kioskLines(kiosks, forks, left)
		if *asJSON {
			encoder := json.NewEncoder(std.out)
			encoder.SetIndent("", "  ")
			return encoder.Encode(lines)
		}
		return printKiosks(std.out, lines)
	})
}

func kioskLines(kiosks []books.Kiosk, forks []books.Fork, left map[string]string) []kioskLine {
	forked := map[string]int{}
	for _, f := range forks {
		forked[f.Kiosk]++
	}
	lines := []kioskLine{}
	for _, k := range kiosks {
		lines = append(lines, kioskLine{
			ID: k.ID, Name: k.Name, Status: k.Status, Heard: k.Heard, How: k.How, Ballots: k.Size, Forks: forked[k.ID],
			Left: left[k.ID],
		})
	}
	return lines
}

func printKiosks(w io.Writer, lines []kioskLine) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tSTATUS\tBALLOTS\tFORKS\tHEARD\tHOW\tLEFT\tNAME")
	for _, k := range lines {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%s\t%s\t%s\t%s\n", k.ID, k.Status, k.Ballots, k.Forks,
			k.Heard.In(catalog.Zone).Format("2006-01-02 15:04"), k.How, orDash(k.Left), k.Name)
	}
	return table.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func runApprove(ctx context.Context, args []string, std streams) int {
	return decide(ctx, args, std, "approve", wire.Approved)
}

func runRefuse(ctx context.Context, args []string, std streams) int {
	return decide(ctx, args, std, "refuse", wire.Refused)
}

func decide(ctx context.Context, args []string, std streams, name string, status wire.Status) int {
	o := newOptions(name, name+" ID… --data DIR", std)
	ids := o.parse(args, 1, 1000)
	if ids == nil {
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, func(s *hub.Service) error {
		for _, id := range ids {
			if err := s.Decide(ctx, id, status); err != nil {
				return fmt.Errorf("kiosk %s: %w", id, err)
			}
			fmt.Fprintf(std.out, "%s %s\n", id, status)
		}
		return nil
	})
}

// runKey prints the hub's key, for kiosks that never see a network.
func runKey(ctx context.Context, args []string, std streams) int {
	o := newOptions("key", "key --data DIR", std)
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db}, std, func(s *hub.Service) error {
		_, err := fmt.Fprintln(std.out, s.Key())
		return err
	})
}
