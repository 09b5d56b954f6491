package main

import (
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/data/edition"
	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/sheet"
	"hangviet/data/store"
	"hangviet/data/ticket"
)

// firstRound is the id of the workbook's first round.
func firstRound(t *testing.T, dir string) string {
	t.Helper()
	opt, err := edition.Options(time.Now())
	must(t, err)
	book, err := sheet.Read(t.Context(), dir, opt)
	must(t, err)
	return book.Rounds[0].ID
}

// readCodes reads the codes of a table as a spreadsheet would.
func readCodes(t *testing.T, path string) (codes []ticket.Code) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	text, marked := strings.CutPrefix(string(data), "\ufeff")
	if !marked || strings.Count(text, "\r\n") != strings.Count(text, "\n") {
		t.Errorf("%s is no table for Excel: %.40q", path, data)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	must(t, err)
	for _, row := range rows[1:] {
		c, err := ticket.Parse(row[1])
		must(t, err)
		codes = append(codes, c)
	}
	return codes
}

// TestTicketsFromPaperToKiosk draws codes twice, publishes both lists and looks
// each code up in the catalogue that a kiosk imports.
func TestTicketsFromPaperToKiosk(t *testing.T) {
	dir, repo, root := organiser(t)
	round := firstRound(t, dir)
	path := func(name string) string { return filepath.Join(dir, "tickets", name) }
	must(t, os.Mkdir(filepath.Join(dir, "tickets"), 0o700))
	drawn := kioskctl(t, "tickets", "--round", round, "--count", "25", "--title", "Hàng Việt được yêu thích",
		"--out", path("a.csv"), "--out", path("a.pdf")).want(t, exitOK, "25 mã", round, path("a.list"))
	kioskctl(t, "tickets", "--round", round, "--count", "5", "--out", path("b.csv"), "--lang", "en").want(t, exitOK, "5 codes")
	for _, name := range []string{"a.csv", "a.pdf", "a.list", "b.csv", "b.list"} {
		info, err := os.Stat(path(name))
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
	codes := append(readCodes(t, path("a.csv")), readCodes(t, path("b.csv"))...)
	if len(codes) != 30 {
		t.Fatalf("%d codes", len(codes))
	}
	checkSilent(t, codes, drawn.out+drawn.errOut, path("a.list"))
	checkCards(t, codes[:25], path("a.pdf"))

	published := kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK, "Mã phiếu của đợt “"+round+"”: 30")
	checkSilent(t, codes, published.out+published.errOut, "")
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK, "mã phiếu       đợt “"+round+"”: 30")
	kioskctl(t, "verify", "--repo", repo, "--root", root, "--json").want(t, exitOK, `"`+round+`": 30`)
	c := imported(t, repo, root)
	must(t, c.Check(t.Context()))
	list, ok, err := c.TicketList(t.Context(), round)
	if err != nil || !ok {
		t.Fatalf("list of %s: %v, %v", round, ok, err)
	}
	for _, code := range codes {
		typed, err := ticket.Parse(strings.ToLower(code.String()) + "\r\n")
		must(t, err)
		if has, err := c.HasTicket(t.Context(), round, list.Mark(typed)); !has || err != nil {
			t.Errorf("a code is not known: %v", err)
		}
	}
	if has, err := c.HasTicket(t.Context(), round, list.Mark(ticket.Encode(1))); has || err != nil {
		t.Errorf("a code that nobody drew: %v, %v", has, err)
	}
}

// checkSilent looks for codes where there must be none.
func checkSilent(t *testing.T, codes []ticket.Code, text, path string) {
	t.Helper()
	if path != "" {
		data, err := os.ReadFile(path)
		must(t, err)
		text += string(data)
	}
	for _, c := range codes {
		if strings.Contains(text, c.String()) || strings.Contains(text, string(c)) {
			t.Errorf("a code is told in %.60q", text)
		}
	}
}

func checkCards(t *testing.T, codes []ticket.Code, path string) {
	t.Helper()
	out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	must(t, err)
	text := strings.Join(strings.Fields(string(out)), "")
	for _, c := range codes {
		if strings.Count(text, c.String()) != 1 {
			t.Errorf("a code is on %d cards", strings.Count(text, c.String()))
		}
	}
	if strings.Count(text, "HàngViệtđượcyêuthích") != len(codes) {
		t.Errorf("the title is not on every card")
	}
}

// imported takes the release of repo as a kiosk does.
func imported(t *testing.T, repo, root string) *store.Catalogue {
	t.Helper()
	content := &exchange.Content{Dir: t.TempDir(), Open: func(ctx context.Context, path string) (exchange.Catalogue, error) {
		return store.OpenCatalogue(ctx, path)
	}}
	pinned, err := os.ReadFile(root)
	must(t, err)
	must(t, content.Pin(t.Context(), pinned))
	src, err := release.Dir(repo)
	must(t, err)
	_, err = content.Import(t.Context(), src, nil)
	must(t, err)
	_, path, err := content.Current()
	must(t, err)
	c, err := store.OpenCatalogue(t.Context(), path)
	must(t, err)
	t.Cleanup(func() { must(t, c.Close()) })
	return c
}

