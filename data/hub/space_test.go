package hub

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// TestTheRestOfTheDiskIsForBallots: while the disk is nearly full no file is taken, by
// whichever way it comes, and whoever sends one is told why, officers on every page as
// well; ballots are taken to the end. With room again, files are too.
func TestTheRestOfTheDiskIsForBallots(t *testing.T) {
	var free atomic.Uint64
	free.Store(8 << 30)
	h := newHouse(t, func(c *Config) { c.Free = func(string) (uint64, error) { return free.Load(), nil } })
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm 1", wire.Approved)
	boss, p := h.as(people.Administrator), h.producer("HTX Suối Mây (ví dụ)")
	room, book := p.add("Trà shan tuyết"), editiontest.Workbook(h, pressRows(1), opening)
	file := func(path, field, name string, data []byte) func() (int, string) {
		return func() (int, string) { return h.form(boss, path, field, map[string][]byte{name: data}) }
	}
	ways := map[string]func() (int, string){
		"press":      file("/press/files", "files", "danh-muc.xlsx", book),
		"workbook":   file("/workbook", "workbook", "gia.xlsx", book),
		"room photo": func() (int, string) { return p.upload(room+"/photos", "photo", "tra.jpg", picture(1200, 900)) },
		"room documents": func() (int, string) {
			return p.upload(room+"/documents", "document", "giay.pdf", pdf(), "kind=quality")
		},
		"package": file("/programs/packages", "package", "kiosk.deb", []byte("!<arch>\n")),
		"press piece": func() (int, string) {
			status, s := h.piece(boss, "tra.jpg", 3, 0, []byte("abc"))
			return status, s.Fault
		},
	}
	before := filesBelow(t, h.dir)
	free.Store(DefaultFloor + 2) // every file is longer
	for name, send := range ways {
		status, said := send()
		if status != http.StatusInsufficientStorage && status != http.StatusUnprocessableEntity || !strings.Contains(said, "đầy") && !strings.Contains(said, "hết chỗ") {
			t.Errorf("%s: %d %s", name, status, said)
		}
	}
	if now := filesBelow(t, h.dir); now != before {
		t.Errorf("files that were refused left something:\n%s\nbefore:\n%s", now, before)
	}
	free.Store(DefaultFloor - 1)
	if page := h.page(boss, "/"); !strings.Contains(page, "E-HUB-DISK") {
		t.Error("officers are not told")
	}
	if _, _, page := h.ask(http.DefaultClient, "GET /", nil); strings.Contains(page, "E-HUB-DISK") {
		t.Error("strangers are told")
	}
	k.vote("food/n-tea")
	k.deliver()
	if !strings.Contains(h.told(), `hangviet_hub_entries{status="approved"} 1`) {
		t.Error("a ballot was refused")
	}
	free.Store(8 << 30)
	if page := h.page(boss, "/"); strings.Contains(page, "E-HUB-DISK") {
		t.Error("officers are told of what is over")
	}
	for name, send := range ways {
		if status, said := send(); name != "package" && status >= 400 {
			t.Errorf("%s, with room again: %d %s", name, status, said)
		}
	}
}

// filesBelow lists the files of a folder, without the database, which notes who did what.
func filesBelow(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !strings.HasPrefix(e.Name(), "hub.db") {
			all.WriteString(path + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
