package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const changes = `# Changelog

## [Unreleased]

- Not out yet.

## [1.2.0] - 2026-11-30

### Added

- Search in **Vietnamese**.

### Fixed

- A letter.

## [1.1.0] - 2026-10-01

- Older.

## [1.0.0]

- Never dated.

## [0.9.0] - 2026-09-01

[1.2.0]: https://hangviet.example/1.2.0
`

func TestNotes(t *testing.T) {
	got, err := notesOf(changes, "1.2.0")
	want := "# Hàng Việt Kiosk 1.2.0, 2026-11-30\n\n### Added\n\n- Search in **Vietnamese**.\n\n### Fixed\n\n- A letter.\n"
	if err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	for _, version := range []string{"1.0.0", "0.9.0", "1.2", "Unreleased", "2.0.0"} {
		if got, err := notesOf(changes, version); !errors.Is(err, ErrNotes) {
			t.Errorf("%s: %q, %v", version, got, err)
		}
	}
}

// TestNotesAreWritten: FyneApp.toml and the list of changes name the same version.
func TestNotesAreWritten(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return path
	}
	args := []string{"--changelog", file("changes", changes), "--app", file("app", "[Details]\nVersion = \"1.2.0\"\n"), "--notes", file("notes", "")}
	if code := run(t.Context(), append(args, "--version", "1.2.0"), io.Discard); code != 0 {
		t.Fatalf("exit %d", code)
	}
	if got := content(t, file("notes", "")); !strings.HasPrefix(string(got), "# Hàng Việt Kiosk 1.2.0") {
		t.Errorf("%s", got)
	}
	var said strings.Builder
	if code := run(t.Context(), append(args, "--version", "1.1.0"), &said); code != 1 || !strings.Contains(said.String(), ErrApp.Error()) {
		t.Errorf("exit %d: %s", code, said.String())
	}
}

// TestAppIsOfTheLastRelease: what the list of changes dated last is what FyneApp.toml
// names, or the next if nothing was released yet.
func TestAppIsOfTheLastRelease(t *testing.T) {
	app := appVersion.FindSubmatch(content(t, filepath.Join("..", "..", "FyneApp.toml")))
	if app == nil {
		t.Fatal("FyneApp.toml names no version")
	}
	for _, head := range sectionHead.FindAllStringSubmatch(string(content(t, filepath.Join("..", "..", "CHANGELOG.md"))), -1) {
		if head[2] == "" {
			continue
		}
		if head[1] != string(app[1]) {
			t.Errorf("CHANGELOG.md: %s; FyneApp.toml: %s", head[1], app[1])
		}
		return
	}
}