func TestPublishedTicketsStay(t *testing.T) {
	dir, repo, _ := organiser(t)
	round := firstRound(t, dir)
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for _, name := range []string{a, b} {
		kioskctl(t, "tickets", "--round", round, "--count", "10", "--out", name+".csv").want(t, exitOK)
	}
	publish := func(args ...string) ran {
		return kioskctl(t, append([]string{"publish", "--from", dir, "--repo", repo}, args...)...)
	}
	publish("--tickets", a+".list").want(t, exitOK, ": 10.\n")
	publish().want(t, exitFailed, "đợt “"+round+"”: 10 trong 10 mã", "--drop-tickets "+round, "chưa phát hành gì")
	publish("--tickets", b+".list", "--lang", "en").want(t, exitFailed, "10 of 10 published tickets", "nothing was published")
	publish("--tickets", a+".list", "--tickets", b+".list", "--tickets", a+".list").want(t, exitOK, "bản 2", ": 20.\n")
	publish("--tickets", b+".list").want(t, exitFailed, "10 trong 20 mã")
	publish("--tickets", b+".list", "--drop-tickets", "other").want(t, exitFailed, "10 trong 20 mã")
	publish("--tickets", b+".list", "--drop-tickets", round).want(t, exitOK, "bản 3", "bỏ 10 mã", ": 10.\n")
	publish("--drop-tickets", round, "--lang", "en").want(t, exitOK, "release 4", "dropped 10 published tickets")
	publish().want(t, exitOK, "bản 5")
}

func TestPublishRefusesTickets(t *testing.T) {
	dir, repo, _ := organiser(t)
	round := firstRound(t, dir)
	file := filepath.Join(dir, "some.list")
	publish := func(data string) ran {
		must(t, os.WriteFile(file, []byte(data), 0o600))
		return kioskctl(t, "publish", "--from", dir, "--repo", repo, "--tickets", file)
	}
	good := string(ticket.NewList(round).Encode())
	publish("codes\n").want(t, exitFailed, file, "line 1")
	publish(good[:len(good)-1]).want(t, exitFailed, file, "line 5")
	publish(string(ticket.NewList("nowhere").Encode())).want(t, exitFailed, file, "đợt “nowhere”", "có: "+round)
	other := ticket.NewList(round)
	other.Salt[0]++
	saved := filepath.Join(dir, "other.list")
	must(t, os.WriteFile(saved, other.Encode(), 0o600))
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--tickets", saved, "--tickets", file).want(t, exitFailed, file)
	must(t, os.WriteFile(file, []byte(good), 0o600))
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--tickets", saved, "--tickets", file).want(t, exitFailed, file, "không cộng được")
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--tickets", file+"x").want(t, exitFailed, file+"x")
	if _, err := os.Stat(repo); err == nil {
		t.Error("something was published")
	}
}

func TestTicketsRefuses(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "codes.csv")
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"nothing":       {nil, exitUsage, "usage: kioskctl tickets"},
		"no count":      {[]string{"--round", "r", "--out", out}, exitUsage, "usage"},
		"negative":      {[]string{"--round", "r", "--out", out, "--count", "-1"}, exitUsage, "usage"},
		"no file":       {[]string{"--round", "r", "--count", "3"}, exitUsage, "usage"},
		"other file":    {[]string{"--round", "r", "--count", "3", "--out", dir + "/x.txt"}, exitUsage, "x.txt"},
		"odd round":     {[]string{"--round", "a b", "--count", "3", "--out", out}, exitFailed, "--round: “a b”"},
		"too many":      {[]string{"--round", "r", "--count", "10000001", "--out", out}, exitFailed, "--count: 10000001"},
		"too many PDF":  {[]string{"--round", "r", "--count", "50001", "--out", dir + "/x.pdf"}, exitFailed, "50001"},
		"7 a page":      {[]string{"--round", "r", "--count", "3", "--out", dir + "/x.pdf", "--per-page", "7"}, exitFailed, "--per-page"},
		"long title":    {[]string{"--round", "r", "--count", "3", "--out", dir + "/x.pdf", "--title", strings.Repeat("x", 121)}, exitFailed, "--title"},
		"odd title":     {[]string{"--round", "r", "--count", "3", "--out", dir + "/x.pdf", "--title", "Hội chợ 🎉"}, exitFailed, "--title"},
		"no folder":     {[]string{"--round", "r", "--count", "3", "--out", dir + "/no/x.csv"}, exitFailed, "no/x.csv"},
		"list in place": {[]string{"--round", "r", "--count", "3", "--out", dir + "/x.csv", "--list", dir + "/x.csv"}, exitFailed, "đã có"},
		"file twice":    {[]string{"--round", "r", "--count", "3", "--out", out, "--out", out}, exitFailed, "đã có"},
	} {
		kioskctl(t, append([]string{"tickets"}, test.args...)...).want(t, test.code, test.says)
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Fatalf("%s: left %v, %v", name, left, err)
		}
	}
	kioskctl(t, "tickets", "-h").want(t, exitOK, "one-time codes", "Nothing is overwritten")
}

func TestTicketsReplacesNothing(t *testing.T) {
	dir := t.TempDir()
	out, pdf, list := filepath.Join(dir, "codes.csv"), filepath.Join(dir, "codes.pdf"), filepath.Join(dir, "codes.list")
	for _, taken := range []string{out, pdf, list} {
		must(t, os.WriteFile(taken, []byte("mine"), 0o600))
		kioskctl(t, "tickets", "--round", "r", "--count", "3", "--out", out, "--out", pdf, "--lang", "en").want(t, exitFailed, taken, "replaces nothing")
		left, err := os.ReadDir(dir)
		must(t, err)
		if data, err := os.ReadFile(taken); string(data) != "mine" || err != nil || len(left) != 1 {
			t.Errorf("%s holds %q, %v; there are %d files", taken, data, err, len(left))
		}
		must(t, os.Remove(taken))
	}
}

func TestTicketsBrokenOffLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var told strings.Builder
	args := []string{"tickets", "--round", "r", "--count", "3", "--out", filepath.Join(dir, "codes.csv")}
	if code := run(ctx, args, &told, &told); code != exitFailed {
		t.Errorf("exit code %d: %s", code, told.String())
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
