package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"hangviet/data/exchange"
)

// meterLine tells the progress of an import: on a terminal in one line that
// changes, otherwise in a plain line at each stage and at times in between.
type meterLine struct {
	w        io.Writer
	lang     string
	terminal bool
	every    time.Duration // between two lines of the same stage
	now      func() time.Time
	last     time.Time
	stage    exchange.Stage
	drawn    bool
}

func newMeterLine(w io.Writer, lang string) *meterLine {
	m := &meterLine{w: w, lang: lang, every: 10 * time.Second, now: time.Now}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		m.terminal, m.every = true, 100*time.Millisecond
	}
	return m
}

// show takes one step of progress.
func (m *meterLine) show(p exchange.Progress) {
	if now := m.now(); p.Stage != m.stage || now.Sub(m.last) >= m.every {
		m.last, m.stage = now, p.Stage
		m.draw(p)
	}
}

func (m *meterLine) draw(p exchange.Progress) {
	text := m.text(p)
	if m.terminal {
		fmt.Fprintf(m.w, "\r\x1b[K%s", text)
		m.drawn = true
		return
	}
	fmt.Fprintln(m.w, text)
}

// end leaves the line that changed.
func (m *meterLine) end() {
	if m.drawn {
		fmt.Fprintln(m.w)
	}
}

var stageWords = map[string]map[exchange.Stage]string{
	"vi": {
		exchange.StageVerify:    "Kiểm tra chữ ký",
		exchange.StageCatalogue: "Lấy danh mục",
		exchange.StageCheck:     "Kiểm tra danh mục",
		exchange.StagePhotos:    "Lấy ảnh",
		exchange.StageSwitch:    "Chuyển sang bản mới",
		exchange.StageWrite:     "Ghi nội dung",
		exchange.StageProve:     "Đọc lại để kiểm tra",
		exchange.StageDone:      "Xong",
	},
	"en": {
		exchange.StageVerify:    "Checking signatures",
		exchange.StageCatalogue: "Taking the catalogue",
		exchange.StageCheck:     "Checking the catalogue",
		exchange.StagePhotos:    "Taking photos",
		exchange.StageSwitch:    "Switching to the new release",
		exchange.StageWrite:     "Writing the content",
		exchange.StageProve:     "Reading it back",
		exchange.StageDone:      "Done",
	},
}

func (m *meterLine) text(p exchange.Progress) string {
	text := stageWords[m.lang][p.Stage]
	if p.TotalFiles > 0 {
		format := map[string]string{"vi": "%s · %d/%d tệp · %s/%s", "en": "%s · %d/%d files · %s/%s"}[m.lang]
		text = fmt.Sprintf(format, text, p.Files, p.TotalFiles, m.size(p.Bytes), m.size(p.TotalBytes))
	}
	if p.Left > 0 {
		text += map[string]string{"vi": " · còn khoảng ", "en": " · about "}[m.lang] + m.duration(p.Left)
	}
	return text
}

func (m *meterLine) duration(d time.Duration) string {
	d = max(d.Round(time.Second), time.Second)
	minutes, seconds := int(d/time.Minute), int(d%time.Minute/time.Second)
	if m.lang == "en" {
		return fmt.Sprintf("%d:%02d left", minutes, seconds)
	}
	return fmt.Sprintf("%d:%02d", minutes, seconds)
}

func (m *meterLine) size(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
	text := fmt.Sprintf("%.1f MB", float64(n)/1e6)
	if m.lang == "vi" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}
