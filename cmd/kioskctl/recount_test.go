package main

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
	"hangviet/data/record"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// polled is a record of one ballot, with what its kiosk and its hub know.
type polled struct {
	dir, key string
	card     string
	receipt  string
}

func newPolled(t *testing.T) polled {
	t.Helper()
	ctx, opens := t.Context(), time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(ctx, t.TempDir())
	check(err)
	t.Cleanup(func() { s.Close() })
	log := ledger.Open(s, s.Identity())
	r := vote.Round{ID: "2026", Opens: opens, Closes: opens.AddDate(0, 1, 0), Categories: []vote.Category{
		{ID: "food", Choices: 1, Nominees: []vote.Nominee{{ID: "tea", Product: "TEA"}}},
	}}
	b, err := vote.NewBallot(r, opens, []vote.Choice{{Category: "food", Nominee: "tea"}})
	check(err)
	_, err = log.Append(ctx, b)
	check(err)
	bundle, err := log.Bundle(ctx, 0, 10)
	check(err)
	card, err := log.DayCard(ctx)
	check(err)
	hub := ledger.HubIdentity(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	p := polled{dir: filepath.Join(t.TempDir(), "record"), card: card.String()}
	p.key, err = hub.VerifierKey()
	check(err)
	p.receipt = ledger.ReceiptCode(tlog.RecordHash(bundle.Entries[0])).String()
	folder, err := record.NewFolder(p.dir)
	check(err)
	_, err = record.Write(ctx, record.Contents{
		Hub: hub, Round: "2026", Phase: vote.Closed, Definitions: []record.Definition{record.Define(1, r, nil, nil)}, Rules: record.Rules{PerHour: 120, Alike: 5},
		Kiosks: func(_ context.Context, f func(record.Kiosk) error) error {
			return f(record.Kiosk{
				ID: bundle.Kiosk, Key: bundle.Key, Status: record.Approved, Size: 1, Heads: []record.Head{{Size: 1, Note: bundle.Head}},
				Entries: func(f func([]byte) error) error { return f(bundle.Entries[0]) },
			})
		},
	}, folder)
	check(err)
	check(folder.Commit())
	return p
}

func TestRecount(t *testing.T) {
	p := newPolled(t)
	cardFile := filepath.Join(t.TempDir(), "card.txt")
	if err := os.WriteFile(cardFile, []byte(p.card+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says []string
		not  string
	}{
		{[]string{p.dir}, exitOK, []string{"Biên bản của đợt 2026 đúng.", "khóa lấy từ chính biên bản", "1 phiếu với 1 lựa chọn", p.key, "không phải cuộc bầu cử"}, "tea"},
		{[]string{p.dir, "--lang", "en", "--hub", p.key}, exitOK, []string{"is right", "the key was given", "not an election"}, "taken from the record"},
		{[]string{p.dir, "--lang", "en", "--receipt", strings.ToLower(p.receipt)}, exitOK, []string{p.receipt + ": in the record"}, "food"},
		{[]string{p.dir, "--receipt", "0000-0000-0000-00"}, exitFailed, []string{"0000-0000-0000-00: KHÔNG có trong biên bản"}, ""},
		{[]string{p.dir, "--lang", "en", "--card", p.card}, exitOK, []string{"1 entries: contained in the record"}, ""},
		{[]string{p.dir, "--card", cardFile}, exitOK, []string{"1 mục: có trong biên bản"}, ""},
		{[]string{p.dir, "--card", "hangviet-card/1 what"}, exitUsage, []string{"day card"}, "đúng"},
		{[]string{p.dir, "--receipt", "0000-0000-0000-01"}, exitUsage, []string{"mistyped"}, "đúng"},
		{[]string{p.dir, "--hub", "hub-x"}, exitUsage, []string{"usage: kioskctl recount"}, "đúng"},
		{[]string{}, exitUsage, []string{"usage: kioskctl recount", "Exits 0"}, ""},
		{[]string{p.dir + "-none"}, exitUsage, []string{"record-none"}, "đúng"},
	} {
		var out strings.Builder
		code := run(t.Context(), append([]string{"recount"}, c.args...), &out, &out)
		for _, says := range c.says {
			if code != c.code || !strings.Contains(out.String(), says) {
				t.Errorf("recount %q: code %d, want %d and %q; said\n%s", c.args, code, c.code, says, &out)
			}
		}
		if c.not != "" && strings.Contains(out.String(), c.not) {
			t.Errorf("recount %q says %q:\n%s", c.args, c.not, &out)
		}
	}
}

// TestRecountNamesWhatIsWrong: in both languages and as JSON.
func TestRecountNamesWhatIsWrong(t *testing.T) {
	p := newPolled(t)
	kiosk := strings.Fields(p.card)[1]
	file := filepath.Join(p.dir, "kiosks", kiosk+".txt")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), "food tea", "food tee", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, says := range map[string]string{"vi": "kiosk " + kiosk + ", mục 0: mục không khớp", "en": "kiosk " + kiosk + ", entry 0: the entry does not"} {
		var out strings.Builder
		if code := run(t.Context(), []string{"recount", p.dir, "--lang", lang}, &out, &out); code != exitFailed || !strings.Contains(out.String(), says) {
			t.Errorf("code %d, said\n%s", code, &out)
		}
	}
	var out strings.Builder
	code := run(t.Context(), []string{"recount", "--json", p.dir}, &out, &out)
	var read struct {
		Right  bool
		Notice map[string]string
		Faults []struct {
			Code, Kiosk string
			Entry       *int64
		}
		Tally struct{ Ballots int }
	}
	if err := json.Unmarshal([]byte(out.String()), &read); err != nil {
		t.Fatalf("%v in %s", err, &out)
	}
	if first := read.Faults[0]; code != exitFailed || read.Right || read.Notice["en"] == "" || first.Code != "leaf" || first.Kiosk != kiosk || *first.Entry != 0 {
		t.Errorf("code %d, said\n%s", code, &out)
	}
}
