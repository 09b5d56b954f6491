package version

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

func built(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
	return &debug.BuildInfo{Main: debug.Module{Path: "hangviet", Version: version}, Settings: settings}
}

func TestOf(t *testing.T) {
	const between = "v0.9.1-0.20261122150304-86eec611db5e"
	for name, test := range map[string]struct {
		info           *debug.BuildInfo
		archived, want string
	}{
		"a tag":                {built("v0.9.0"), "", "v0.9.0"},
		"between two":          {built(between), "", between},
		"changed":              {built("v0.9.0+dirty"), "", "v0.9.0+dirty"},
		"a test":               {built(""), "", ""},
		"no clone":             {built("(devel)"), "$Format:%(describe:tags=true)$", ""},
		"an archive":           {built("(devel)"), "v0.9.0", "v0.9.0"},
		"an archive in a repo": {built("v0.9.1"), "v0.9.0", "v0.9.1"},
		"of no release":        {built("(devel)"), "v0.9.0-3-g86eec61", ""},
		"without Go's notes":   {nil, "", ""},
	} {
		if got := of(test.info, test.archived); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestLine(t *testing.T) {
	machine := runtime.GOOS + "/" + runtime.GOARCH + ", " + runtime.Version()
	info := built("v0.9.0", debug.BuildSetting{Key: "vcs.revision", Value: "86eec611db5e0011223344"}, debug.BuildSetting{Key: "vcs.time", Value: "2026-11-22T15:00:00Z"})
	if got, want := line("hub", "v0.9.0", info), "hub v0.9.0 (86eec611db5e of 2026-11-22, "+machine+")"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := line("hub", "", nil), "hub of no commit ("+machine+")"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAsked(t *testing.T) {
	for args, want := range map[string]bool{"version": true, "--version": true, "-version": true, "": false, "status": false, "version --data x": false} {
		if got := Asked(strings.Fields(args)); got != want {
			t.Errorf("%q: %v", args, got)
		}
	}
}

// TestProgramsSayTheTag builds a program in a clone that was tagged, in the same after
// a change, and of its source archive, which has no git.
func TestProgramsSayTheTag(t *testing.T) {
	dir := t.TempDir()
	in := func(folder string, name string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = filepath.Join(dir, folder)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	says := func(folder, want string) {
		t.Helper()
		in(folder, "go", "build", "-buildvcs=auto", "-o", "program", ".")
		if got := in(folder, "./program"); !strings.HasPrefix(got, "program "+want) {
			t.Errorf("%s: %q, want %q", folder, got, want)
		}
	}
	plant(t, filepath.Join(dir, "clone"))
	in("clone", "git", "init", "-q")
	in("clone", "git", "add", ".")
	in("clone", "git", "-c", "user.name=t", "-c", "user.email=t@hangviet.example", "commit", "-qm", "all")
	in("clone", "git", "tag", "v1.2.3")
	says("clone", "v1.2.3 (")
	in("clone", "git", "archive", "--prefix=archive/", "-o", "../archive.tar", "HEAD")
	in("", "tar", "-xf", "archive.tar")
	says("archive", "v1.2.3 (")
	write(t, filepath.Join(dir, "clone", "data", "version", "more.go"), "package version\n")
	says("clone", "v1.2.3+dirty (")
}

// plant makes a module of this package and a program that says its version.
func plant(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{".gitattributes", "data/version/version.go", "data/version/archived.txt"} {
		data, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, filepath.FromSlash(name)), string(data))
	}
	write(t, filepath.Join(dir, ".gitignore"), "/program\n")
	write(t, filepath.Join(dir, "go.mod"), "module hangviet\n\ngo 1.26\n")
	write(t, filepath.Join(dir, "main.go"), "package main\n\nimport \"hangviet/data/version\"\n\nfunc main() { print(version.Line(\"program\")) }\n")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
