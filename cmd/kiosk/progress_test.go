package main

import (
	"strings"
	"testing"
	"time"

	"hangviet/data/exchange"
)

func TestMeterLine(t *testing.T) {
	half := exchange.Progress{Stage: exchange.StagePhotos, Bytes: 2_500_000, TotalBytes: 5_000_000, Files: 3, TotalFiles: 9, Left: 83 * time.Second}
	at := time.Now()
	for _, tc := range []struct {
		lang     string
		terminal bool
		want     string
	}{
		{"vi", false, "Lấy ảnh · 3/9 tệp · 2,5 MB/5,0 MB · còn khoảng 1:23\n"},
		{"en", false, "Taking photos · 3/9 files · 2.5 MB/5.0 MB · about 1:23 left\n"},
		{"en", true, "\r\x1b[KTaking photos · 3/9 files · 2.5 MB/5.0 MB · about 1:23 left"},
	} {
		var out strings.Builder
		m := &meterLine{w: &out, lang: tc.lang, terminal: tc.terminal, every: time.Second, now: func() time.Time { return at }}
		m.show(half)
		m.show(half) // too soon
		if out.String() != tc.want {
			t.Errorf("%q, want %q", out.String(), tc.want)
		}
		at = at.Add(time.Second)
		m.show(half)
		m.end()
		if got := strings.Count(out.String(), "\n"); !tc.terminal && got != 2 || tc.terminal && got != 1 {
			t.Errorf("%d ends of line in %q", got, out.String())
		}
	}
}
