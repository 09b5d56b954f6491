package house

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The files that the two pages are held to, from this folder.
const (
	promisesPage = "promises.md"
	failuresPage = "failures.md"
	mutantsList  = "../../.make/mutants.txt"
)

// eight is how many promises the house plan makes.
const eight = 8

// TestPromisesNameTests: every promise has parts, every part names tests that exist
// and what breaks it, and every mutant is named once.
func TestPromisesNameTests(t *testing.T) {
	t.Parallel()
	tests := testsOf(t, os.DirFS(filepath.Join("..", "..")))
	mutants := mutantsOf(t, mutantsList)
	promises := readPage(t, promisesPage)
	if n := len(chaptersOf(promises)); n != eight {
		t.Errorf("%d promises are named, there are %d", n, eight)
	}
	for _, fault := range judgePromises(promises, tests, mutants) {
		t.Error(fault)
	}
}

// TestPromisesBite plants a fault of each kind.
func TestPromisesBite(t *testing.T) {
	t.Parallel()
	tests := map[string]string{"a.TestA": ""}
	page := parsePage("## 1. One\n| holds | `a.TestA`, `a.TestB` | `kept` |\n| no tests | | `lost` |\n| no mutant | `a.TestA` | |\n")
	got := judgePromises(page, tests, []string{"kept", "unnamed"})
	want := []string{
		"holds: there is no a.TestB",
		"lost: there is no such mutant",
		"no mutant: nothing breaks it",
		"no tests: no test is named",
		"unnamed: the mutant is named 0 times",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// judgePromises returns what is wrong, sorted.
func judgePromises(page []line, tests map[string]string, mutants []string) (faults []string) {
	named := map[string]int{}
	for _, l := range page {
		faults = append(faults, l.missing(tests)...)
		if len(l.marks[2]) == 0 {
			faults = append(faults, l.cells[0]+": nothing breaks it")
		}
		for _, mutant := range l.marks[2] {
			named[mutant]++
			if !slices.Contains(mutants, mutant) {
				faults = append(faults, mutant+": there is no such mutant")
			}
		}
	}
	for _, mutant := range mutants {
		if n := named[mutant]; n != 1 {
			faults = append(faults, fmt.Sprintf("%s: the mutant is named %d times", mutant, n))
		}
	}
	slices.Sort(faults)
	return faults
}

// mutantsOf returns the names of the mutants, and tells of lines that break nothing:
// .make/mutants.sh finds out whether they build and are caught.
func mutantsOf(t *testing.T, path string) (names []string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for text := range strings.Lines(string(raw)) {
		fields := strings.Split(strings.TrimSuffix(text, "\n"), "\t")
		if text == "\n" || strings.HasPrefix(text, "#") {
			continue
		}
		if len(fields) != 4 {
			t.Errorf("%q has %d fields, not 4", text, len(fields))
			continue
		}
		if _, err := os.Stat(filepath.Join("..", "..", fields[2])); err != nil {
			t.Errorf("%s: %v", fields[0], err)
		}
		names = append(names, fields[0])
	}
	return names
}

// row is how a test says in its comment for which family of failures it stands.
var row = regexp.MustCompile(`"([A-Z][^"]*)"`)

// TestFailuresAreMet: each case names tests that exist, one of which says so itself;
// and whichever test says so is named.
func TestFailuresAreMet(t *testing.T) {
	t.Parallel()
	page := readPage(t, failuresPage)
	if len(page) < 30 {
		t.Fatalf("only %d cases", len(page))
	}
	for _, fault := range judgeFailures(page, testsOf(t, os.DirFS(filepath.Join("..", "..")))) {
		t.Error(fault)
	}
}

// TestFailuresBite plants a fault of each kind.
func TestFailuresBite(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"a.TestA": `failures.md, "Power cut".`, "a.TestB": "", "a.TestC": `failures.md, "Disk full".`, "a.TestD": `failures.md, "Elsewhere".`,
	}
	page := parsePage("| Power cut | told | `a.TestA`, `a.TestZ` |\n| Power cut | silent | `a.TestB` |\n| Disk full | empty | |\n")
	got := judgeFailures(page, tests)
	want := []string{
		`Disk full, empty: no test says that it is for it`,
		`Disk full: a.TestC says that it is for it and is not named`,
		`Elsewhere: a.TestD says that it is for it and is not named`,
		`Power cut, silent: no test says that it is for it`,
		`empty: no test is named`,
		`told: there is no a.TestZ`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// judgeFailures returns what is wrong, sorted.
func judgeFailures(page []line, tests map[string]string) (faults []string) {
	named := map[string]bool{}
	for _, l := range page {
		family := l.cells[0]
		told := false
		for _, test := range l.marks[2] {
			named[family+test] = true
			told = told || slices.Contains(familiesOf(tests[test]), family)
		}
		if !told {
			faults = append(faults, family+", "+l.cells[1]+": no test says that it is for it")
		}
		faults = append(faults, line{cells: l.cells[1:], marks: l.marks[1:]}.missing(tests)...)
	}
	for _, test := range slices.Sorted(maps.Keys(tests)) {
		for _, family := range familiesOf(tests[test]) {
			if !named[family+test] {
				faults = append(faults, family+": "+test+" says that it is for it and is not named")
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// familiesOf returns the rows that a test's comment names.
func familiesOf(comment string) (families []string) {
	comment = strings.Join(strings.Fields(comment), " ")
	_, said, ok := strings.Cut(comment, failuresPage)
	if !ok {
		return nil
	}
	for _, found := range row.FindAllStringSubmatch(said, -1) {
		families = append(families, found[1])
	}
	return families
}
