package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHandlesAreNamed(t *testing.T) {
	before, err := handlesOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "content", "17")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, "catalog.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	after, err := handlesOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	more := strings.Join(differences(before, after), "\n")
	for _, want := range []string{"/content/N/catalog.db: 0, now 1", "tcp to 00000000:0000, state 0A: 0, now 1"} {
		if !strings.Contains(more, want) {
			t.Errorf("%q is missing among\n%s", want, more)
		}
	}
}

// TestReleasesDoNotGrow publishes what the soak publishes: each release is another,
// and none is larger than the one before, so that what grows is the kiosk's.
func TestReleasesDoNotGrow(t *testing.T) {
	dir := t.TempDir()
	g, err := newGoods(t.Context(), filepath.Join("..", "..", "assets", "sample", "source"), filepath.Join(dir, "office"), filepath.Join(dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	photos := len(g.edition.Photos)
	for want := int64(1); want <= 4; want++ {
		if got, err := g.publish(t.Context()); err != nil || got != want {
			t.Fatalf("published release %d, want %d: %v", got, want, err)
		}
		if more := len(g.edition.Photos) - photos; more <= 0 || more > 8*photosRetaken {
			t.Errorf("release %d has %d photos more than the workbook", want, more)
		}
	}
	size, err := sizeOf(filepath.Join(dir, "content"), all)
	if err != nil || size == 0 {
		t.Errorf("the folder takes %d KiB: %v", size, err)
	}
}
