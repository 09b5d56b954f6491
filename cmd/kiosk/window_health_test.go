package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileOfStateIsReplacedWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "health.json")
	for goroutines := 1; goroutines <= 2; goroutines++ {
		if err := replaceJSON(path, health{Goroutines: goroutines}); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got health
	if err := json.Unmarshal(raw, &got); err != nil || got.Goroutines != 2 || got.Textures != nil {
		t.Errorf("%s, %v", raw, err)
	}
	if names, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(names) != 1 {
		t.Errorf("left behind: %q, %v", names, err)
	}
	if err := replaceJSON(filepath.Join(path, "not", "there"), health{}); err == nil {
		t.Error("wrote where there is no folder")
	}
}
