package selftest_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hangviet/data/selftest"
)

func TestCardKeepsItsOrder(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	c := selftest.Card{Time: at, Kiosk: "3f9a3f9a3f9a3f9a", Release: 12, Mark: "2"}
	c.Put(selftest.Line{Part: selftest.Full, State: selftest.Untried, Code: "system"})
	c.Put(selftest.Line{Part: selftest.Touch, State: selftest.Bad})
	c.Put(selftest.Line{Part: selftest.Touch, State: selftest.Good})
	c.Put(selftest.Line{Part: selftest.Disk, State: selftest.Bad, Code: "disk.slow", Note: "2 MB/s"})
	if c.Count(selftest.Good) != 1 || c.Count(selftest.Bad) != 1 || c.Lines[0].Part != selftest.Touch || c.Lines[2].Part != selftest.Full {
		t.Errorf("%+v", c.Lines)
	}
	again, err := selftest.Parse(c.String())
	if err != nil || again.String() != c.String() || !again.Time.Equal(at) {
		t.Errorf("%s, %v", again, err)
	}
	if _, ok := again.Line(selftest.Hub); ok {
		t.Error("a part that was not tried has ended")
	}
	c.Time = time.Date(123456, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := selftest.Parse(c.String()); err != nil {
		t.Errorf("a clock far ahead: %v", err)
	}
	if _, err := selftest.Parse("{"); err == nil {
		t.Error("half a card is read")
	}
}

func TestRun(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var got []string
	selftest.Run(ctx, []selftest.Trial{
		{Part: selftest.Disk, Try: func(context.Context) selftest.Line { return selftest.Pass("84 MB/s\nand more") }},
		{Part: selftest.Hub, Try: func(context.Context) selftest.Line { panic("no hub at all") }},
		{Part: selftest.Network, Limit: time.Millisecond, Try: func(ctx context.Context) selftest.Line {
			<-ctx.Done()
			return selftest.Fault("away", ctx.Err())
		}},
		{Part: selftest.Stick, Try: func(context.Context) selftest.Line { stop(); return selftest.NotHere("none") }},
		{Part: selftest.Clock, Try: func(context.Context) selftest.Line { return selftest.Fault("never", errors.New("never")) }},
	}, func(l selftest.Line) {
		got = append(got, strings.Join([]string{string(l.Part), string(l.State), l.Code, l.Note}, ","))
	})
	want := "disk,good,,84 MB/s and more;hub,bad,failed,no hub at all;network,bad,slow,context deadline exceeded;stick,untried,none,"
	if all := strings.Join(got, ";"); all != want {
		t.Errorf("told %s, want %s", all, want)
	}
}

func TestNoteIsOneShortLine(t *testing.T) {
	for _, text := range []string{strings.Repeat("Ấ ", 200), strings.Repeat("x", 161), "a\x00b\xff", strings.Repeat("y", 158) + "Ấ"} {
		if n := selftest.Note(text); len(n) > 160 || !utf8.ValidString(n) || strings.Contains(n, "\n") {
			t.Errorf("%q", n)
		}
	}
}
