package main

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func ms(figures ...float64) (all []time.Duration) {
	for _, f := range figures {
		all = append(all, time.Duration(f*float64(time.Millisecond)))
	}
	return all
}

func TestMedianAndSpread(t *testing.T) {
	for _, c := range []struct {
		figures []time.Duration
		median  time.Duration
		shown   string
	}{
		{nil, 0, "–"},
		{ms(0), 0, "–"},
		{ms(7), 7 * time.Millisecond, "7.00 ms"},
		{ms(30, 10, 20), 20 * time.Millisecond, "20 ms (10 ms–30 ms)"},
		{ms(5, 1, 4, 2, 3), 3 * time.Millisecond, "3.00 ms (1.00 ms–5.00 ms)"},
		{ms(12_000, 15_500, 11_000), 12 * time.Second, "12.0 s (11.0 s–15.5 s)"},
	} {
		if got := middle(c.figures); got != c.median {
			t.Errorf("median of %v is %v, want %v", c.figures, got, c.median)
		}
		if got := (line{}).shown(c.figures); got != c.shown {
			t.Errorf("%v is shown as %q, want %q", c.figures, got, c.shown)
		}
	}
}

// TestRatioIsOfEachRun: one slow run, in which both are slow, does not move the ratio.
func TestRatioIsOfEachRun(t *testing.T) {
	for _, c := range []struct {
		l     line
		shown string
	}{
		{line{figures: ms(20, 200, 30), reference: ms(10, 100, 10)}, "2.00× (2.00×–3.00×)"},
		{line{figures: ms(20)}, "–"},
		{line{figures: ms(20, 30), reference: ms(0, 10)}, "3.00×"},
		{line{figures: ms(0, 30), reference: ms(10, 10)}, "3.00×"},
		{line{figures: ms(20), reference: ms(10, 10)}, "2.00×"},
		{line{figures: ms(2000), reference: ms(10)}, "200×"},
	} {
		if got := spread(c.l.ratios(), showTimes); got != c.shown {
			t.Errorf("ratio of %v to %v is %q, want %q", c.l.figures, c.l.reference, got, c.shown)
		}
	}
}

