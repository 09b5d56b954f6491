package record

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"hangviet/data/ledger"
	"hangviet/data/vote"

	"golang.org/x/mod/sumdb/tlog"
)

// copied returns a copy of a record.
func copied(t testing.TB, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func files(t testing.TB, dir string) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func read(t testing.TB, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func put(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// resign makes the list anew for the files as they are, as a hub would that
// wanted to deceive.
func resign(t testing.TB, dir string, hub ledger.Identity) {
	t.Helper()
	l, err := parseList(read(t, dir, listName))
	if err != nil {
		t.Fatal(err)
	}
	if l.hub, err = hub.VerifierKey(); err != nil {
		t.Fatal(err)
	}
	l.files = nil
	for _, name := range files(t, dir) {
		if data := read(t, dir, name); name != listName {
			l.files = append(l.files, listed{name, int64(len(data)), fmt.Sprintf("%x", sha256.Sum256(data))})
		}
	}
	note, err := hub.SignNote(l.text())
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, listName, note)
}

// TestEveryByteIsNoticed flips a bit of every byte of every file of a small
// record. Of FORMAT.md it holds the beginning, for nothing but its hash is looked
// at.
func TestEveryByteIsNoticed(t *testing.T) {
	whole := Format
	t.Cleanup(func() { Format = whole })
	Format = Format[:100]
	dir := publish(t, smallContents(t))
	jobs := make(chan string)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		own := copied(t, dir)
		wait.Go(func() {
			for name := range jobs {
				flipEach(t, own, name)
			}
		})
	}
	for _, name := range files(t, dir) {
		jobs <- name
	}
	close(jobs)
	wait.Wait()
}

func flipEach(t *testing.T, dir, name string) {
	data := read(t, dir, name)
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY, 0)
	if err != nil {
		t.Error(err)
		return
	}
	defer f.Close()
	for i, b := range data {
		if _, err := f.WriteAt([]byte{b ^ 1<<(i%8)}, int64(i)); err != nil {
			t.Error(err)
		}
		if r, err := Recount(t.Context(), dir, Options{}); err != nil || r.Right() {
			t.Errorf("%s, byte %d, bit %d: %v, not noticed", name, i, i%8, err)
		}
		if _, err := f.WriteAt([]byte{b}, int64(i)); err != nil {
			t.Error(err)
		}
	}
}

// harm is one thing done to a record, and how it is told.
type harm struct {
	name string
	do   func(t *testing.T, s *scene, dir string)
	want []Code // among the faults told; none: the record is right
}

func (s *scene) file(n int) string { return "kiosks/" + s.machines[n].self.ID + ".txt" }

// change replaces a part of a file.
func change(name func(*scene) string, old, new string) func(*testing.T, *scene, string) {
	return func(t *testing.T, s *scene, dir string) {
		data := read(t, dir, name(s))
		if !bytes.Contains(data, []byte(old)) {
			t.Fatalf("%s has no %q", name(s), old)
		}
		put(t, dir, name(s), bytes.Replace(data, []byte(old), []byte(new), 1))
	}
}

func named(name string) func(*scene) string { return func(*scene) string { return name } }
func ofKiosk(n int) func(*scene) string     { return func(s *scene) string { return s.file(n) } }

// signed does harm with the hub's own key.
func signed(do func(*testing.T, *scene, string)) func(*testing.T, *scene, string) {
	return func(t *testing.T, s *scene, dir string) {
		do(t, s, dir)
		resign(t, dir, s.hub)
	}
}

