// Package a4test reads what was printed, for tests: the text as a person reads it,
// by poppler's programs, and QR symbols as a phone does, by zbar.
//
// Start with [Keep].
package a4test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Keep writes a PDF to a file that goes with the test, or stays in the folder of
// HANGVIET_PICTURES under that name to be looked at.
func Keep(t testing.TB, name string, pdf []byte) (file string) {
	t.Helper()
	dir := os.Getenv("HANGVIET_PICTURES")
	if dir == "" {
		dir = t.TempDir()
	}
	file = filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Text returns the words of all pages, parted by single spaces.
func Text(t testing.TB, file string) string {
	t.Helper()
	return strings.Join(strings.Fields(Run(t, "pdftotext", "-raw", file, "-")), " ")
}

// Symbols returns what the QR symbols of the page hold, a line each.
func Symbols(t testing.TB, file string, page string) string {
	t.Helper()
	picture := strings.TrimSuffix(file, ".pdf")
	Run(t, "pdftoppm", "-r", "200", "-png", "-singlefile", "-f", page, file, picture)
	return Run(t, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture+".png")
}

// Run runs a program and returns its output. Where it fails, so does the test.
func Run(t testing.TB, name string, args ...string) string {
	t.Helper()
	var complaint strings.Builder
	cmd := exec.Command(name, args...)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, complaint.String())
	}
	return string(out)
}
