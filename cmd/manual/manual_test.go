package main

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// folders makes a folder of manuals with one, and one of pictures with one.
func folders(t *testing.T, text string) (from, pictures string) {
	t.Helper()
	from, pictures = t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(from, "nhan-vien.md"), []byte(text), 0o644))
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 108, 192))))
	must(t, os.WriteFile(filepath.Join(pictures, "home.png"), picture.Bytes(), 0o644))
	return from, pictures
}

func TestAManualIsPrinted(t *testing.T) {
	from, pictures := folders(t, "<!-- pages: 2, lang: vi -->\n# Dành cho nhân viên\n\nMở máy.\n\n![Trang chủ](home.png)\n\n---\n\n## Trang hai\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
	out := filepath.Join(t.TempDir(), "dist")
	var said, wrong strings.Builder
	if code := run(t.Context(), []string{"--from", from, "--pictures", pictures, "--out", out}, &said, &wrong); code != 0 {
		t.Fatalf("exit %d: %s", code, wrong.String())
	}
	pdf, err := os.ReadFile(filepath.Join(out, "nhan-vien.pdf"))
	must(t, err)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf, []byte("/Width 108")) || !strings.Contains(said.String(), "nhan-vien.pdf: 2 pages") {
		t.Errorf("%d bytes, said %q", len(pdf), said.String())
	}
}

func TestWhatIsNotPrinted(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"no promise":      {"# Một\n", ErrPages.Error()},
		"no language":     {"<!-- pages: 1 -->\n# Một\n", ErrPages.Error()},
		"too long":        {"<!-- pages: 1, lang: en -->\n# Một\n\n---\n\n# Hai\n", ErrLong.Error()},
		"missing picture": {"<!-- pages: 1, lang: en -->\n![x](old/home.png)\n", "old/home.png"},
	} {
		t.Run(name, func(t *testing.T) {
			from, pictures := folders(t, test.text)
			out := t.TempDir()
			var wrong strings.Builder
			if code := run(t.Context(), []string{"--from", from, "--pictures", pictures, "--out", out}, io.Discard, &wrong); code != 1 || !strings.Contains(wrong.String(), test.want) {
				t.Errorf("exit %d: %s", code, wrong.String())
			}
			if left, err := os.ReadDir(out); err != nil || len(left) != 0 {
				t.Errorf("left %v, %v", left, err)
			}
		})
	}
	if code := run(t.Context(), []string{"--from", t.TempDir()}, io.Discard, io.Discard); code != 1 {
		t.Errorf("no manuals: exit %d", code)
	}
}
