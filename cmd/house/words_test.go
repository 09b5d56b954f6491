package house

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// otherwise are words that Vietnamese texts had for what has a name of its own: a
// "ki-ốt" is a stall in a market, and the organiser is "ban tổ chức".
var otherwise = regexp.MustCompile(`ki[- ]ốt|đơn vị tổ chức`)

// TestOneWordForOneThing: one noun for one thing, in every text.
func TestOneWordForOneThing(t *testing.T) {
	t.Parallel()
	text := regexp.MustCompile(`\.(go|json|md|html|js|txtar)$`)
	for _, room := range []string{"README.vi.md", "cmd", "ui", "data", "assets"} {
		err := filepath.WalkDir(filepath.Join("../..", room), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !text.MatchString(path) || filepath.Base(path) == "words_test.go" {
				return err
			}
			data, err := os.ReadFile(path)
			if found := otherwise.Find(bytes.ToLower(data)); found != nil {
				t.Errorf("%s says %q", path, found)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
