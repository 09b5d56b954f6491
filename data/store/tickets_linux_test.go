package store_test

import (
	"fmt"
	"os"
	"testing"
)

// TestLookUpReadsFewPages counts what the process reads from files while marks
// of a million are looked up.
func TestLookUpReadsFewPages(t *testing.T) {
	const looks, page = 200, 4096
	l := tickets(firstRound(), 1_000_000)
	c := openCatalogue(t, writeTickets(t, l))
	checkTicket(t, c, l.Round, l.Marks[0], true) // opens a connection
	before := bytesRead(t)
	for i := range looks {
		checkTicket(t, c, l.Round, l.Marks[i*len(l.Marks)/looks], true)
	}
	pages := float64(bytesRead(t)-before) / looks / page
	t.Logf("%.1f pages a look-up", pages)
	if pages > 6 {
		t.Errorf("%.1f pages a look-up", pages)
	}
}

func bytesRead(t *testing.T) (n int64) {
	t.Helper()
	data, err := os.ReadFile("/proc/self/io")
	if err == nil {
		_, err = fmt.Sscanf(string(data), "rchar: %d", &n)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}
