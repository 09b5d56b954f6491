package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/hub"
	"hangviet/data/hub/books"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kiosk": main})
}

// TestCommands runs the scripts: the subcommands as a person calls them, with
// real releases and a real hub.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_US.UTF-8")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"keys": cmdKeys, "publish": cmdPublish, "withdraw": cmdWithdraw, "cast": cmdCast, "paper": cmdPaper, "hub": cmdHub, "receive": cmdReceive, "status": cmdStatus,
		},
	})
}

// cmdKeys makes an organiser: keys NAME.
func cmdKeys(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(release.GenerateKeys(ts.MkAbs(args[0]), ""))
}

// cmdPublish publishes products with a photo each: publish KEYS REPO CODE….
func cmdPublish(ts *testscript.TestScript, _ bool, args []string) {
	keys, err := release.LoadKeys(ts.MkAbs(args[0]), nil)
	ts.Check(err)
	dir := ts.MkAbs("publish-" + fmt.Sprint(rand.Uint64()))
	ts.Check(os.MkdirAll(dir, 0o755))
	in := release.Input{CatalogueDB: filepath.Join(dir, "catalog.db"), Photos: map[string]string{}, IssuedAt: time.Now()}
	cat := catalog.Catalogue{Organiser: catalog.Text{"vi": "Sở Công Thương"}}
	for _, code := range args[2:] {
		photo := catalog.Photo{Full: picture(ts, in.Photos, dir, code), Thumb: picture(ts, in.Photos, dir, "small "+code)}
		cat.Products = append(cat.Products, catalog.Product{Code: code, Name: catalog.Text{"vi": code}, Photos: []catalog.Photo{photo}})
	}
	ctx := context.Background()
	ts.Check(store.WriteCatalogue(ctx, in.CatalogueDB, cat, nil))
	_, _, err = release.Publish(ctx, ts.MkAbs(args[1]), keys, in)
	ts.Check(err)
}

// cmdWithdraw hides products: withdraw KEYS REPO CODE….
func cmdWithdraw(ts *testscript.TestScript, _ bool, args []string) {
	keys, err := release.LoadKeys(ts.MkAbs(args[0]), nil)
	ts.Check(err)
	_, err = release.Withdraw(context.Background(), ts.MkAbs(args[1]), keys, release.Urgent{Codes: args[2:], IssuedAt: time.Now()})
	ts.Check(err)
}

func picture(ts *testscript.TestScript, photos map[string]string, dir, name string) catalog.Image {
	data := make([]byte, 5000)
	_, _ = rand.NewChaCha8(sha256.Sum256([]byte(name))).Read(data)
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	photos[sha] = filepath.Join(dir, sha)
	ts.Check(os.WriteFile(photos[sha], data, 0o644))
	return catalog.Image{SHA256: sha, Length: int64(len(data)), Width: 100, Height: 50}
}

// cmdCast casts ballots with two choices each: cast DIR N.
func cmdCast(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	h, err := openHome(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	now, n := time.Now(), 0
	round := vote.Round{ID: "r", Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour), Categories: []vote.Category{
		{ID: "c", Choices: 2, Nominees: []vote.Nominee{{ID: "a", Product: "A"}, {ID: "b", Product: "B"}}},
	}}
	_, err = fmt.Sscan(args[1], &n)
	ts.Check(err)
	for range n {
		b, err := vote.NewBallot(round, now, []vote.Choice{{Category: "c", Nominee: "a"}, {Category: "c", Nominee: "b"}})
		ts.Check(err)
		_, err = h.log.Append(ctx, b)
		ts.Check(err)
	}
	ts.Check(h.Close())
}

// cmdPaper enters a batch of paper whose sheets chose one nominee: paper DIR BATCH
// SHEETS CHOICES.
func cmdPaper(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	h, err := openHome(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	sheet := booth.PaperSheet{Batch: args[1], Staff: [2]string{"s1", "s2"}, Counts: []vote.Count{{Choice: vote.Choice{Category: "c", Nominee: "a"}}}}
	_, err = fmt.Sscan(args[2], &sheet.Sheets)
	ts.Check(err)
	_, err = fmt.Sscan(args[3], &sheet.Counts[0].Sheets)
	ts.Check(err)
	round := vote.Round{ID: "r", Opens: time.Unix(0, 0), Closes: time.Now().Add(time.Hour), Categories: []vote.Category{
		{ID: "c", Choices: 2, Nominees: []vote.Nominee{{ID: "a", Product: "A"}}},
	}}
	_, err = h.booth.EnterPaper(ctx, round, sheet)
	ts.Check(err)
	ts.Check(h.Close())
}

// cmdHub runs a hub until the script ends, its address in HUB and its key in
// HUBKEY: hub DIR.
func cmdHub(ts *testscript.TestScript, _ bool, args []string) {
	service, err := hub.New(context.Background(), hub.Config{Data: ts.MkAbs(args[0])})
	ts.Check(err)
	server := httptest.NewServer(service.Handler())
	ts.Defer(func() { server.Close(); _ = service.Close() })
	ts.Setenv("HUB", server.URL)
	ts.Setenv("HUBKEY", service.Key())
}

// cmdReceive lets a hub take the bundles of a folder as from a stick, with the
// receipts beside them: receive DIR STICK.
func cmdReceive(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	service, err := hub.New(ctx, hub.Config{Data: ts.MkAbs(args[0])})
	ts.Check(err)
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[1]), "*.ledger"))
	ts.Check(err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		ts.Check(err)
		receipt, err := service.Receive(ctx, data, books.ByStick)
		ts.Check(err)
		ts.Check(os.WriteFile(file+".receipt", receipt, 0o644))
	}
	ts.Check(service.Close())
}

// cmdStatus compares fields of kiosk status --json: status DIR FIELD=JSON….
func cmdStatus(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(ts.Exec("kiosk", "status", "--data", args[0], "--json"))
	var got map[string]json.RawMessage
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &got))
	for _, want := range args[1:] {
		var name, value string
		for i := range want {
			if want[i] == '=' {
				name, value = want[:i], want[i+1:]
				break
			}
		}
		if now := compact(got[name]); now != value {
			ts.Fatalf("status says %s=%s, want %s", name, now, value)
		}
	}
}

func compact(raw json.RawMessage) string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return string(raw)
	}
	out, _ := json.Marshal(value)
	return string(out)
}
