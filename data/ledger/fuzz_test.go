package ledger_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"hangviet/data/ledger"
)

const goodEntry = `hangviet-ballot/1
id 00112233445566778899aabbccddeeff
round 2026
hour 2026-08-05T09Z
choice do-uong chè-1
choice do-uong n2
`

// replaced returns goodEntry with one part of it replaced.
func replaced(old, with string) string { return strings.Replace(goodEntry, old, with, 1) }

var badEntries = map[string]string{
	"empty":             "",
	"other version":     replaced("/1", "/2"),
	"no choice":         goodEntry[:strings.Index(goodEntry, "choice")],
	"cut short":         goodEntry[:len(goodEntry)-1],
	"more":              goodEntry + "\n",
	"carriage returns":  strings.ReplaceAll(goodEntry, "\n", "\r\n"),
	"capital id":        replaced("aabb", "AABB"),
	"short id":          replaced("00112233", ""),
	"minutes":           replaced("09Z", "09:30Z"),
	"hour 24":           replaced("T09Z", "T24Z"),
	"30 February":       replaced("08-05", "02-30"),
	"other zone":        replaced("09Z", "09+07:00"),
	"double space":      replaced("round ", "round  "),
	"tab":               replaced("round ", "round\t"),
	"three words":       replaced("n2", "n2 n3"),
	"one word":          replaced("do-uong n2", "do-uong"),
	"choice twice":      replaced("n2", "chè-1"),
	"broken UTF-8":      replaced("chè", "ch\xe8"),
	"control character": replaced("chè", "ch\u009b"),
	"zero byte":         replaced("chè", "ch\x00"),
	"order":             replaced("round 2026\nhour 2026-08-05T09Z\n", "hour 2026-08-05T09Z\nround 2026\n"),
	"long word":         replaced("n2", strings.Repeat("n", 129)),
	"long":              goodEntry + strings.Repeat("choice a b\n", ledger.MaxEntry/10),
}

