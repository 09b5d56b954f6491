package art

import (
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestDraw draws every motif; with ART=folder it keeps the pictures there.
func TestDraw(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(motifs)) {
		img, err := Draw(name+" amber", 0, 400)
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("ART"); dir != "" {
			f, err := os.Create(filepath.Join(dir, name+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, img); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
}