func harms() []harm {
	return []harm{
		{"nothing", func(*testing.T, *scene, string) {}, nil},
		{"signed again", signed(func(*testing.T, *scene, string) {}), nil},
		{"tally", change(named(tallyName), "total 3", "total 4"), []Code{CodeChanged, CodeTally}},
		{"tally, list without the key", func(t *testing.T, s *scene, dir string) {
			signed(change(named(tallyName), "total 3", "total 4"))(t, s, dir)
			forged := read(t, dir, listName)
			resign(t, dir, newHub("thief"))
			text, _, _ := bytes.Cut(forged, []byte("\n\n"))
			_, signature, _ := bytes.Cut(read(t, dir, listName), []byte("\n\n"))
			put(t, dir, listName, slices.Concat(text, []byte("\n\n"), signature))
		}, []Code{CodeSignature, CodeTally}},
		{"tally by the hub", signed(change(named(tallyName), "total 3", "total 4")), []Code{CodeTally}},
		{"status by the hub", signed(change(ofKiosk(2), "status pending", "status approved")), []Code{CodeTally}},
		{"rules by the hub", signed(change(named(definitionsName), `"choices": 1`, `"choices": 2`)), []Code{CodeTally}},
		{"choice", change(ofKiosk(0), "choice food tea", "choice food hat"), []Code{CodeChanged, CodeLeaf}},
		{"choice by the hub", signed(change(ofKiosk(0), "choice food tea\nchoice craft silk", "choice food tea\nchoice craft milk")), []Code{CodeLeaf}},
		{"choice and hash by the hub", signed(func(t *testing.T, s *scene, dir string) {
			data := string(read(t, dir, s.file(1)))
			at := strings.Index(data, "entry ")
			entry, rest, _ := cutEntry(data[at:])
			entry = strings.Replace(entry, "tea", "hon", 1)
			leaf := tlog.RecordHash([]byte(entry))
			put(t, dir, s.file(1), fmt.Appendf(nil, "%sentry %d %s\n%s%s", data[:at], len(entry), encode64(leaf[:]), entry, rest))
		}), []Code{CodeRoot}},
		{"entry left out", signed(func(t *testing.T, s *scene, dir string) {
			data := string(read(t, dir, s.file(1)))
			at := strings.Index(data, "entry ")
			_, rest, _ := cutEntry(data[at:])
			put(t, dir, s.file(1), []byte(strings.Replace(data[:at]+rest, "entries 6", "entries 5", 1)))
		}), []Code{CodeHead, CodeUnsigned}},
		{"entry moved", signed(func(t *testing.T, s *scene, dir string) {
			from, to := string(read(t, dir, s.file(2))), string(read(t, dir, s.file(1)))
			put(t, dir, s.file(1), []byte(strings.Replace(to, "entries 6", "entries 7", 1)+from[strings.Index(from, "entry "):]))
			put(t, dir, s.file(2), []byte(strings.Replace(from[:strings.Index(from, "entry ")], "entries 1", "entries 0", 1)))
		}), []Code{CodeHead, CodeUnsigned}},
		{"entry of another round", signed(func(t *testing.T, s *scene, dir string) {
			other := ballotOf("other-1", 0, vote.Choice{Category: "secret", Nominee: "hidden"})
			other.Round = "2025"
			entry := ledger.EncodeEntry(other)
			leaf := tlog.RecordHash(entry)
			change(ofKiosk(0), "leaf "+encode64(leaf[:])+"\n", fmt.Sprintf("entry %d %s\n%s", len(entry), encode64(leaf[:]), entry))(t, s, dir)
		}), []Code{CodeForeign}},
		{"files swapped", func(t *testing.T, s *scene, dir string) {
			a, b := read(t, dir, s.file(2)), read(t, dir, s.file(3))
			put(t, dir, s.file(2), b)
			put(t, dir, s.file(3), a)
		}, []Code{CodeChanged, CodePlace}},
		{"files swapped by the hub", signed(func(t *testing.T, s *scene, dir string) {
			a, b := read(t, dir, s.file(2)), read(t, dir, s.file(3))
			put(t, dir, s.file(2), b)
			put(t, dir, s.file(3), a)
		}), []Code{CodePlace}},
		{"kiosk removed", func(t *testing.T, s *scene, dir string) { remove(t, dir, s.file(1)) }, []Code{CodeMissing}},
		{"kiosk removed by the hub", signed(func(t *testing.T, s *scene, dir string) { remove(t, dir, s.file(1)) }), []Code{CodeTally}},
		{"forked kiosk removed by the hub", signed(func(t *testing.T, s *scene, dir string) { remove(t, dir, s.file(0)) }), []Code{CodePlace, CodeTally}},
		{"kiosk added", func(t *testing.T, _ *scene, dir string) { addKiosk(t, dir) }, []Code{CodeExtra}},
		{"kiosk of another hub added by the hub", signed(func(t *testing.T, _ *scene, dir string) { addKiosk(t, dir) }), []Code{CodeReceipt, CodeTally}},
		{"branch removed by the hub", signed(func(t *testing.T, s *scene, dir string) {
			for _, name := range files(t, dir) {
				if strings.HasPrefix(name, "branches/") {
					remove(t, dir, name)
				}
			}
		}), []Code{CodeTally}},
		{"entries set aside by the hub", func(t *testing.T, s *scene, dir string) { setAside(t, s, dir, 2) }, []Code{CodeBranch}},
		{"all entries set aside by the hub", func(t *testing.T, s *scene, dir string) { setAside(t, s, dir, 0) }, []Code{CodeBranch}},
		{"file added", func(t *testing.T, _ *scene, dir string) { put(t, dir, "notes.txt", []byte("hi")) }, []Code{CodeExtra}},
		{"file added in a folder", func(t *testing.T, _ *scene, dir string) { put(t, dir, "kiosks/x.txt", nil) }, []Code{CodeExtra}},
		{"folder added", func(t *testing.T, _ *scene, dir string) {
			if err := os.Mkdir(filepath.Join(dir, "more"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, []Code{CodeKind}},
		{"link", func(t *testing.T, s *scene, dir string) {
			outside := filepath.Join(t.TempDir(), "outside")
			put(t, "", outside, read(t, dir, tallyName))
			remove(t, dir, tallyName)
			if err := os.Symlink(outside, filepath.Join(dir, tallyName)); err != nil {
				t.Fatal(err)
			}
		}, []Code{CodeKind, CodeMissing}},
		{"list removed", func(t *testing.T, _ *scene, dir string) { remove(t, dir, listName) }, []Code{CodeMissing}},
		{"rounds removed by the hub", signed(func(t *testing.T, _ *scene, dir string) { remove(t, dir, definitionsName) }), []Code{CodeMissing}},
		{"receipts of another hub", func(t *testing.T, _ *scene, dir string) { resign(t, dir, newHub("other")) }, []Code{CodeReceipt}},
		{"JSON written otherwise", signed(change(named(definitionsName), `"release": 2`, `"release":  2`)), []Code{CodeFormat}},
		{"member twice", signed(change(named(definitionsName), `"test": false`, `"test": false,`+"\n      "+`"test": false`)), []Code{CodeFormat}},
		{"spare bit of base64", signed(func(t *testing.T, s *scene, dir string) {
			data := read(t, dir, s.file(3))
			at := bytes.Index(data, []byte("=\nname")) - 1
			data[at] = map[byte]byte{'A': 'B', 'E': 'F', 'I': 'J', 'M': 'N', 'Q': 'R', 'U': 'V', 'Y': 'Z', 'c': 'd', 'g': 'h', 'k': 'l', 'o': 'p', 's': 't', 'w': 'x', '0': '1', '4': '5', '8': '9'}[data[at]]
			put(t, dir, s.file(3), data)
		}), []Code{CodeFormat}},
		{"number with a zero before it", signed(change(ofKiosk(3), "heads 1", "heads 01")), []Code{CodeFormat}},
		{"line end of another system", signed(change(ofKiosk(3), "status refused\n", "status refused\r\n")), []Code{CodeFormat}},
		{"tickets out of order", signed(change(named(ticketsName), markText(2)+"\n"+markText(3), markText(3)+"\n"+markText(2))), []Code{CodeFormat}},
	}
}

func remove(t testing.TB, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

// addKiosk puts a kiosk of another organiser's record into a record.
func addKiosk(t *testing.T, dir string) {
	c := newScene(t).contents
	c.Hub = newHub("other")
	from := publish(t, c)
	for _, name := range files(t, from) {
		if data := read(t, from, name); bytes.Contains(data, []byte("status approved")) {
			put(t, dir, name, data)
			return
		}
	}
}

// cutEntry parts the entry that s begins with from what follows it.
func cutEntry(s string) (entry, rest string, err error) {
	var length int
	var hash string
	_, err = fmt.Sscanf(s, "entry %d %s\n", &length, &hash)
	_, s, _ = strings.Cut(s, "\n")
	return s[:length], s[length:], err
}

// TestHarmIsNoticed does a good many things to a record. Recount names each as
// it should, and the second verifier agrees on right and wrong, also for files
// that break off and for flipped bits here and there.
func TestHarmIsNoticed(t *testing.T) {
	s := newScene(t)
	dir := publish(t, s.contents)
	right := map[string]bool{}
	for _, h := range harms() {
		harmed := copied(t, dir)
		h.do(t, s, harmed)
		r := recount(t, harmed, Options{})
		right[harmed] = r.Right()
		if r.Right() != (h.want == nil) {
			t.Errorf("%s: right is %t", h.name, r.Right())
		}
		for _, code := range h.want {
			if !slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Code == code }) {
				t.Errorf("%s: no fault %q in %v", h.name, code, sayAll(r))
			}
		}
	}
	for _, harmed := range broken(t, dir) {
		r := recount(t, harmed, Options{})
		if right[harmed] = r.Right(); r.Right() {
			t.Errorf("a file of %s that breaks off or is flipped is not noticed", harmed)
		}
	}
	agree(t, right)
}

// broken returns copies of a record with a file cut off and with bits flipped.
func broken(t *testing.T, dir string) (all []string) {
	for _, name := range files(t, dir) {
		data := read(t, dir, name)
		for _, length := range []int{0, len(data) / 2, len(data) - 1} {
			all = append(all, copied(t, dir))
			put(t, all[len(all)-1], name, data[:length])
		}
		for at := 7; at < len(data); at += len(data)/5 + 1 {
			all = append(all, copied(t, dir))
			flipped := slices.Clone(data)
			flipped[at] ^= 1 << (at % 8)
			put(t, all[len(all)-1], name, flipped)
		}
	}
	return all
}

func sayAll(r Report) (all []string) {
	for _, f := range r.Faults {
		all = append(all, f.Say("en"))
	}
	return all
}

// agree holds the second verifier's word on records against ours.
func agree(t *testing.T, right map[string]bool) {
	t.Helper()
	var dirs []string
	for dir := range right {
		dirs = append(dirs, dir)
	}
	out, err := exec.Command("node", append([]string{"testdata/verify.mjs"}, dirs...)...).Output()
	if _, ended := err.(*exec.ExitError); err != nil && !ended {
		t.Fatal(err)
	}
	for dir, ok := range right {
		want := "wrong " + dir + ":"
		if ok {
			want = "right " + dir + "\n"
		}
		if !strings.Contains(string(out), want) {
			t.Errorf("the second verifier does not say %q:\n%.3000s", want, out)
		}
	}
}

// TestPlaceOfAFault: what is wrong is named by kiosk and entry.
func TestPlaceOfAFault(t *testing.T) {
	s := newScene(t)
	dir := publish(t, s.contents)
	change(ofKiosk(0), "choice food honey", "choice food h0ney")(t, s, dir)
	var where []string
	for _, f := range recount(t, dir, Options{}).Faults {
		if f.Code == CodeLeaf {
			where = append(where, fmt.Sprint(f.Kiosk == s.machines[0].self.ID, *f.Entry))
			if line := f.Say("vi"); !strings.Contains(line, "kiosk "+f.Kiosk+", mục 3: ") {
				t.Errorf("it says %q", line)
			}
		}
	}
	if !slices.Equal(where, []string{"true 3"}) {
		t.Errorf("entry told: %v", where)
	}
}
