package booth_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"hangviet/data/booth"
	"hangviet/data/vote"
)

// TestFullDisk: on a disk that is full no ballot is confirmed, no ticket is used, and
// once there is room again the same admission casts its one ballot. See failures.md,
// "Disk full".
func TestFullDisk(t *testing.T) {
	k := newKiosk(t)
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=2m"); err != nil {
		t.Logf("may mount no small disk: %v", err)
		return
	}
	k.t.Cleanup(func() {
		k.store.Close()
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	k.dir = disk
	k.start()
	tickets, open := round(vote.ByTicket), round(vote.ByPause)
	open.Pause = 1
	k.vote(tickets, k.codes[0].String(), "tea")
	a := k.admit(tickets, k.codes[1].String())
	fill(t, filepath.Join(disk, "large"))
	ballots := int64(1)
	for ; ; ballots++ { // what the database had room for still
		k.pass(1)
		if _, err := k.Cast(t.Context(), k.admit(open, ""), open, choose("tea"), 7); err != nil {
			break
		}
	}
	if _, err := k.Cast(t.Context(), a, tickets, choose("honey"), 7); err == nil {
		t.Error("a ballot was confirmed on a full disk")
	}
	k.holds(ballots)
	if err := k.guess(); !errors.Is(err, booth.ErrTicketUnknown) {
		t.Errorf("a wrong code: %v", err)
	}
	if err := os.Remove(filepath.Join(disk, "large")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		c, err := k.Cast(t.Context(), a, tickets, choose("honey"), 7)
		if err != nil || c.Index != ballots {
			t.Errorf("once there is room: index %d, %v, want %d", c.Index, err, ballots)
		}
	}
	if _, err := k.Admit(t.Context(), tickets, k.codes[1].String()); !errors.Is(err, booth.ErrTicketUsed) {
		t.Errorf("the ticket after: %v", err)
	}
	k.holds(ballots + 1)
}

// fill writes a file until nothing more fits on its disk.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, chunk := range []int{64 << 10, 4 << 10, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, chunk))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
