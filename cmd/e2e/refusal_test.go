package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBadContentIsRefused hands a kiosk content folders that are damaged, old,
// foreign or mixed. Each is refused with a sentence, and what the kiosk shows
// stays what it was.
func TestBadContentIsRefused(t *testing.T) {
	office := openOffice(t)
	first, second := filepath.Join(t.TempDir(), "1"), filepath.Join(t.TempDir(), "2")
	office.publish(first)
	copyFolder(t, first, second)
	office.fill("Products", office.products("260.000")...)
	office.publish(second)
	foreign := filepath.Join(t.TempDir(), "foreign")
	openOffice(t).publish(foreign)

	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "import", "--data", data, "--from", first)
	shown := kioskStatus(t, data)

	refused := func(name, folder string) {
		t.Run(name, func(t *testing.T) {
			out, code := try(t, "kiosk", "import", "--data", data, "--from", folder, "--lang", "en")
			if code != 1 || len(strings.Fields(out)) < 5 {
				t.Errorf("exit %d and this for a sentence: %q", code, out)
			}
			if now := kioskStatus(t, data); now.Release != shown.Release || now.Products != shown.Products || now.Photos != shown.Photos {
				t.Errorf("the kiosk now shows %+v, before %+v", now, shown)
			}
		})
	}
	for name, path := range kindsOfFile(t, second) {
		folder := filepath.Join(t.TempDir(), "stick")
		copyFolder(t, second, folder)
		flipBit(t, filepath.Join(folder, path))
		refused("flipped bit in "+name, folder)
	}
	mixed := filepath.Join(t.TempDir(), "mixed")
	copyFolder(t, first, mixed)
	copyFile(t, filepath.Join(second, "metadata", "timestamp.json"), filepath.Join(mixed, "metadata", "timestamp.json"))
	refused("two releases mixed", mixed)
	refused("another organiser's", foreign)

	run(t, "kiosk", "import", "--data", data, "--from", second)
	shown = kioskStatus(t, data)
	refused("older release", first)
}

// kindsOfFile returns one file of each kind without which a kiosk takes nothing
// of release 2, by its name. The catalogue has two: patch and whole file.
func kindsOfFile(t *testing.T, folder string) map[string]string {
	t.Helper()
	manifests, err := filepath.Glob(filepath.Join(folder, "targets", "*.update.json"))
	if err != nil || len(manifests) == 0 {
		t.Fatalf("no manifest in %s: %v", folder, err)
	}
	kinds := map[string]string{
		"timestamp": "metadata/timestamp.json", "snapshot": "metadata/2.snapshot.json", "targets": "metadata/2.targets.json",
	}
	for _, path := range manifests {
		var m struct{ Number int64 }
		if err := json.Unmarshal(read(t, path), &m); err != nil {
			t.Fatal(err)
		}
		if m.Number == 2 {
			kinds["manifest"] = filepath.Join("targets", filepath.Base(path))
		}
	}
	if len(kinds) != 4 {
		t.Fatalf("kinds of file found: %v", kinds)
	}
	return kinds
}

// TestNewKioskRefusesDamagedPhotos is about what a kiosk that holds all photos
// would not read: root, index and packs.
func TestNewKioskRefusesDamagedPhotos(t *testing.T) {
	office := openOffice(t)
	repo := filepath.Join(t.TempDir(), "repo")
	office.publish(repo)
	files, err := os.ReadDir(filepath.Join(repo, "files"))
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{filepath.Join("metadata", "1.root.json")}
	for _, f := range files {
		paths = append(paths, filepath.Join("files", f.Name()))
	}
	if len(paths) != 4 {
		t.Fatalf("a first release has %v, want root, catalogue, index and one pack", paths)
	}
	for _, path := range paths {
		folder := filepath.Join(t.TempDir(), "stick")
		copyFolder(t, repo, folder)
		flipBit(t, filepath.Join(folder, path))
		data := filepath.Join(t.TempDir(), "kiosk")
		out, code := try(t, "kiosk", "import", "--data", data, "--from", folder, "--root", filepath.Join(office.dir, "keys", "root.json"))
		if code != 1 {
			t.Errorf("a flipped bit in %s: exit %d, %q", path, code, out)
		}
		if s := kioskStatus(t, data); s.Release != 0 || s.Products != 0 {
			t.Errorf("a flipped bit in %s: the kiosk shows %+v", path, s)
		}
	}
}

// flipBit changes the lowest bit of the byte in the middle of a file.
func flipBit(t *testing.T, path string) {
	t.Helper()
	b := bytes.Clone(read(t, path))
	b[len(b)/2] ^= 1
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	if err := os.WriteFile(to, read(t, from), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
