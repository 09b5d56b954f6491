package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/CycloneDX/cyclonedx-go"
	"golang.org/x/mod/module"
)

// TestPapersOfOurPrograms: what is shipped may be shipped, and says what it is made
// of, in the same bytes each time.
func TestPapersOfOurPrograms(t *testing.T) {
	dir := builtPrograms(t)
	var papers [2][2][]byte
	for i := range papers {
		notice, sbom := filepath.Join(dir, "NOTICE.txt"), filepath.Join(dir, "sbom.json")
		args := []string{"--version", "1.2.0", "--time", "1795000000", "--notice", notice, "--sbom", sbom}
		for _, program := range programs {
			args = append(args, filepath.Join(dir, program))
		}
		var said bytes.Buffer
		if code := run(t.Context(), args, &said); code != 0 {
			t.Fatalf("exit %d: %s", code, said.String())
		}
		papers[i] = [2][]byte{content(t, notice), content(t, sbom)}
	}
	for i, name := range []string{"notices", "bill"} {
		if !bytes.Equal(papers[0][i], papers[1][i]) {
			t.Errorf("the %s are other bytes the second time", name)
		}
	}
	for _, want := range []string{"fyne.io/fyne/v2", "modernc.org/sqlite", "github.com/jackc/pgx/v5", "Be Vietnam Pro", "stdlib", "glfw"} {
		if !bytes.Contains(papers[0][0], []byte(want)) {
			t.Errorf("the notices do not name %s", want)
		}
	}
	var bill cyclonedx.BOM
	if err := json.Unmarshal(papers[0][1], &bill); err != nil || len(*bill.Components) < 40 || len(*bill.Dependencies) != 1+len(programs) || bill.Metadata.Component.Version != "1.2.0" {
		t.Errorf("bill: %v, %+v", err, bill.Metadata)
	}
}

// programs are all that are shipped.
var programs = []string{"kiosk", "hub", "kioskctl", "kiosk-update"}

// builtPrograms returns a folder with the programs, built as they are shipped but for
// what does not matter here.
func builtPrograms(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"build", "-buildvcs=auto", "-tags", "x11,migrated_fynedo", "-o", dir}
	for _, program := range programs {
		args = append(args, "../"+program)
	}
	if out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, program := range programs {
		saysVersion(t, program, filepath.Join(dir, program))
	}
	return dir
}

// saysVersion expects the same line of every program, whichever way it is asked.
func saysVersion(t *testing.T, name, path string) {
	t.Helper()
	said := regexp.MustCompile(`^` + name + ` (v\d+\.\d+\.\d+[0-9a-z.+-]* \([0-9a-f]{12} of \d{4}-\d\d-\d\d, |of no commit \()` + runtime.GOOS + "/" + runtime.GOARCH + `, go1\.[0-9.]+\)\n$`)
	for _, ask := range []string{"version", "--version"} {
		out, err := exec.CommandContext(t.Context(), path, ask).Output()
		if err != nil || !said.Match(out) {
			t.Errorf("%s %s: %q, %v", name, ask, out, err)
		}
	}
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWhatMayNotBeShipped(t *testing.T) {
	m := module.Version{Path: "example.org/part", Version: "v1.0.0"}
	free := string(content(t, filepath.Join("..", "..", "LICENSE")))
	for name, test := range map[string]struct {
		files fstest.MapFS
		right bool
	}{
		"allowed":              {tree("LICENSE", free), true},
		"of another spelling":  {tree("licence.md", free), true},
		"and a notice":         {tree("LICENSE", free, "NOTICE", "of somebody"), true},
		"none":                 {tree("README.md", "MIT"), false},
		"another":              {tree("LICENSE", gpl), false},
		"another deeper":       {tree("LICENSE", free, "third/COPYING", gpl), false},
		"unknown":              {tree("LICENSE", "Ask me first."), false},
		"another of test data": {tree("LICENSE", free, "testdata/LICENSE", "Ask me first."), true},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(m, test.files)
			if right := err == nil; right != test.right || !right && !errors.Is(err, ErrLicense) {
				t.Error(err)
			}
		})
	}
}

// gpl is how a program says that it is under the GNU General Public License.
const gpl = `This program is free software: you can redistribute it and/or modify
it under the terms of the GNU General Public License as published by
the Free Software Foundation, either version 3 of the License, or
(at your option) any later version.`

func tree(pairs ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		files[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return files
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"--notice", "n"}, {"--notice", "n", "--sbom", "s"}, {"--notes", "n", "program"}, {"--unknown"}} {
		if code := run(t.Context(), args, io.Discard); code != 2 {
			t.Errorf("%q: exit %d", args, code)
		}
	}
	var said strings.Builder
	dir := t.TempDir()
	args := []string{"--notice", filepath.Join(dir, "n"), "--sbom", filepath.Join(dir, "s"), filepath.Join(dir, "none")}
	if code := run(t.Context(), args, &said); code != 1 || !strings.Contains(said.String(), "none") {
		t.Errorf("exit %d: %s", code, said.String())
	}
}
