package main

import (
	"strings"
	"testing"
	"time"
)

func TestPhotosAreCountedWithTheTimeLeft(t *testing.T) {
	for lang, want := range map[string]string{
		"vi": "Chuẩn bị ảnh · 21/80 · còn khoảng 0:59\nChuẩn bị ảnh · 41/80 · còn khoảng 0:39\nChuẩn bị ảnh · 61/80 · còn khoảng 0:19\nChuẩn bị ảnh · 80/80 · còn khoảng 0:00\n",
		"en": "Preparing photos · 21/80 · about 0:59 left\nPreparing photos · 41/80 · about 0:39 left\nPreparing photos · 61/80 · about 0:19 left\nPreparing photos · 80/80 · about 0:00 left\n",
	} {
		if got := counted(lang, 80, time.Second); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got := counted(lang, 80, time.Millisecond); got != "" {
			t.Errorf("what is done at once says %q", got)
		}
	}
}

// counted is what is said of so many photos that take each as long.
func counted(lang string, photos int, each time.Duration) string {
	var out strings.Builder
	line := newProgressLine(&out, map[string]string{"vi": "Chuẩn bị ảnh", "en": "Preparing photos"}[lang], lang)
	line.every = 20 * time.Second
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	line.now = func() time.Time { return now }
	for done := range photos {
		now = now.Add(each)
		line.show(done+1, photos)
	}
	line.end()
	return out.String()
}
