package record

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Remarks are what the organiser says about a publication. They change no count.
type Remarks struct {
	Number  int64     `json:"number"`  // of the publication of this round: 1, 2, 3, …
	Before  string    `json:"before"`  // SHA-256 of files.note of the publication before, hexadecimal; "" for the first
	Without []Without `json:"without"` // kiosks that were not waited for
}

// Without is a kiosk that was not waited for: it may hold ballots still.
type Without struct {
	Kiosk string `json:"kiosk"`
	Why   string `json:"why"`
}

const (
	remarksName  = "remarks.txt"
	remarksTitle = "hangviet-record-remarks/1"
)

// maxRemarks is the greatest length of the remarks in bytes: some 50,000 kiosks.
const maxRemarks = 64 << 20

// encode writes the remarks of a round, kiosks by id.
func (m Remarks) encode(round string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nround %s\nnumber %d\nbefore %s\n", remarksTitle, round, m.Number, cmp.Or(m.Before, "-"))
	all := slices.Clone(m.Without)
	slices.SortFunc(all, func(a, b Without) int { return cmp.Compare(a.Kiosk, b.Kiosk) })
	for _, w := range all {
		fmt.Fprintf(&b, "without %s %s\n", w.Kiosk, cleanText(w.Why))
	}
	return b.Bytes()
}

// remarks reads what encode wrote, and nothing else.
func (l *lines) remarks() (round string, m Remarks) {
	l.is(remarksTitle)
	round = string(l.field("round"))
	m.Number, m.Without = l.decimal(l.field("number")), []Without{}
	if l.err == nil && m.Number < 1 {
		l.fail("numbers begin at 1")
	}
	if before := l.field("before"); l.err == nil && string(before) != "-" {
		m.Before = l.hex(before, 2*tlog.HashSize)
	}
	for l.next("without ") {
		kiosk, why, parted := bytes.Cut(l.field("without"), []byte(" "))
		w := Without{Kiosk: l.hex(kiosk, 16), Why: l.text(why)}
		if n := len(m.Without); l.err == nil && (!parted || n > 0 && m.Without[n-1].Kiosk >= w.Kiosk) {
			l.fail("kiosks are not in order, or there is no reason")
		}
		m.Without = append(m.Without, w)
	}
	return round, m
}

// remarks reads what the organiser says, if there is anything.
func (r *recounter) remarks(names []string) error {
	if _, there := slices.BinarySearch(names, remarksName); !there {
		return nil
	}
	data, err := r.whole(names, remarksName, maxRemarks)
	if err != nil || data == nil {
		return err
	}
	l := newLines(bytes.NewReader(data))
	round, m := l.remarks()
	if err := l.end(); err != nil {
		return r.malformed(Fault{File: remarksName}, err)
	}
	if round != r.report.Round {
		r.fault(Fault{Code: CodePlace, File: remarksName, Detail: round})
	}
	r.report.Remarks = &m
	return nil
}
