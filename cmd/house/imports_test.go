package house

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// Families of imports that a package may be forbidden.
var (
	fyne    = []string{"fyne.io/fyne/v2"}
	window  = []string{"fyne.io/fyne/v2/app"}
	sql     = []string{"database/sql", "modernc.org/sqlite", "hangviet/data/store"}
	network = []string{"net", "net/http"}
	files   = []string{"os", "io/fs", "io/ioutil", "net", "net/http", "database/sql", "modernc.org/sqlite"}
	ui      = []string{"hangviet/ui"}
	ours    = []string{"hangviet"}
)

// rule says what a package must never import, itself or through other packages
// of ours. Allowed names exceptions below a forbidden path. Direct looks at the
// package's own imports only: a program wires what it must not do by itself.
type rule struct {
	never   []string
	allowed []string
	direct  bool
}

var rules = map[string]rule{
	"hangviet/assets":         {never: ours},
	"hangviet/cmd/manual":     {never: ours, allowed: []string{"hangviet/assets"}},
	"hangviet/cmd/poster":     {never: ours},
	"hangviet/cmd/bill":       {never: ours, allowed: []string{"hangviet/assets"}},
	"hangviet/cmd/house":      {never: ours},
	"hangviet/cmd/e2e":        {never: ours, allowed: []string{"hangviet/data", "hangviet/ui/web/webtest"}},
	"hangviet/cmd/bench":      {never: fyne, allowed: []string{"fyne.io/fyne/v2"}},
	"hangviet/cmd/kiosk":      {never: join(network, []string{"database/sql", "modernc.org/sqlite"}), allowed: []string{"net/http"}, direct: true},
	"hangviet/cmd/hub":        {never: join(ui, fyne), allowed: []string{"hangviet/ui/web", "hangviet/ui/model"}},
	"hangviet/cmd/kioskctl":   {never: join(ui, fyne)},
	"hangviet/data/catalog":   {never: join(ours, files)},
	"hangviet/data/vote":      {never: join(ui, sql, network)},
	"hangviet/data/booth":     {never: join(ui, sql, network)},
	"hangviet/data/staff":     {never: join(ui, sql, network)},
	"hangviet/data/search":    {never: join(ui, sql)},
	"hangviet/data/sheet":     {never: join(ui, network)},
	"hangviet/data/sample":    {never: join(ui, network)},
	"hangviet/data/release":   {never: join(ui, sql)},
	"hangviet/data/ledger":    {never: join(ui, network)},
	"hangviet/data/record":    {never: join(ui, sql, network)},
	"hangviet/data/store":     {never: join(ui, network)},
	"hangviet/data/ticket":    {never: join(ours, files)},
	"hangviet/data/disk":      {never: join(ours, sql, network)},
	"hangviet/data/a4":        {never: join(ours, sql, network, []string{"os"}), allowed: []string{"hangviet/assets"}},
	"hangviet/data/a4/a4test": {never: ours},
	"hangviet/data/cards":     {never: join(ui, sql, network, []string{"os"})},
	"hangviet/data/edition":   {never: join(ui, fyne)},
	"hangviet/data/exchange":  {never: join(ui, sql)},
	"hangviet/data/simulate":  {never: join(ui, sql)},
	"hangviet/data/drive":     {never: join(ui, []string{"hangviet/data/release"})},
	"hangviet/data/hub":       {never: join(ui, fyne), allowed: []string{"hangviet/ui/web", "hangviet/ui/model"}},
	"hangviet/data/clock":     {never: ours},
	"hangviet/data/fsync":     {never: ours},
	"hangviet/data/screens":   {never: ours},
	"hangviet/data/backlight": {never: ours},
	"hangviet/data/wifi":      {never: ours},
	"hangviet/data/spoken":    {never: ours},
	"hangviet/data/version":   {never: join(ours, files)},
	"hangviet/ui":             {never: join(sql, network, window, []string{"hangviet/data/exchange"})},
	"hangviet/ui/model":       {never: join(fyne, sql)},
	"hangviet/ui/screen":      {never: join(sql, network, window)},
	"hangviet/ui/kit":         {never: join(window, []string{"hangviet/ui/model", "hangviet/data"})},
	"hangviet/ui/kit/camera":  {never: join(ours, fyne, files)},
	"hangviet/ui/look":        {never: join(window, []string{"hangviet/data"})},
	"hangviet/ui/input":       {never: join(fyne, ours)},
	"hangviet/ui/surface":     {never: ours},
	"hangviet/ui/inspect":     {never: join(window, []string{"hangviet/ui/model", "hangviet/data"})},
	"hangviet/ui/web":         {never: fyne},

	"hangviet/data/guard":   {never: ours},
	"hangviet/data/machine": {never: join(ours, sql, network)},
	"hangviet/data/logs":    {never: join(ours, sql, network)},
	"hangviet/data/runs":    {never: join(ours, sql, network)},

	"hangviet/data/selftest":  {never: join(ours, files)},
	"hangviet/data/rehearsal": {never: ui},

	"hangviet/data/hub/books/pgtest":     {never: ours},
	"hangviet/data/hub/courier":          {never: ours},
	"hangviet/data/hub/filecache":        {never: join(ours, sql, network)},
	"hangviet/data/hub/footfall/leaflet": {never: join(ui, sql, network, []string{"os"})},
	"hangviet/data/hub/footfall/shops":   {never: join(ours, sql)},
	"hangviet/data/update":               {never: join(ui, sql)},
	"hangviet/cmd/kiosk-update":          {never: join(ui, fyne, sql)},
}

