package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/hub/export"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// TestMain lets the tests run this program as a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(pgtest.Run(m))
}

// asProgram makes the test binary be the program.
const asProgram = "HANGVIET_TEST_HUB"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// command runs one command in this process and returns its output.
func (o *organiser) command(want int, input string, args ...string) string {
	o.Helper()
	var out, errs bytes.Buffer
	if code := run(o.Context(), args, streams{strings.NewReader(input), &out, &errs}); code != want {
		o.Fatalf("hub %s: exit %d, want %d\n%s%s", strings.Join(args, " "), code, want, &out, &errs)
	}
	return out.String() + errs.String()
}

// organiser has a data folder with a published round.
type organiser struct {
	*testing.T
	dir string
}

func newOrganiser(t *testing.T) *organiser { return organiserOf(t, someRound()) }

// organiserOf has a published round of its own.
func organiserOf(t *testing.T, round vote.Round) *organiser {
	t.Helper()
	o := &organiser{t, t.TempDir()}
	t.Setenv(databaseVariable, pgtest.Place(t))
	work := t.TempDir()
	must(t, release.GenerateKeys(work, ""))
	keys, err := release.LoadKeys(work, func() (string, error) { return "", nil })
	must(t, err)
	path := filepath.Join(work, "catalog.db")
	must(t, store.WriteCatalogue(t.Context(), path, someCatalogue(), []vote.Round{round}))
	_, _, err = release.Publish(t.Context(), filepath.Join(o.dir, "content"), keys, release.Input{CatalogueDB: path, IssuedAt: time.Now()})
	must(t, err)
	return o
}

func someCatalogue() catalog.Catalogue {
	return catalog.Catalogue{
		Organiser: catalog.Text{"vi": "Ban tổ chức"},
		Producers: []catalog.Producer{{ID: "p", Name: catalog.Text{"vi": "HTX Sao Mai"}}},
		Products:  []catalog.Product{{Code: "TEA", Name: catalog.Text{"vi": "Chè"}, Producer: "p"}, {Code: "RICE", Name: catalog.Text{"vi": "Gạo"}, Producer: "p"}},
	}
}

func someRound() vote.Round {
	return vote.Round{
		ID: "r1", Title: vote.Text{"vi": "Bình chọn"}, Rules: vote.Text{"vi": "Thể lệ"},
		Opens: time.Now().Add(-24 * time.Hour), Closes: time.Now().Add(24 * time.Hour), Reveal: vote.Always, // so that exports tell totals
		Categories: []vote.Category{{ID: "food", Title: vote.Text{"vi": "Thực phẩm"}, Choices: 1, Nominees: []vote.Nominee{
			{ID: "tea", Product: "TEA"}, {ID: "rice", Product: "RICE"},
		}}},
	}
}

// kiosk is a kiosk with a real ledger.
type kiosk struct {
	*organiser
	store *store.Store
	log   *ledger.Log
	self  ledger.Identity
}

func (o *organiser) kiosk() *kiosk {
	o.Helper()
	s, err := store.Open(o.Context(), o.TempDir())
	must(o.T, err)
	o.Cleanup(func() { must(o.T, s.Close()) })
	return &kiosk{o, s, ledger.Open(s, s.Identity()), s.Identity()}
}

func (k *kiosk) vote(nominee string) vote.Ballot {
	k.Helper()
	b, err := vote.NewBallot(someRound(), time.Now(), []vote.Choice{{Category: "food", Nominee: nominee}})
	must(k.T, err)
	_, err = k.log.Append(k.Context(), b)
	must(k.T, err)
	return b
}

func (k *kiosk) bundle(ctx context.Context, from int64) []byte {
	k.Helper()
	b, err := k.log.Bundle(ctx, from, 10_000)
	must(k.T, err)
	return b.Marshal()
}

func (o *organiser) export() export.Document {
	o.Helper()
	var d export.Document
	must(o.T, json.Unmarshal([]byte(o.command(done, "", "export", "--data", o.dir, "--round", "r1", "--format", "json")), &d))
	return d
}

