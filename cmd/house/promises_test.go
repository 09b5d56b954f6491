package house

import (
	"bytes"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
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
	var mutants []string
	for _, m := range mutantsOf(t, mutantsList) {
		mutants = append(mutants, m.name)
	}
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

// mutant is a line of what is broken on purpose.
type mutant struct{ name, file, script string }

// breaks tells why a mutant would break nothing, or nothing but the build; .make/mutants.sh
// finds out whether it is caught.
func (m mutant) breaks(root string) error {
	path := filepath.Join(root, m.file)
	whole, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	broken, err := exec.Command("sed", m.script, path).Output()
	if err != nil {
		return fmt.Errorf("run sed: %w", err)
	}
	if bytes.Equal(broken, whole) {
		return errors.New("what it breaks is no longer there")
	}
	if strings.HasSuffix(m.file, ".go") {
		_, err = parser.ParseFile(token.NewFileSet(), m.file, broken, 0)
	}
	return err
}

// TestMutantsBreakSomething: a line that was written anew leaves no mutant behind.
func TestMutantsBreakSomething(t *testing.T) {
	t.Parallel()
	for _, m := range mutantsOf(t, mutantsList) {
		if err := m.breaks("../.."); err != nil {
			t.Errorf("%s: %v", m.name, err)
		}
	}
}

// TestBrokenMutantsAreTold plants a fault of each kind.
func TestBrokenMutantsAreTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte("package a\n\nvar kept = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for script, want := range map[string]bool{"s/true/false/": true, "s/lost/found/": false, "s/= true/=/": false, "s/(": false} {
		if err := (mutant{file: "a.go", script: script}).breaks(dir); (err == nil) != want {
			t.Errorf("%s: %v", script, err)
		}
	}
	if (mutant{file: "b.go", script: "s/true/false/"}).breaks(dir) == nil {
		t.Error("a file that is gone is broken")
	}
}

// mutantsOf returns the mutants of a list.
func mutantsOf(t *testing.T, path string) (all []mutant) {
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
		all = append(all, mutant{fields[0], fields[2], fields[3]})
	}
	return all
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