func join(lists ...[]string) []string { return slices.Concat(lists...) }

// listed is what `go list -json` tells of a package.
type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportRules(t *testing.T) {
	packages := list(t)
	for name, imports := range packages {
		r, known := ruleFor(name)
		if !known {
			t.Errorf("%s has no rule: say in the table what it must never import", name)
			continue
		}
		for _, fault := range r.faults(name, imports, packages) {
			t.Error(fault)
		}
	}
}

// ruleFor returns the package's rule: its own, or that of the room it is a part
// of, as data/hub/tally is of data/hub. The shell's rule is for package ui alone.
func ruleFor(p string) (rule, bool) {
	if r, ok := rules[p]; ok {
		return r, true
	}
	room := path.Dir(p)
	r, ok := rules[room]
	return r, ok && room != "hangviet/ui"
}

// TestRulesBite plants a forbidden import of each depth and expects it named.
func TestRulesBite(t *testing.T) {
	packages := map[string][]string{
		"hangviet/ui/model":  {"hangviet/data/vote"},
		"hangviet/data/vote": {"hangviet/data/store"},
		"hangviet/ui/look":   {"fyne.io/fyne/v2/app"},
	}
	for _, name := range []string{"hangviet/ui/model", "hangviet/ui/look"} {
		if faults := rules[name].faults(name, packages[name], packages); len(faults) != 1 {
			t.Errorf("%s: %d faults named, want 1: %v", name, len(faults), faults)
		}
	}
}

// TestOneWindow holds the plan's rule that only the kiosk opens a window.
func TestOneWindow(t *testing.T) {
	for name, imports := range list(t) {
		if name != "hangviet/cmd/kiosk" && name != "hangviet/cmd/bench" && slices.Contains(imports, window[0]) {
			t.Errorf("%s imports %s; only the kiosk may", name, window[0])
		}
	}
}

// faults names every forbidden import reached from the package.
func (r rule) faults(name string, imports []string, all map[string][]string) []string {
	var found []string
	seen := map[string]bool{name: true}
	var walk func(from string, imports []string)
	walk = func(from string, imports []string) {
		for _, i := range imports {
			if r.forbids(i) {
				found = append(found, name+" must not import "+i+" (reached in "+from+")")
			} else if next, ok := all[i]; ok && !r.direct && !seen[i] {
				seen[i] = true
				walk(i, next)
			}
		}
	}
	walk(name, imports)
	return found
}

// pure packages stand below "net" but open no connection.
var pure = []string{"net/url", "net/netip"}

func (r rule) forbids(imported string) bool {
	return !within(imported, pure) && !within(imported, r.allowed) && within(imported, r.never)
}

func within(name string, trees []string) bool {
	return slices.ContainsFunc(trees, func(tree string) bool {
		return name == tree || strings.HasPrefix(name, tree+"/")
	})
}

// list returns the imports of every package of the module, tests left out.
func list(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-tags", "x11", "-json=ImportPath,Imports", "hangviet/...").Output()
	if err != nil {
		t.Fatalf("list packages: %v", err)
	}
	packages := map[string][]string{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("read the list of packages: %v", err)
		}
		packages[p.ImportPath] = p.Imports
	}
}
