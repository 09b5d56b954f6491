package main

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
)

// reference is a program that figures are measured beside.
type reference struct {
	name     string
	programs []string // all of them are needed; the first tells its version
	version  string   // the argument for that
	pack     string   // Debian's
}

// The references that are programs of their own.
var (
	theChromium = reference{"Chromium", []string{chromiumName}, "--version", "chromium"}
	theKiwix    = reference{"kiwix-serve", []string{"kiwix-serve", "zimwriterfs"}, "--version", "kiwix-tools and zim-tools"}
	theZstd     = reference{"zstd --patch-from", []string{"zstd"}, "--version", "zstd"}
	theNginx    = reference{"nginx", []string{"nginx"}, "-v", "nginx-light"}
	thePostgres = reference{"PostgreSQL", []string{"initdb", "postgres"}, "--version", "postgresql"}
	theCopy     = reference{"cp and sha256sum", []string{"cp", "sha256sum"}, "--version", "coreutils"}
)

// find returns the path of a program, also where Debian keeps those of servers; ""
// when it is not there.
func find(program string) string {
	if path, err := exec.LookPath(program); err == nil {
		return path
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + program) // the pattern is good
	for _, path := range append([]string{filepath.Join("/usr/sbin", program)}, found...) {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return ""
}

// missing says what to install, "" when everything is there.
func (r reference) missing() string {
	if slices.ContainsFunc(r.programs, func(p string) bool { return find(p) == "" }) {
		return "missing: Debian's " + r.pack
	}
	return ""
}

// told is the version, in the program's own words.
func (r reference) told() string {
	if why := r.missing(); why != "" {
		return why
	}
	var out, errs strings.Builder
	cmd := exec.Command(find(r.programs[0]), r.version) // #nosec G204 -- a tool of tests and measures, started with their own paths
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "installed; it does not tell its version"
	}
	first, _, _ := strings.Cut(strings.TrimSpace(cmp.Or(out.String(), errs.String())), "\n") // nginx tells it as an error
	return strings.Trim(first, "* ")
}

// module is the version of a library that is built in.
func module(path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of an unknown version"
	}
	for _, m := range info.Deps {
		if m.Path == path {
			return path + " " + m.Version
		}
	}
	return path
}

// references names every reference, its version, and what is missing.
func references() (list [][2]string) {
	list = append(list,
		[2]string{"an empty window", module("fyne.io/fyne/v2")},
		[2]string{"SQLite FTS5", module("modernc.org/sqlite") + ", built in"},
		[2]string{"append and fsync", "the file system named above"})
	for _, r := range []reference{theChromium, theKiwix, theNginx, thePostgres, theZstd, theCopy} {
		list = append(list, [2]string{r.name, r.told()})
	}
	return list
}
