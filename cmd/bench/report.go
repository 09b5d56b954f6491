package main

import (
	"fmt"
	"strings"
	"time"
)

// alone is how one measure is repeated.
const alone = ".make/bench.sh --only "

// section is what one measure has found.
type section struct {
	named
	lines []line
	err   error // with which it broke
	began time.Time
	took  time.Duration
	load  string // of the minute before
}

// report is everything that was measured, on what and beside what.
type report struct {
	began    time.Time
	quick    bool
	runs     int
	machine  [][2]string
	beside   [][2]string
	sections []section
	kept     []keptReport // of measures that stand alone
}

func newReport(b bench) report {
	return report{
		began: time.Now(), quick: b.quick, runs: b.runs,
		machine: machineOf(b.dir), beside: references(), kept: keptReports(),
	}
}

func (r *report) add(s section) { r.sections = append(r.sections, s) }

// summary counts the verdicts.
func (r report) summary() string {
	var met, not, failed, figures int
	for _, s := range r.sections {
		if s.err != nil {
			failed++
		}
		for _, l := range s.lines {
			figures++
			switch l.verdict() {
			case isMet:
				met++
			case missed:
				not++
			}
		}
	}
	return fmt.Sprintf("figures: %d; goals met: %d, missed: %d; measures: %d, failed: %d", figures, met, not, len(r.sections), failed)
}

// markdown writes the report.
func (r report) markdown() string {
	var b strings.Builder
	r.writeHead(&b)
	r.writeAsked(&b)
	b.WriteString("\n## Every figure\n")
	for _, s := range r.sections {
		s.write(&b)
	}
	writeElsewhere(&b, r.kept)
	return b.String()
}

func (r report) writeHead(b *strings.Builder) {
	b.WriteString("# How fast Hàng Việt Kiosk is\n\n")
	fmt.Fprintf(b, "Measured by `make bench` from %s on; %s. Each figure is the median of %s, in brackets the lowest and the highest. "+
		"A figure and its reference are taken in turns, and the ratio run by run.\n", r.began.Format("2006-01-02 15:04 MST"), r.summary(), runsOf(r.runs))
	if r.quick {
		b.WriteString("\nThis was a quick run at smaller sizes: where a goal is about the full size there is no verdict.\n")
	}
	if at := r.busiest(); at != "" {
		fmt.Fprintf(b, "\n**The machine was busy with something else** (%s): times are too high, ratios less so.\n", at)
	}
	b.WriteString("\n| machine | |\n|---|---|\n")
	for _, m := range r.machine {
		writeRow(b, m[:])
	}
	b.WriteString("\n| beside | |\n|---|---|\n")
	for _, m := range r.beside {
		writeRow(b, m[:])
	}
}

func runsOf(n int) string {
	if n == 1 {
		return "one run"
	}
	return fmt.Sprintf("%d runs", n)
}

// busiest tells of the highest load before a measure. Only the first begins on a
// machine that may have been at rest.
func (r report) busiest() string {
	if len(r.sections) == 0 || !busy(r.sections[0].load) {
		return ""
	}
	return fmt.Sprintf("a load of %s before the first measure, %s", r.sections[0].load, r.sections[0].name)
}

// writeAsked writes what the project asks for: every figure with a goal, and every
// measure that broke.
func (r report) writeAsked(b *strings.Builder) {
	b.WriteString("\n## What is asked for\n\n| figure | here | reference | there | ratio | goal | | again by |\n|---|---|---|---|---|---|---|---|\n")
	for _, s := range r.sections {
		again := "`" + alone + s.name + "`"
		for i, l := range s.lines {
			if l.goal != "" && !l.detail {
				l.what, l.beside = inFull(s.lines[:i+1], subject), inFull(s.lines[:i+1], standing)
				writeRow(b, append(l.cells(), again))
			}
		}
		if s.err != nil {
			writeRow(b, []string{s.about, "", "", "", "", "", "**failed**: " + brief(s.err), again})
		}
	}
}

func subject(l line) string  { return l.what }
func standing(l line) string { return l.beside }

// inFull is a name of the last line. One that begins with "…" goes on with that of
// the lines before, and stands alone in no other table.
func inFull(lines []line, of func(line) string) string {
	last := of(lines[len(lines)-1])
	rest, goesOn := strings.CutPrefix(last, "… ")
	for i := len(lines) - 1; goesOn && i >= 0; i-- {
		if name := of(lines[i]); !strings.HasPrefix(name, "… ") {
			return name + ", " + rest
		}
	}
	return last
}

// cells are the columns of a line.
func (l line) cells() []string {
	here, there := l.shown(l.figures), l.shown(l.reference)
	if l.beside == "" {
		there = ""
	}
	return []string{l.what, here, l.beside, there, spread(l.ratios(), showTimes), l.goal, l.verdict()}
}

// write writes a section with all its lines and how they were measured.
func (s section) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s\n\n`%s%s` took %s; load before %s.\n", s.about, alone, s.name, s.took.Round(time.Second), s.load)
	if s.err != nil {
		fmt.Fprintf(b, "\n**It failed**: %s\n", brief(s.err))
	}
	if len(s.lines) == 0 {
		return
	}
	b.WriteString("\n| figure | here | reference | there | ratio | goal | |\n|---|---|---|---|---|---|---|\n")
	for _, l := range s.lines {
		writeRow(b, l.cells())
	}
	b.WriteString("\n")
	for i, l := range s.lines {
		if l.note != "" {
			fmt.Fprintf(b, "- *%s*: %s\n", inFull(s.lines[:i+1], subject), oneLine(l.note))
		}
	}
}

// writeRow writes a row of a table; what would end a cell is escaped.
func writeRow(b *strings.Builder, cells []string) {
	for _, c := range cells {
		b.WriteString("| " + strings.ReplaceAll(oneLine(c), "|", `\|`) + " ")
	}
	b.WriteString("|\n")
}

// mostReason is how much of an error stands in the report, in characters.
const mostReason = 300

// brief is the beginning of an error, in one line.
func brief(err error) string {
	text := []rune(oneLine(err.Error()))
	if len(text) > mostReason {
		return string(text[:mostReason]) + " …"
	}
	return string(text)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
