package record

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// TestRecordIsRight: what was published is recounted to the same numbers.
func TestRecordIsRight(t *testing.T) {
	s := newScene(t)
	dir := publish(t, s.contents)
	key, err := s.hub.VerifierKey()
	if err != nil {
		t.Fatal(err)
	}
	r := recount(t, dir, Options{Hub: key})
	if !r.Right() || !r.Pinned || r.Hub != key || r.Kiosks != 4 || r.Branches != 1 || r.Others != 3 || r.Strangers() != 0 {
		t.Errorf("report is %+v", r)
	}
	for _, f := range r.Faults {
		t.Error(f.Say("en"))
	}
	want := strings.Join([]string{
		"hangviet-record-tally/1", "notice " + Notice["vi"], "notice " + Notice["en"], "round 2026",
		"total 3 2 5 4",
	}, "\n")
	if got := string(r.Tally.Bytes()); !strings.HasPrefix(got, want) {
		t.Errorf("tally is\n%s", got)
	}
}

// TestNothingThatDoesNotFitIsWritten: what the hub holds is held against what was
// signed before it is published.
func TestNothingThatDoesNotFitIsWritten(t *testing.T) {
	for name, harm := range map[string]func(*Kiosk, [][]byte){
		"an entry that is none":   func(_ *Kiosk, entries [][]byte) { entries[1] = []byte("hangviet-ballot/2\n") },
		"another entry":           func(_ *Kiosk, entries [][]byte) { entries[1] = ledger.EncodeEntry(ballotOf("other", 0, tea)) },
		"too many entries":        func(k *Kiosk, _ [][]byte) { k.Size-- },
		"too few entries":         func(k *Kiosk, _ [][]byte) { k.Size++ },
		"another kiosk's key":     func(k *Kiosk, _ [][]byte) { k.Key = newQuill("other").self.PublicKey() },
		"a key that is too short": func(k *Kiosk, _ [][]byte) { k.Key = k.Key[:31] },
	} {
		q := newQuill("one")
		for _, id := range []string{"a", "b", "c"} {
			q.entries = append(q.entries, ledger.EncodeEntry(ballotOf(id, 0, tea)))
		}
		k := q.kiosk(t)
		harm(&k, q.entries)
		c := oneKiosk(k)
		if _, err := Write(t.Context(), c, discard{}); !errors.Is(err, ErrContents) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func oneKiosk(k Kiosk) Contents {
	return Contents{
		Hub: newHub("hub"), Round: "2026", Phase: vote.Closed, Definitions: testDefinitions(), Rules: Rules{120, 5},
		Kiosks: func(_ context.Context, f func(Kiosk) error) error { return f(k) },
	}
}

type discard struct{}

func (discard) Create(string) (io.WriteCloser, error) { return open{io.Discard}, nil }

// TestCheckpoints: of a kiosk that sends ballot by ballot some are shown, always
// the last; without any the entries are told to be unsigned.
func TestCheckpoints(t *testing.T) {
	q := newQuill("chatty")
	var grown tree
	var heads []Head
	for n := range 300 {
		entry := ledger.EncodeEntry(ballotOf(fmt.Sprint(n), 0, tea))
		q.entries = append(q.entries, entry)
		grown.add(tlog.RecordHash(entry))
		heads = append(heads, Head{grown.size, q.head(t, &grown)})
	}
	k := q.kiosk(t)
	k.Heads = heads
	dir := publish(t, oneKiosk(k))
	if r := recount(t, dir, Options{}); !r.Right() || r.Heads != 300/headEvery+1 {
		t.Errorf("%d checkpoints, %v", r.Heads, sayAll(r))
	}
	k.Heads = heads[:290]
	for name, c := range map[string]Kiosk{"the last ten": k, "all": func(k Kiosk) Kiosk { k.Heads = nil; return k }(k)} {
		r := recount(t, publish(t, oneKiosk(c)), Options{})
		if len(r.Faults) != 1 || r.Faults[0].Code != CodeUnsigned || *r.Faults[0].Entry != int64(len(c.Heads)) {
			t.Errorf("%s: %v", name, sayAll(r))
		}
	}
}

// TestIdleKiosk: a kiosk of other rounds is shown by its hashes, and left out when
// the hub has no checkpoint of it.
func TestIdleKiosk(t *testing.T) {
	q := newQuill("idle")
	other := ballotOf("other", 0, tea)
	other.Round = "2025"
	q.entries = [][]byte{ledger.EncodeEntry(other)}
	k := q.kiosk(t)
	if r := recount(t, publish(t, oneKiosk(k)), Options{}); !r.Right() || r.Kiosks != 1 || r.Others != 1 {
		t.Errorf("%d kiosks, %v", r.Kiosks, sayAll(r))
	}
	k.Heads = nil
	if r := recount(t, publish(t, oneKiosk(k)), Options{}); !r.Right() || r.Kiosks != 0 {
		t.Errorf("%d kiosks, %v", r.Kiosks, sayAll(r))
	}
}

// TestZip: its bytes are the same for the same record.
func TestZip(t *testing.T) {
	c := newScene(t).contents
	var one, two bytes.Buffer
	for _, out := range []*bytes.Buffer{&one, &two} {
		z := NewZip(out, "record")
		if _, err := Write(t.Context(), c, z); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if one.Len() == 0 || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("%d and %d bytes that differ", one.Len(), two.Len())
	}
}

// TestFolder: a record appears whole or not at all, and never over another.
func TestFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record")
	folder, err := NewFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := folder.Create("../out"); err == nil {
		t.Error("a file outside the folder was made")
	}
	other := path + ".part"
	if err := os.Mkdir(other, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("half a record is there: %v", err)
	}
	if err := folder.Abandon(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 || left[0].Name() != "record.part" {
		t.Errorf("left is %v, %v", left, err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := NewFolder(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("over another: %v", err)
	}
}