func TestParseEntryIsStrict(t *testing.T) {
	if _, err := ledger.ParseEntry([]byte(goodEntry)); err != nil {
		t.Fatal(err)
	}
	for name, text := range badEntries {
		t.Run(name, func(t *testing.T) {
			_, err := ledger.ParseEntry([]byte(text))
			var e *ledger.ParseError
			if !errors.As(err, &e) || e.Offset > len(text) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestParseErrorTellsThePlace(t *testing.T) {
	_, err := ledger.ParseEntry([]byte(replaced("round", "runde")))
	var e *ledger.ParseError
	if !errors.As(err, &e) || e.Offset != strings.Index(goodEntry, "round") || e.What != "entry" {
		t.Errorf("got %v", err)
	}
}

func FuzzParseEntry(f *testing.F) {
	f.Add([]byte(goodEntry))
	for _, text := range badEntries {
		if len(text) < 1000 {
			f.Add([]byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ledger.ParseEntry(data)
		if err == nil && !bytes.Equal(ledger.EncodeEntry(b), data) {
			t.Errorf("%q comes back as %q", data, ledger.EncodeEntry(b))
		}
	})
}

func FuzzParseBundle(f *testing.F) {
	l := newLog(f, 9)
	for from := range int64(9) {
		data := bundle(f, l, from, 3).Marshal()
		f.Add(data)
		f.Add(data[:len(data)-1])
		f.Add(append(data, '\n'))
		f.Add(bytes.Replace(data, []byte("entries 3"), []byte("entries 9223372036854775807"), 1))
		f.Add(bytes.Replace(data, []byte("entries 3"), []byte("entries 03"), 1))
		f.Add(bytes.Replace(data, []byte("head "), []byte("head -"), 1))
		f.Add(bytes.Replace(data, []byte("from "), []byte("from 9223372036854775807"), 1))
	}
	f.Add([]byte("hangviet-ledger/1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ledger.ParseBundle(data)
		if err != nil {
			var e *ledger.ParseError
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(data) {
				t.Errorf("%T %v", err, err)
			}
			return
		}
		if !bytes.Equal(b.Marshal(), data) {
			t.Errorf("%q comes back as %q", data, b.Marshal())
		}
		if err := b.Verify(); err != nil {
			return
		}
		if _, err := newReceiver().receive(data); err != nil && !errors.Is(err, ledger.ErrGap) {
			t.Errorf("verifies, but is not taken: %v", err)
		}
	})
}

const goodBallot = `hangviet-ballot/2
id 00112233445566778899aabbccddeeff
round 2026
mode ticket
test yes
hour 2026-08-05T09Z
order 00000000000000ff
ticket 0123456789abcdef
flag quick
flag same
choice do-uong chè-1
`

const goodPaper = `hangviet-paper/1
id 00112233445566778899aabbccddeeff
round 2026
hour 2026-08-05T09Z
batch HK-12
staff 1
staff 2
corrects ffeeddccbbaa99887766554433221100
sheets 50
invalid 2
count do-uong chè-1 48
`

func TestRecordsAreStrict(t *testing.T) {
	for _, good := range []string{goodEntry, goodBallot, goodPaper} {
		for i := range good {
			for name, bad := range map[string]string{
				"cut":     good[:i],
				"doubled": good[:i] + good[i:i+1] + good[i:],
				"dropped": good[:i] + good[i+1:],
			} {
				if r, err := ledger.ParseRecord([]byte(bad)); err == nil && encoded(r) != bad {
					t.Errorf("%s at %d: accepted %q", name, i, bad)
				}
			}
		}
		if r, err := ledger.ParseRecord([]byte(good)); err != nil || encoded(r) != good {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, c := range []struct{ name, text, old, with string }{
		{"ticket without its mode", goodBallot, "mode ticket", "mode open"},
		{"no ticket", goodBallot, "ticket 0123456789abcdef\n", ""},
		{"unknown mode", goodBallot, "mode ticket", "mode free"},
		{"no mode", goodBallot, "mode ticket", "mode "},
		{"flags unsorted", goodBallot, "flag quick", "flag zebra"},
		{"flag twice", goodBallot, "flag quick", "flag same"},
		{"capital seed", goodBallot, "00ff", "00FF"},
		{"test no", goodBallot, "test yes", "test no"},
		{"one member of staff", goodPaper, "staff 2", "staff 1"},
		{"zero count", goodPaper, "chè-1 48", "chè-1 0"},
		{"negative", goodPaper, "invalid 2", "invalid -2"},
		{"too many", goodPaper, "sheets 50", "sheets 1000001"},
		{"small batch letters", goodPaper, "HK-12", "hk-12"},
		{"corrects nothing", goodPaper, "corrects ffeeddccbbaa99887766554433221100", "corrects "},
		{"no count", goodPaper, " 48\n", "\n"},
	} {
		_, err := ledger.ParseRecord([]byte(strings.Replace(c.text, c.old, c.with, 1)))
		var e *ledger.ParseError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func encoded(r ledger.Record) string {
	if r.Paper != nil {
		return string(ledger.EncodePaper(*r.Paper))
	}
	return string(ledger.EncodeEntry(*r.Ballot))
}

func FuzzParseRecord(f *testing.F) {
	for _, text := range []string{goodEntry, goodBallot, goodPaper} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ledger.ParseRecord(data)
		if err == nil && encoded(r) != string(data) {
			t.Errorf("%q is written as %q", data, encoded(r))
		}
	})
}

// FuzzHour holds the hour of an entry against what package time reads.
func FuzzHour(f *testing.F) {
	for _, hour := range []string{
		"2026-08-05T09Z", "2024-02-29T23Z", "2023-02-29T00Z", "1900-02-29T00Z", "0000-01-01T00Z", "0001-01-01T00Z", "9999-12-31T23Z",
		"2026-00-05T09Z", "2026-13-05T09Z", "2026-04-31T09Z", "2026-04-00T09Z", "2026-08-05T24Z", "+026-08-05T09Z", "2026-08-05t09z",
	} {
		f.Add(hour)
	}
	f.Fuzz(func(t *testing.T, hour string) {
		if strings.Contains(hour, "\n") {
			return
		}
		const form = "2006-01-02T15Z"
		want, err := time.Parse(form, hour)
		good := err == nil && want.Format(form) == hour && want.Year() >= 1
		b, err := ledger.ParseEntry([]byte(replaced("2026-08-05T09Z", hour)))
		if good != (err == nil) || good && !b.Hour.Equal(want) {
			t.Errorf("%q: %v, %v; want %v, %t", hour, b.Hour, err, want, good)
		}
	})
}