func TestVerdicts(t *testing.T) {
	ratio, ratioMet := atMost(1.5)
	figure, figureMet := below(20 * time.Millisecond)
	for _, c := range []struct {
		name    string
		l       line
		missing string
		want    string
	}{
		{"no goal", line{figures: ms(1)}, "", noGoal},
		{"ratio", line{figures: ms(15), reference: ms(10), met: ratioMet}, "", isMet},
		{"ratio over", line{figures: ms(16), reference: ms(10), met: ratioMet}, "", missed},
		{"figure", line{figures: ms(19, 5, 90), met: figureMet}, "", isMet},
		{"figure over", line{figures: ms(20), met: figureMet}, "", missed},
		{"nothing measured", line{met: ratioMet}, "", noGoal},
		{"nothing to be measured", line{figures: ms(0), met: figureMet}, "", noGoal},
		{"nothing in one run", line{figures: ms(5, 0, 5), met: figureMet}, "", noGoal},
		{"a reference of nothing", line{figures: ms(15), reference: ms(0), met: ratioMet}, "", missed},
		{"no reference", line{figures: ms(15), met: ratioMet}, "", missed},
		{"nothing beside it", line{figures: ms(15), met: ratioMet}, "missing: Debian's x", noGoal},
		{"times and more", line{figures: ms(450), reference: ms(100), met: within(1.5, 300*time.Millisecond)}, "", isMet},
		{"times and more, over", line{figures: ms(451), reference: ms(100), met: within(1.5, 300*time.Millisecond)}, "", missed},
	} {
		if c.missing != "" {
			c.l.lacks(c.missing)
		}
		if got := c.l.verdict(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if ratio != "≤ 1.5×" || figure != "< 20 ms" {
		t.Errorf("goals read %q and %q", ratio, figure)
	}
}

// TestNamesStandInFull: what goes on from the line above says so where it stands alone.
func TestNamesStandInFull(t *testing.T) {
	lines := []line{{what: "a frame", beside: "empty: a frame"}, {what: "… 99th of 100", beside: "… 99th of 100"}, {what: "… the longest"}, {what: "another"}}
	for i, want := range []string{"a frame", "a frame, 99th of 100", "a frame, the longest", "another"} {
		if got := inFull(lines[:i+1], subject); got != want {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
	if got := inFull(lines[:2], standing); got != "empty: a frame, 99th of 100" {
		t.Errorf("beside %q", got)
	}
}

func TestReportTells(t *testing.T) {
	goal, met := below(20 * time.Millisecond)
	slow, fast := line{what: "a tap", figures: ms(30, 25, 40), goal: goal, met: met, beside: "a | window", reference: ms(10, 10, 10), note: "as\nseen"},
		line{what: "a press", figures: ms(3, 3, 3), goal: goal, met: met}
	absent := line{what: "titles", figures: ms(3), beside: "kiwix-serve"}
	absent.lacks("missing: Debian's kiwix-tools")
	one := line{what: "one of many", figures: ms(3, 3, 3), goal: goal, met: met, detail: true}
	r := report{
		began: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), runs: 3,
		machine: [][2]string{{"processor", "a slow one"}}, beside: [][2]string{{"nginx", "nginx/1.22"}},
		kept: []keptReport{{"visits", time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC), "5000 visits\n"}},
	}
	r.add(section{named: named{name: "tap", about: "A touch"}, lines: []line{slow, fast, one, absent}, took: 61 * time.Second, load: "0.20"})
	r.add(section{named: named{name: "serve", about: "Content"}, err: errors.New("nginx: it\nnever came" + strings.Repeat("!", 500)), load: "0.90"})
	text := r.markdown()
	for _, want := range []string{
		"| a tap | 30 ms (25 ms–40 ms) | a \\| window | 10 ms (10 ms–10 ms) | 3.00× (2.50×–4.00×) | < 20 ms | **missed** | `.make/bench.sh --only tap` |",
		"| a press | 3.00 ms (3.00 ms–3.00 ms) |  |  | – | < 20 ms | met | `.make/bench.sh --only tap` |",
		"| Content |  |  |  |  |  | **failed**: nginx: it never came!",
		"`.make/bench.sh --only tap` took 1m1s; load before 0.20.",
		"- *a tap*: as seen",
		"| titles | 3.00 ms | kiwix-serve (missing: Debian's kiwix-tools) | – | – |  | – |",
		"| processor | a slow one |", "| nginx | nginx/1.22 |",
		"figures: 4; goals met: 2, missed: 1; measures: 2, failed: 1",
		"### The last `make visits` here, of 2026-11-21 08:00\n\n```text\n5000 visits\n```",
		"`make soak HOURS=2`",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	asked, _, _ := strings.Cut(text, "## Every figure")
	if strings.Contains(asked, "one of many") || strings.Contains(text, "busy") || strings.Contains(text, strings.Repeat("!", 400)) {
		t.Errorf("tells too much:\n%s", text)
	}
	r.sections[0].load = "7.31"
	if text := r.markdown(); !strings.Contains(text, "**The machine was busy with something else** (a load of 7.31") {
		t.Errorf("does not tell of the load:\n%s", text)
	}
}

// TestABrokenMeasureStopsNothing runs measures of which one breaks and one hangs, on
// a folder of which nothing is left.
func TestABrokenMeasureStopsNothing(t *testing.T) {
	dir := t.TempDir()
	good := func(_ context.Context, b bench) ([]line, error) {
		return []line{{what: "good", figures: ms(1)}}, os.WriteFile(filepath.Join(b.dir, "left"), nil, 0o600)
	}
	broken := func(context.Context, bench) ([]line, error) { return nil, errors.New("no such thing") }
	hanging := func(ctx context.Context, _ bench) ([]line, error) { <-ctx.Done(); return nil, ctx.Err() }
	out := filepath.Join(dir, "dist", "bench.md")
	b := bench{dir: dir, runs: 1, limit: 50 * time.Millisecond}
	err := b.measure(t.Context(), []named{
		{"broken", "Broken", false, broken}, {"hanging", "Hanging", false, hanging}, {"good", "Good", false, good},
	}, out, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	text := contents(out)
	for _, want := range []string{"no such thing", "broken off after 50ms", "| good | 1.00 ms |", "failed: 2"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := (bench{dir: filepath.Join(dir, "nowhere")}).measure(t.Context(), nil, "", io.Discard, io.Discard); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

// TestInterrupted: what was measured until then is kept.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out := filepath.Join(t.TempDir(), "bench.md")
	first := func(context.Context, bench) ([]line, error) {
		stop()
		return []line{{what: "first", figures: ms(1)}}, nil
	}
	b := bench{dir: t.TempDir(), runs: 1, limit: time.Minute}
	err := b.measure(ctx, []named{{"first", "First", false, first}, {"next", "Next", false, nil}}, out, io.Discard, io.Discard)
	if !errors.Is(err, context.Canceled) || !strings.Contains(contents(out), "| first | 1.00 ms |") {
		t.Errorf("%v; the report:\n%s", err, contents(out))
	}
}

func TestArguments(t *testing.T) {
	for _, c := range []struct {
		args   string
		out    string
		first  string
		count  int
		runs   int
		kiosks int
		fails  bool
	}{
		{args: "", out: usualOut, first: "start", count: len(measures), runs: 5, kiosks: fleetKiosks},
		{args: "-quick", out: usualOut, first: "start", count: len(measures), runs: 1, kiosks: 1000},
		{args: "-runs 3 -quick", out: usualOut, first: "start", count: len(measures), runs: 3, kiosks: 1000},
		{args: "-only tap", first: "tap", count: 1, runs: 5, kiosks: fleetKiosks},
		{args: "-only hub,commit", first: "commit", count: 2, runs: 5, kiosks: fleetKiosks},
		{args: "-only tap -out x.md", out: "x.md", first: "tap", count: 1, runs: 5, kiosks: fleetKiosks},
		{args: "-out -", first: "start", count: len(measures), runs: 5, kiosks: fleetKiosks},
		{args: "-only nothing", fails: true},
		{args: "-runs many", fails: true},
		{args: "-runs 0", fails: true},
	} {
		b, chosen, out, err := parse(strings.Fields(c.args), io.Discard)
		if c.fails {
			if err == nil {
				t.Errorf("%q is taken", c.args)
			}
			continue
		}
		if err != nil || out != c.out || len(chosen) != c.count || chosen[0].name != c.first || b.runs != c.runs || b.kiosks != c.kiosks {
			t.Errorf("%q: %v, %q, %d measures, %+v", c.args, err, out, len(chosen), b)
		}
	}
}

// TestQuickSetsFlags: each setting of a quick run is a flag with a good value.
func TestQuickSetsFlags(t *testing.T) {
	var args []string
	for name, value := range quickly {
		args = append(args, "-"+name, value)
	}
	if _, _, _, err := parse(args, io.Discard); err != nil {
		t.Error(err)
	}
}

// TestQuickJudgesOnlyItsSize: a goal about another size is told and not judged.
func TestQuickJudgesOnlyItsSize(t *testing.T) {
	goal, met := below(time.Second)
	run := func(context.Context, bench) ([]line, error) {
		return []line{{figures: ms(1), goal: goal, met: met}}, nil
	}
	for _, sized := range []bool{false, true} {
		b := bench{dir: t.TempDir(), quick: true, runs: 1, limit: time.Minute}
		l := b.attempt(t.Context(), named{"x", "X", sized, run}).lines[0]
		want := [2]string{"< 1 s", isMet}
		if sized {
			want = [2]string{"< 1 s at full size", noGoal}
		}
		if got := [2]string{l.goal, l.verdict()}; got != want {
			t.Errorf("sized %v: %v, want %v", sized, got, want)
		}
	}
}

func TestMachineIsNamed(t *testing.T) {
	for _, m := range machineOf(t.TempDir()) {
		if m[1] == "" || strings.Contains(m[1], "%!") {
			t.Errorf("%s is %q", m[0], m[1])
		}
	}
	device, kind := mountOf("36 35 98:0 /a /b rw - ext3 /dev/root rw\n37 35 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n", "254:0")
	if device != "/dev/vda" || kind != "ext4" {
		t.Errorf("%s, %s", device, kind)
	}
	for load, want := range map[string]bool{"0.20": false, "0.51": true, "12.00": true, "unknown": true} {
		if busy(load) != want {
			t.Errorf("a load of %s is busy: %v", load, !want)
		}
	}
}

func TestMissingReferencesAreNamed(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	r := reference{"x", []string{"no-such-program"}, "--version", "no-such-package"}
	if got := r.told(); got != "missing: Debian's no-such-package" {
		t.Errorf("told %q", got)
	}
	if slices.ContainsFunc(references(), func(of [2]string) bool { return of[1] == "" }) {
		t.Errorf("not told: %v", references())
	}
}

// TestWhatStandsAloneIsKept: the report shows what visits and soak printed last.
func TestWhatStandsAloneIsKept(t *testing.T) {
	t.Chdir(t.TempDir())
	var out strings.Builder
	err := keep(keptPath("soak"), &out, func(out io.Writer) error {
		_, err := io.WriteString(out, "2 h\n")
		return err
	})
	kept := keptReports()
	if err != nil || out.String() != "2 h\n" || len(kept) != 1 || kept[0].command != "soak" || kept[0].text != "2 h\n" {
		t.Errorf("%v, printed %q, kept %v", err, out.String(), kept)
	}
}

// TestEntriesAreRows: every entry of every bundle becomes a row, in order, and a
// bundle that cannot be read ends them with its error.
func TestEntriesAreRows(t *testing.T) {
	l, err := newHubLoad(t.Context(), t.TempDir(), 2*hubKiosks)
	if err != nil {
		t.Fatal(err)
	}
	rows, last, seen := 0, "", map[string]bool{}
	e := &entries{files: slices.Concat(l.files[:3], []string{l.files[4]})}
	for e.Next() {
		row, err := e.Values()
		if err != nil || row[1] != int64(rows%2) || (row[0] == last) != (rows%2 == 1) {
			t.Errorf("row %d is %v after %s: %v", rows, row[:2], last, err)
		}
		seen[string(row[2].([]byte))] = true
		rows, last = rows+1, row[0].(string)
	}
	if rows != 8 || len(seen) != 8 || e.Err() != nil {
		t.Errorf("%d rows of %d entries, %v", rows, len(seen), e.Err())
	}
	e = &entries{files: []string{l.files[0], filepath.Join(t.TempDir(), "none")}}
	for rows = 0; e.Next(); rows++ {
	}
	if rows != 2 || !errors.Is(e.Err(), os.ErrNotExist) {
		t.Errorf("%d rows, %v", rows, e.Err())
	}
}

// TestPeakMemoryIsTheProgramsOwn: what this program holds is not counted.
func TestPeakMemoryIsTheProgramsOwn(t *testing.T) {
	held := make([]byte, 300<<20)
	for i := 0; i < len(held); i += 4096 {
		held[i] = 1
	}
	r, err := runWatched(exec.Command("sleep", "0.3"))
	if err != nil || r.memory <= 0 || r.memory > 100<<20 || r.took <= 0 {
		t.Errorf("sleep held %d bytes for %v: %v", r.memory, r.took, err)
	}
	runtime.KeepAlive(held)
	if _, err := runWatched(exec.Command("sh", "-c", "echo why; exit 3")); err == nil || !strings.Contains(err.Error(), "why") {
		t.Errorf("a program that fails says %v", err)
	}
}

// TestCountersAreWritten: as many as were asked for, however few each report holds.
func TestCountersAreWritten(t *testing.T) {
	for _, each := range []int{1, 3} {
		dir := t.TempDir()
		l, err := newHubLoad(t.Context(), filepath.Join(dir, "load"), 0)
		if err != nil {
			t.Fatal(err)
		}
		n := nation{products: 2000, producers: 3, kiosks: 701, days: 10, counters: 7010 * each, dir: filepath.Join(dir, "data")}
		if err := n.publish(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(n.dir, "hub.db")
		ids, err := n.putKiosks(t.Context(), path)
		if err == nil {
			err = n.putCounters(t.Context(), path, ids)
		}
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", "file:"+path)
		if err != nil {
			t.Fatal(err)
		}
		var rows int
		err = errors.Join(db.QueryRowContext(t.Context(), "SELECT count(*) FROM counters").Scan(&rows), db.Close())
		if err != nil || rows != 7010*each {
			t.Errorf("%d counters of %d: %v", rows, 7010*each, err)
		}
	}
}
