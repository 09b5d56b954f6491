package main

import (
	"strings"
	"testing"
	"time"
)

func TestPhotosAreCountedWithTheTimeLeft(t *testing.T) {
	for lang, want := range map[string]string{
		"vi": "Chuẩn bị ảnh · 20/80 · còn khoảng 1:00\nChuẩn bị ảnh · 40/80 · còn khoảng 0:40\nChuẩn bị ảnh · 60/80 · còn khoảng 0:20\nChuẩn bị ảnh · 80/80 · còn khoảng 0:00\n",
		"en": "Preparing photos · 20/80 · about 1:00 left\nPreparing photos · 40/80 · about 0:40 left\nPreparing photos · 60/80 · about 0:20 left\nPreparing photos · 80/80 · about 0:00 left\n",
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
	line := newPhotoLine(&out, lang)
	line.every = 20 * time.Second
	now := line.start
	line.now = func() time.Time { return now }
	for done := range photos {
		now = now.Add(each)
		line.show(done+1, photos)
	}
	line.end()
	return out.String()
}
