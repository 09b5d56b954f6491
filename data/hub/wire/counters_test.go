package wire

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestReport(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	make := func(day string, counts ...Count) Report { return NewReport(private, day, counts, now) }
	good := make("2026-11-22", Count{"search.unmet", "bun dau mam tom", 4}, Count{"view", "", 2})
	var again Report
	text, err := json.Marshal(good)
	if err == nil {
		err = json.Unmarshal(text, &again)
	}
	if err != nil || again.Verify(public) != nil {
		t.Errorf("a report through JSON: %v, %v", err, again.Verify(public))
	}
	if err := good.Verify(other); !errors.Is(err, ErrSignature) {
		t.Errorf("another's key: %v", err)
	}
	changed := again
	changed.Counts[0].N++
	if err := changed.Verify(public); !errors.Is(err, ErrSignature) {
		t.Errorf("a changed number: %v", err)
	}
	for name, bad := range map[string]Report{
		"no day":       make("22/11/2026"),
		"no name":      make("2026-11-22", Count{"", "a", 1}),
		"odd name":     make("2026-11-22", Count{"a b", "a", 1}),
		"nothing":      make("2026-11-22", Count{"a", "a", 0}),
		"twice":        make("2026-11-22", Count{"a", "a", 1}, Count{"a", "a", 2}),
		"two lines":    make("2026-11-22", Count{"a", "a\nview 9 b", 1}),
		"hidden":       make("2026-11-22", Count{"a", "a\u202Eb", 1}),
		"long":         make("2026-11-22", Count{"a", strings.Repeat("a", MaxCountKey+1), 1}),
		"not UTF-8":    make("2026-11-22", Count{"a", "\xff", 1}),
		"far too many": make("2026-11-22", manyCounts(MaxCounts+1)...),
	} {
		if err := bad.Verify(public); !errors.Is(err, ErrReport) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func manyCounts(n int) (counts []Count) {
	for i := range n {
		counts = append(counts, Count{"a", strings.Repeat("a", i%100) + string(rune('a'+i/100)), 1})
	}
	return counts
}
