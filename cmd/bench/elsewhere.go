package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// elsewhere are the figures asked for that other commands show, because they take
// hours, judge or are no matter of speed.
var elsewhere = []struct{ figure, goal, shown string }{
	{"5,000 visits: memory at the end over that after the first 500; goroutines, handles, textures", "≤ +3 %; none more", "`make visits`"},
	{"a kiosk for hours, with releases, votes and a hub that dies: memory after warm-up; ballots", "< +2 %; all counted", "`make soak HOURS=2`"},
	{"killed 500 times at work: content on the screen; the ledger", "within 5 s; verifies", "`make kills`"},
	{"a frozen window is back", "within 20 s", "`make e2e`: TestFrozenWindow"},
	{"what is searched is found, by kind of query, beside SQLite FTS5", "≥ 0.98, 0.95, 0.85 of first ten", "`go test -v -run Quality ./data/search`"},
	{"QR codes of every kind and length, read by two readers", "100 % clean, ≥ 99 % as by a telephone", "`make qr`"},
	{"a ticket in the release; a wrong code taken for one", "≤ 12 bytes; 1 in 10⁹", "`go test -v -run TestTicketsAreSmall ./data/store`; `data/ticket`"},
	{"a page of a producer's room without photos", "≤ 150 KB", "`go test -v -run TestRoomPagesAreLight ./data/hub`"},
	{"what systemd says a service could reach", "≤ 3.0", "`go test -run TestServicesAreShutIn ./cmd/house`"},
	{"everything that is checked, on two cores, nothing compiled before", "< 20 min", "`make test`"},
}

// keptReport is what a measure that stands alone has printed last.
type keptReport struct {
	command string
	printed time.Time
	text    string
}

// keptPath is the file that bench visits and bench soak keep what they print in.
func keptPath(command string) string { return filepath.Join("dist", command+".txt") }

// keep runs f and keeps what it prints in a file; "" keeps nothing.
func keep(path string, stdout io.Writer, f func(out io.Writer) error) error {
	var text strings.Builder
	err := f(io.MultiWriter(stdout, &text))
	if path == "" || text.Len() == 0 {
		return err
	}
	return errors.Join(err, writeWhole(path, text.String()))
}

// keptReports reads what was kept.
func keptReports() (all []keptReport) {
	for _, command := range []string{"visits", "soak"} {
		info, err := os.Stat(keptPath(command))
		if err != nil {
			continue // it has not run here
		}
		all = append(all, keptReport{command, info.ModTime(), contents(keptPath(command))})
	}
	return all
}

// writeElsewhere writes where the other figures are, and the last ones.
func writeElsewhere(b *strings.Builder, kept []keptReport) {
	b.WriteString("\n## Shown by other commands\n\n| figure | goal | shown by |\n|---|---|---|\n")
	for _, e := range elsewhere {
		writeRow(b, []string{e.figure, e.goal, e.shown})
	}
	for _, k := range kept {
		fmt.Fprintf(b, "\n### The last `make %s` here, of %s\n\n```text\n%s\n```\n", k.command, k.printed.Format("2006-01-02 15:04"), strings.TrimSpace(k.text))
	}
}
