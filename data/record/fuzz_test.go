package record

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// seeds returns the files of a record of a drawn round.
func seeds(f *testing.F) map[string][]byte {
	f.Helper()
	dir := filepath.Join(f.TempDir(), "record")
	folder, err := NewFolder(dir)
	if err != nil {
		f.Fatal(err)
	}
	c := draw(f, 1).contents(f)
	c.Tickets = testTickets(3)
	if _, err := Write(context.Background(), c, folder); err != nil {
		f.Fatal(err)
	}
	if err := folder.Commit(); err != nil {
		f.Fatal(err)
	}
	all := map[string][]byte{}
	for _, name := range files(f, dir) {
		if all[name], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			f.Fatal(err)
		}
	}
	return all
}

// FuzzLedger reads anything as the file of a kiosk or of a branch: it never
// panics, and it reads to the end whatever it finds.
func FuzzLedger(f *testing.F) {
	all := seeds(f)
	for name, data := range all {
		if kioskPath.MatchString(name) || branchPath.MatchString(name) {
			f.Add(name, data)
		}
	}
	d, err := parseDefinitions(all[definitionsName])
	if err != nil {
		f.Fatal(err)
	}
	l, err := parseList(all[listName])
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r := recounter{ctx: t.Context(), list: l, counter: newCounter(d, Rules{3, 3}), status: map[string]Status{}, trunks: map[string]tree{}, codes: map[uint64]int{1: 0}}
		r.report.Round, r.report.Receipts = "2026", []Found{{}}
		if err := r.section(name, branchPath.MatchString(name), bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
		if known := bytes.Equal(all[name], data); known && !branchPath.MatchString(name) && len(r.report.Faults) > 0 {
			t.Fatalf("a good file is found wrong: %v", sayAll(r.report))
		}
		r.counter.finish()
	})
}

// FuzzList takes nothing that a hub did not sign.
func FuzzList(f *testing.F) {
	all := seeds(f)
	f.Add(all[listName])
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := parseList(data); err == nil && !bytes.HasPrefix(data, []byte(l.text()+"\n\xe2\x80\x94 hub-")) {
			t.Fatalf("%q is taken", data)
		}
	})
}

// FuzzDefinitions: what is taken is written again byte for byte.
func FuzzDefinitions(f *testing.F) {
	f.Add(seeds(f)[definitionsName])
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := parseDefinitions(data)
		if err != nil {
			return
		}
		again, err := d.encode()
		if err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%q is written %q, %v", data, again, err)
		}
		newCounter(d, Rules{1, 1}).finish()
	})
}

// FuzzTickets never panics, and takes only lists in order.
func FuzzTickets(f *testing.F) {
	f.Add(seeds(f)[ticketsName])
	f.Fuzz(func(t *testing.T, data []byte) {
		l := newLines(bytes.NewReader(data))
		round, marks := l.tickets()
		for i := 1; i < len(marks) && l.err == nil; i++ {
			if marks[i-1] >= marks[i] {
				t.Fatalf("round %q: marks are not in order", round)
			}
		}
	})
}
