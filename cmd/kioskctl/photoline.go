package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// photoLine tells how many photos are prepared and how long the others will take:
// on a terminal in one line that changes, otherwise in a plain line now and then.
// What takes less than the first of them says nothing.
type photoLine struct {
	w        io.Writer
	lang     string
	terminal bool
	every    time.Duration
	now      func() time.Time
	start    time.Time // of the first photo's end
	last     time.Time
	drawn    bool
}

func newPhotoLine(w io.Writer, lang string) *photoLine {
	l := &photoLine{w: w, lang: lang, every: 10 * time.Second, now: time.Now}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		l.terminal, l.every = true, 500*time.Millisecond
	}
	l.last = l.now()
	return l
}

// show takes one step.
func (l *photoLine) show(done, total int) {
	now := l.now()
	if l.start.IsZero() { // the workbook has been read by now
		l.start, l.last = now, now
	}
	if now.Sub(l.last) < l.every && (done < total || !l.drawn) {
		return
	}
	l.last, l.drawn = now, true
	text := l.text(done, total, now.Sub(l.start))
	if l.terminal {
		fmt.Fprintf(l.w, "\r\x1b[K%s", text)
		return
	}
	fmt.Fprintln(l.w, text)
}

func (l *photoLine) text(done, total int, took time.Duration) string {
	left := time.Duration(float64(took) / float64(max(1, done-1)) * float64(total-done)).Round(time.Second)
	format := map[string]string{"vi": "Chuẩn bị ảnh · %d/%d · còn khoảng %d:%02d", "en": "Preparing photos · %d/%d · about %d:%02d left"}[l.lang]
	return fmt.Sprintf(format, done, total, int(left/time.Minute), int(left%time.Minute/time.Second))
}

// end leaves the line that changed.
func (l *photoLine) end() {
	if l.drawn && l.terminal {
		fmt.Fprintln(l.w)
	}
}
