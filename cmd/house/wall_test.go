package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// trusting are the rooms in which what is judged by the time of day is judged by
// trusted time: whether a round is open, a certificate lives, a point serves, and
// what a ballot or a report is stamped with.
var trusting = []string{"cmd/kiosk", "data/booth", "data/catalog", "data/clock", "data/drive", "data/exchange", "data/staff", "data/store", "data/ticket", "data/vote", "ui"}

// wall are the files of these rooms that read the machine's own clock, each with the
// reason for which that is right. The number is how often.
var wall = map[string]struct {
	n   int
	why string
}{
	"cmd/kiosk/home.go":          {1, "the clock that trusted time is made of"},
	"cmd/kiosk/desk.go":          {1, "waits after a wrong PIN: only ever compared with itself"},
	"cmd/kiosk/adopt.go":         {1, "waits after a wrong PIN"},
	"cmd/kiosk/staff.go":         {1, "waits after a wrong PIN"},
	"cmd/kiosk/panel.go":         {1, "waits after a wrong PIN"},
	"cmd/kiosk/founder.go":       {1, "waits after a wrong PIN"},
	"cmd/kiosk/selftest.go":      {4, "how long the hub and the disk took"},
	"cmd/kiosk/window.go":        {3, "motion and rest on the screen, and since when it runs: only ever compared with itself"},
	"cmd/kiosk/window_update.go": {1, "how long nobody has touched"},
	"cmd/kiosk/window_sticks.go": {1, "how long a stick is looked for"},
	"cmd/kiosk/window_health.go": {1, "a test tells by it how old the file is"},
	"cmd/kiosk/progress.go":      {1, "how often progress is told"},
	"cmd/kiosk/guard.go":         {1, "names a crash report before the data folder is open"},
	"cmd/kiosk/mend.go":          {1, "names a damaged file while kiosk.db cannot be read"},
	"cmd/kiosk/tour_staff.go":    {1, "a picture of a wait"},
	"cmd/kiosk/tour_rounds.go":   {1, "a picture of a wait"},
	"data/booth/booth.go":        {1, "the default of Steady: waits"},
	"data/exchange/content.go":   {1, "the default of who gives no clock"},
	"data/exchange/counters.go":  {1, "the default of who gives no clock"},
	"data/exchange/limits.go":    {1, "the default of who gives no clock"},
	"data/exchange/send.go":      {1, "the default: pauses"},
	"data/exchange/beat.go":      {1, "the kiosk's own clock, right or wrong, is what a beat tells"},
	"data/exchange/neighbour.go": {1, "the default: pauses"},
	"data/exchange/disk.go":      {2, "how long a lock is waited for"},
	"data/store/store.go":        {1, "the default of who gives no clock"},
	"ui/shell.go":                {1, "the default of Steady: waits"},
	"ui/kit/frames.go":           {2, "motion"},
}

// TestOnlyTrustedTimeJudges: failures.md, "Clock wrong": whoever reads the machine's
// clock on the kiosk's ways is named, unless the table says why it may.
func TestOnlyTrustedTimeJudges(t *testing.T) {
	root := os.DirFS(filepath.Join("..", ".."))
	seen := map[string]int{}
	for _, room := range trusting {
		for file, n := range readsWall(t, root, room) {
			seen[file] = n
			if n > wall[file].n {
				t.Errorf("%s reads the machine's clock %d times, %d are explained: take trusted time (data/clock), or say here why not", file, n, wall[file].n)
			}
		}
	}
	for file, w := range wall {
		if seen[file] < w.n {
			t.Errorf("%s reads the machine's clock %d times, the table says %d", file, seen[file], w.n)
		}
	}
}

// readsWall counts the uses of time.Now in each file of a room; the tests, the hub's
// pages and what only serves tests are left out.
func readsWall(t *testing.T, root fs.FS, room string) map[string]int {
	t.Helper()
	found := map[string]int{}
	err := fs.WalkDir(root, room, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (path == "ui/web" || strings.HasSuffix(path, "testdata") || path == "data/exchange/roughnet") {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		raw, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		if file, err := parser.ParseFile(token.NewFileSet(), path, raw, 0); err == nil {
			if n := countWall(file); n > 0 {
				found[path] = n
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func countWall(file *ast.File) (n int) {
	ast.Inspect(file, func(node ast.Node) bool {
		if s, ok := node.(*ast.SelectorExpr); ok {
			x, ok := s.X.(*ast.Ident)
			if ok && x.Name == "time" && (s.Sel.Name == "Now" || s.Sel.Name == "Since" || s.Sel.Name == "Until") {
				n++
			}
		}
		return true
	})
	return n
}

// TestWallBites plants a use of each form.
func TestWallBites(t *testing.T) {
	text := "package p\nimport \"time\"\nvar now = time.Now\nfunc f() { _ = time.Since(time.Now()) }"
	file, err := parser.ParseFile(token.NewFileSet(), "a.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := countWall(file); n != 3 {
		t.Errorf("%d uses are found, 3 were planted", n)
	}
}
