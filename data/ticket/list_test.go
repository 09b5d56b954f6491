package ticket_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"hangviet/data/ticket"
)

// list returns a list of n marks, which no code has.
func list(round string, n int) ticket.List {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	marks := make([]ticket.Mark, n)
	for i := range marks {
		for j := range marks[i] {
			marks[i][j] = byte(random.Uint32())
		}
	}
	return ticket.NewList(round).With(marks)
}

func TestMarksAreOfTheirRound(t *testing.T) {
	c := ticket.Encode(0x0123456789abcdef)
	l := ticket.NewList("2026")
	// Computed by libargon2: argon2id, version 19, one pass over 256 KiB in
	// one lane, of the fourteen characters, salted with the first 16 bytes of
	// SHA-256 over "hangviet tickets v1\n2026".
	if got := l.Mark(c).String(); got != "cf7e0243548ffc3b" {
		t.Errorf("mark %s", got)
	}
	if ticket.NewList("2027").Mark(c) == l.Mark(c) {
		t.Error("two rounds have the same mark for a code")
	}
	if back, err := ticket.ParseMark(l.Mark(c).String()); back != l.Mark(c) || err != nil {
		t.Errorf("mark is read as %s, %v", back, err)
	}
	for _, s := range []string{"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"} {
		if _, err := ticket.ParseMark(s); !errors.Is(err, ticket.ErrMark) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestMarkAll(t *testing.T) {
	l := ticket.NewList("2026")
	l.Cost.KiB = 8
	codes := make([]ticket.Code, 1000)
	for i := range codes {
		codes[i] = draw(t)
	}
	told := 0
	marks, err := l.MarkAll(t.Context(), codes, func(done int) { told = done })
	if err != nil || told == 0 {
		t.Fatalf("%v; told of %d", err, told)
	}
	l = l.With(marks)
	for i, c := range codes {
		if marks[i] != l.Mark(c) || !l.Has(marks[i]) {
			t.Fatalf("mark %d is of another code", i)
		}
	}
	if l.Has(l.Mark(draw(t))) || len(l.Marks) != len(codes) {
		t.Errorf("%d marks of %d codes", len(l.Marks), len(codes))
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.MarkAll(cancelled, codes, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestListIsReadAsWritten(t *testing.T) {
	for _, l := range []ticket.List{list("2026", 0), list("hàng-việt/2026", 1), list("r", 1000)} {
		data := l.Encode()
		back, err := ticket.ParseList(data)
		if err != nil || !bytes.Equal(back.Encode(), data) || len(l.Marks) > 0 && !reflect.DeepEqual(back, l) {
			t.Errorf("%s of %d: %v", l.Round, len(l.Marks), err)
		}
	}
	want := "hangviet-tickets/1\nround r\nsalt 3f5da78cf1859fd50a506720c399c169\nargon2id 256 1\ntickets 0\n"
	if got := string(ticket.NewList("r").Encode()); got != want {
		t.Errorf("empty list is\n%s", got)
	}
}

func TestParseListRefuses(t *testing.T) {
	good := string(list("2026", 3).Encode())
	lines := strings.SplitAfter(good, "\n")
	replaced := func(line int, with string) string {
		return strings.Join(lines[:line-1], "") + with + strings.Join(lines[line:], "")
	}
	for name, test := range map[string]struct{ data, says string }{
		"empty":          {"", "line 1: the file breaks off"},
		"other file":     {replaced(1, "hangviet-tickets/2\n"), "line 1: it must be"},
		"no round":       {replaced(2, ""), "line 2: it must begin with round"},
		"round in parts": {replaced(2, "round a b\n"), "line 2: that is not the id"},
		"round not text": {replaced(2, "round a\xff\n"), "line 2: that is not the id"},
		"short salt":     {replaced(3, "salt 00\n"), "line 3: that is not a salt"},
		"loud salt":      {replaced(3, strings.ToUpper(lines[2][5:])), "line 3"},
		"dear":           {replaced(4, "argon2id 65537 1\n"), "line 4: that is not a cost"},
		"cheap":          {replaced(4, "argon2id 7 1\n"), "line 4: that is not a cost"},
		"plus":           {replaced(4, "argon2id +256 1\n"), "line 4: that is not a number"},
		"zero":           {replaced(5, "tickets 03\n"), "line 5: that is not a number"},
		"too many":       {replaced(5, "tickets 10000001\n"), "line 5: that is not a number"},
		"fewer":          {replaced(5, "tickets 2\n"), "line 8: there is more"},
		"more":           {replaced(5, "tickets 4\n"), "line 9: the file breaks off"},
		"no mark":        {replaced(7, "what\n"), "line 7: not a mark"},
		"twice":          {replaced(7, lines[5]), "line 7: marks are not in ascending order"},
		"no line end":    {good[:len(good)-1], "line 8: the file breaks off"},
		"Windows":        {strings.ReplaceAll(good, "\n", "\r\n"), "line 1"},
		"rest":           {good + "\n", "line 9: there is more"},
	} {
		if _, err := ticket.ParseList([]byte(test.data)); !errors.Is(err, ticket.ErrList) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", name, err, test.says)
		}
	}
}

func TestMerge(t *testing.T) {
	a, b := list("2026", 100), list("2026", 50)
	whole, err := ticket.Merge(a, b, a)
	if err != nil || len(whole.Marks) != 150 || whole.Check() != nil {
		t.Fatalf("%d marks, %v, %v", len(whole.Marks), err, whole.Check())
	}
	if whole.Lacks(a) != 0 || whole.Lacks(b) != 0 || a.Lacks(whole) != 50 {
		t.Errorf("lacks %d, %d, %d", whole.Lacks(a), whole.Lacks(b), a.Lacks(whole))
	}
	salted, dear := a, a
	salted.Salt[0]++
	dear.Cost.Passes++
	for _, other := range []ticket.List{list("2027", 3), salted, dear} {
		if _, err := ticket.Merge(a, other); !errors.Is(err, ticket.ErrUnlike) {
			t.Errorf("merged with round %s, cost %v: %v", other.Round, other.Cost, err)
		}
	}
	if _, err := ticket.Merge(); !errors.Is(err, ticket.ErrUnlike) {
		t.Errorf("merged nothing: %v", err)
	}
}

func TestCheckList(t *testing.T) {
	for name, spoil := range map[string]func(*ticket.List){
		"no round": func(l *ticket.List) { l.Round = "" },
		"no cost":  func(l *ticket.List) { l.Cost = ticket.Cost{} },
		"order":    func(l *ticket.List) { l.Marks[0], l.Marks[1] = l.Marks[1], l.Marks[0] },
		"twice":    func(l *ticket.List) { l.Marks[0] = l.Marks[1] },
	} {
		l := list("2026", 3)
		if spoil(&l); !errors.Is(l.Check(), ticket.ErrList) {
			t.Errorf("%s: %v", name, l.Check())
		}
	}
}

// FuzzParseList gives lists of anybody's making: what is accepted is written the
// same, and is as a list has to be.
func FuzzParseList(f *testing.F) {
	f.Add(list("2026", 3).Encode())
	f.Add(list("đợt-1", 0).Encode())
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ticket.ParseList(data)
		if err != nil {
			if !errors.Is(err, ticket.ErrList) {
				t.Error(err)
			}
			return
		}
		if !bytes.Equal(l.Encode(), data) || l.Check() != nil {
			t.Errorf("accepted and written otherwise, %v", l.Check())
		}
	})
}

// FuzzEncodeList writes lists of any content and reads them back.
func FuzzEncodeList(f *testing.F) {
	f.Add("2026", []byte("salt"), uint32(256), uint32(1), []byte("some marks of tickets, cut into 8"))
	f.Fuzz(func(t *testing.T, round string, salt []byte, kib, passes uint32, data []byte) {
		l := ticket.List{Round: round, Cost: ticket.Cost{KiB: kib, Passes: passes}}
		copy(l.Salt[:], salt)
		var marks []ticket.Mark
		for ; len(data) >= 8; data = data[8:] {
			marks = append(marks, ticket.Mark(data))
		}
		l = l.With(marks)
		back, err := ticket.ParseList(l.Encode())
		if (err == nil) != (l.Check() == nil) {
			t.Errorf("reading: %v, checking: %v", err, l.Check())
		}
		if err == nil && !bytes.Equal(back.Encode(), l.Encode()) {
			t.Error("read otherwise")
		}
	})
}

func BenchmarkMark(b *testing.B) {
	l, c := ticket.NewList("2026"), draw(b)
	for b.Loop() {
		l.Mark(c)
	}
}
