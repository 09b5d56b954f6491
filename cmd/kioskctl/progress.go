package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// progressLine tells how much of something long is done and how long the rest will take:
// on a terminal in one line that changes, otherwise in a plain line now and then.
// What takes less than the first of them says nothing.
type progressLine struct {
	w        io.Writer
	what     string // is done
	lang     string
	terminal bool
	every    time.Duration
	now      func() time.Time
	start    time.Time // of the first step's end
	last     time.Time
	drawn    bool
}

func newProgressLine(w io.Writer, what, lang string) *progressLine {
	l := &progressLine{w: w, what: what, lang: lang, every: 10 * time.Second, now: time.Now}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		l.terminal, l.every = true, 500*time.Millisecond
	}
	l.last = l.now()
	return l
}

// show takes one step.
func (l *progressLine) show(done, total int) {
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

func (l *progressLine) text(done, total int, took time.Duration) string {
	left := time.Duration(float64(took) / float64(max(1, done-1)) * float64(total-done)).Round(time.Second)
	format := map[string]string{"vi": "%s · %d/%d · còn khoảng %d:%02d", "en": "%s · %d/%d · about %d:%02d left"}[l.lang]
	return fmt.Sprintf(format, l.what, done, total, int(left/time.Minute), int(left%time.Minute/time.Second))
}

// end leaves the line that changed.
func (l *progressLine) end() {
	if l.drawn && l.terminal {
		fmt.Fprintln(l.w)
	}
}
