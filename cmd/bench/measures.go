package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// measure is one of them.
type measure = func(ctx context.Context, b bench) ([]line, error)

// named is a measure with what it is about.
type named struct {
	name, about string
	sized       bool // a quick run does less, so its figures are not what the goals are about
	run         measure
}

// measures are what the report is made of, in its order: the long ones last.
var measures = []named{
	{"start", "From the start of the program to a screen that can be touched", false, onDisplay(measureStart)},
	{"first", "The same on an empty data folder", false, onDisplay(measureFirstStart)},
	{"commit", "A ballot on its way to the disk", false, measureCommit},
	{"tap", "A touch and what is seen of it", false, onSample(measureTaps)},
	{"idle", "The slideshow while nobody is there", false, onSample(measureIdle)},
	{"scroll", "A list of 20,000 cards under a finger", false, onSample(measureScroll)},
	{"switch", "Another release while the list is scrolled", false, onSample(measureSwitch)},
	{"check", "A workbook of 5,000 products checked", false, measureCheck},
	{"search", "What each letter of a search takes", false, measureSearch},
	{"kiwix", "A search as one waits for it, beside kiwix-serve", false, measureKiwix},
	{"casting", "Ballots while a release is imported", false, measureCasting},
	{"serve", "Content from the hub over HTTP", false, measureServe},
	{"recount", "The public record of a vote recounted", true, measureRecount},
	{"hub", "A vote at the hub: taken in, counted, written down", true, measureHub},
	{"content", "A large catalogue published, imported and changed", true, measureContent},
	{"large", "A kiosk with a large catalogue, beside Chromium", true, onDisplay(measureLarge)},
	{"pages", "Every page of a hub with a nation's data", true, measurePages},
	{"fleet", "A hub under a nation's kiosks", true, measureFleet},
}

func names() (all []string) {
	for _, m := range measures {
		all = append(all, m.name)
	}
	return all
}

// choose returns the measures of a list with commas, "" for all, in their order.
func choose(only string) ([]named, error) {
	if only == "" {
		return measures, nil
	}
	asked := strings.Split(only, ",")
	for i, name := range asked {
		if asked[i] = strings.TrimSpace(name); !slices.Contains(names(), asked[i]) {
			return nil, fmt.Errorf("there is no measure %q, only %s", asked[i], strings.Join(names(), ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(measures), func(m named) bool { return !slices.Contains(asked, m.name) }), nil
}

// measure measures what was chosen and writes the report after each of them; on
// stderr it tells what it is at. One that was interrupted ends with that error.
func (b bench) measure(ctx context.Context, chosen []named, out string, stdout, stderr io.Writer) error {
	return inFolder(b.dir, func(dir string) error {
		b.dir = dir
		r := newReport(b)
		for i, m := range chosen {
			fmt.Fprintf(stderr, "measuring %d of %d: %s\n", i+1, len(chosen), m.name)
			s := b.attempt(ctx, m)
			if s.err != nil {
				fmt.Fprintf(stderr, "  %s failed, the rest goes on: %v\n", m.name, s.err)
			}
			r.add(s)
			if out != "" {
				if err := writeReport(out, r); err != nil {
					return err
				}
			}
			if ctx.Err() != nil {
				return fmt.Errorf("interrupted at %s: %w", m.name, ctx.Err())
			}
		}
		if out == "" {
			_, err := io.WriteString(stdout, r.markdown())
			return err
		}
		_, err := fmt.Fprintf(stdout, "%s: %s\n", out, r.summary())
		return err
	})
}

// attempt measures in a folder of its own. What it left running ends with it.
func (b bench) attempt(ctx context.Context, m named) section {
	s := section{named: m, load: load(), began: time.Now()}
	ctx, cancel := context.WithTimeoutCause(ctx, b.limit, fmt.Errorf("broken off after %v", b.limit))
	defer cancel()
	s.err = inFolder(b.dir, func(dir string) (err error) {
		b.dir = dir
		s.lines, err = m.run(ctx, b)
		return err
	})
	if s.err != nil && context.Cause(ctx) != nil {
		s.err = fmt.Errorf("%w: %w", context.Cause(ctx), s.err)
	}
	debug.FreeOSMemory() // so that the next begins with as much as this one
	if s.took = time.Since(s.began); b.quick && m.sized {
		withoutGoals(s.lines)
	}
	return s
}

// withoutGoals takes the verdicts away, which are about another size.
func withoutGoals(lines []line) {
	for i := range lines {
		if lines[i].met = nil; lines[i].goal != "" {
			lines[i].goal += " at full size"
		}
	}
}

// writeReport writes the report whole or not at all.
func writeReport(path string, r report) error { return writeWhole(path, r.markdown()) }

func writeWhole(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	next := path + ".new"
	if err := os.WriteFile(next, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(next, path)
}