// TestByStick goes the whole way without a server.
func TestByStick(t *testing.T) {
	o := newOrganiser(t)
	k := o.kiosk()
	k.vote("tea")
	k.vote("rice")
	file := filepath.Join(t.TempDir(), "a.ledger")
	must(t, os.WriteFile(file, k.bundle(t.Context(), 0), 0o600))
	for range 2 { // a stick that is put in twice
		if out := o.command(done, "", "import-ledger", "--data", o.dir, file); !strings.Contains(out, "ballots 1 to 2") {
			t.Errorf("import: %s", out)
		}
	}
	receipt, err := os.ReadFile(file + ".receipt")
	must(t, err)
	must(t, k.log.Acknowledge(t.Context(), receipt, strings.TrimSpace(o.command(done, "", "key", "--data", o.dir))))

	list := o.kiosks()
	if len(list) != 1 || list[0].Status != "pending" || list[0].Ballots != 2 || list[0].How != "stick" {
		t.Errorf("kiosks: %+v", list)
	}
	if d := o.export(); d.Ballots != 0 || d.Uncounted[0].Ballots != 2 {
		t.Errorf("before approval: %+v", d)
	}
	o.command(done, "", "approve", k.self.ID, "--data", o.dir)
	if d := o.export(); d.Ballots != 2 || d.Choices != 2 || d.Release != 1 {
		t.Errorf("after approval: %+v", d)
	}
	o.command(done, "", "refuse", "--data", o.dir, k.self.ID)
	if d := o.export(); d.Ballots != 0 {
		t.Errorf("after refusal: %+v", d)
	}
	if out := o.command(done, "", "kiosks", "--data", o.dir); !strings.Contains(out, "refused") {
		t.Errorf("kiosks: %s", out)
	}
}

func TestExportToFile(t *testing.T) {
	o := newOrganiser(t)
	o.command(done, "", "key", "--data", o.dir)
	for _, format := range []string{"csv", "json", "xlsx"} {
		path := filepath.Join(t.TempDir(), "out."+format)
		o.command(done, "", "export", "--data", o.dir, "--round", "r1", "--format", format, "--out", path)
		if data, err := os.ReadFile(path); err != nil || len(data) == 0 {
			t.Errorf("%s: %d bytes, %v", format, len(data), err)
		}
	}
	o.command(notDone, "", "export", "--data", o.dir, "--round", "none", "--format", "csv")
}

func TestMisuse(t *testing.T) {
	o := newOrganiser(t)
	for _, args := range [][]string{
		{},
		{"none"},
		{"serve"},
		{"serve", "--data", o.dir, "more"},
		{"admin", "--data", o.dir},
		{"admin", "drop", "a", "--data", o.dir},
		{"approve", "--data", o.dir},
		{"export", "--data", o.dir, "--format", "csv"},
		{"export", "--data", o.dir, "--round", "r1", "--format", "pdf"},
		{"import-ledger", "--data", o.dir},
		{"kiosks", "--none"},
		{"forks", "more", "--data", o.dir},
		{"judge", "count", "--data", o.dir},
		{"judge", "burn", "0000", "--data", o.dir},
	} {
		o.command(badUsage, "", args...)
	}
	nowhere := filepath.Join(t.TempDir(), "none")
	o.command(notDone, "", "kiosks", "--data", nowhere)
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("a folder typed wrong was made a hub")
	}
	broken := filepath.Join(t.TempDir(), "broken")
	must(t, os.WriteFile(broken, []byte("hangviet"), 0o600))
	o.command(notDone, "", "import-ledger", "--data", o.dir, broken, filepath.Join(t.TempDir(), "none"))
	o.command(notDone, "", "approve", "0000000000000000", "--data", o.dir)
	o.command(notDone, "", "judge", "count", "0000", "--data", o.dir)
	o.command(notDone, "short\n", "admin", "add", "Thảo", "--data", o.dir)
	o.command(done, "đủ dài để dùng\n", "admin", "add", "Thảo", "--data", o.dir)
}

func (o *organiser) kiosks() []kioskLine {
	o.Helper()
	var list []kioskLine
	must(o.T, json.Unmarshal([]byte(o.command(done, "", "kiosks", "--data", o.dir, "--json")), &list))
	return list
}

func enrolment(k *kiosk) []byte {
	data, err := json.Marshal(wire.NewEnrolment(k.self.PrivateKey, "Điểm bán", time.Now()))
	if err != nil {
		k.Error(err)
	}
	return data
}

// TestHelp: who asks for the commands is told them, and has done nothing wrong.
func TestHelp(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"help", "--help", "-h"} {
		var out, complaints bytes.Buffer
		if code := run(t.Context(), []string{word}, streams{nil, &out, &complaints}); code != done || !strings.Contains(out.String(), "backup") || complaints.Len() > 0 {
			t.Errorf("%s: %d %q", word, code, complaints.String())
		}
	}
}
