package drive

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/drive/drivetest"
)

func TestMountTable(t *testing.T) {
	t.Parallel()
	mounts, err := parseMounts(strings.NewReader(`22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
100 22 8:17 / /media/kiosk/H\303\240ng\040Vi\341\273\207t ro,nosuid,nodev,noexec - vfat /dev/sdb1 ro
101 22 8:17 / /media/kiosk/H\303\240ng\040Vi\341\273\207t rw,nosuid - vfat /dev/sdb1 rw
a line that makes no sense
102 22 0:50 / /media/net rw - nfs4 server:/ rw
`))
	must(t, err)
	if len(mounts) != 3 {
		t.Fatalf("%d mounts, want 3: %+v", len(mounts), mounts)
	}
	if x := mounts[1]; x.path != "/media/kiosk/Hàng Việt" || x.readOnly || x.kind != "vfat" || x.device != "8:17" {
		t.Errorf("the stick is %+v", x)
	}
	if got := (&Mounts{Roots: []string{"/media"}}); !got.holds(mounts[1]) || got.holds(mounts[2]) || got.holds(mounts[0]) {
		t.Error("sticks are not told from other mounts")
	}
}

func FuzzMountTable(f *testing.F) {
	f.Add("100 22 8:17 / /media/a\\040b ro - vfat /dev/sdb1 ro\n")
	f.Add(`1 2 3 4 \ 5 - 6 \04 7`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := parseMounts(strings.NewReader(text)); err != nil && len(text) < 60_000 {
			t.Error(err)
		}
	})
}

func TestMountsFindARealStick(t *testing.T) {
	stick := drivetest.Plug(t, 16<<20)
	m := NewMounts()
	m.Roots = []string{filepath.Dir(stick.Path)}
	if !stick.Real() { // the folder stands for one
		m.Table = tempFile(t, fmt.Sprintf("9 1 7:0 / %s rw - vfat /dev/sdb1 rw\n", stick.Path))
	}
	next := ids(t, m)
	if got := next(); got != "stick" {
		t.Fatalf("found %q", got)
	}
	drives, err := m.List(t.Context())
	must(t, err)
	d := drives[0]
	if d.Path != stick.Path || d.Size == 0 || d.Free > d.Size || stick.Real() && (d.Lies() || d.Size > 16<<20) {
		t.Errorf("the stick is %+v", d)
	}
	must(t, m.Write(t.Context(), d, func(dir string) error { return os.WriteFile(filepath.Join(dir, "x"), []byte("x"), 0o644) }))
	if !stick.Real() {
		return
	}
	stick.ReadOnly()
	if drives, err = m.List(t.Context()); err != nil || !drives[0].ReadOnly {
		t.Errorf("mounted for reading: %+v, %v", drives, err)
	}
	if err := m.Write(t.Context(), drives[0], nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing it: %v", err)
	}
	must(t, m.Eject(t.Context(), drives[0]))
	for got := next(); got != ""; got = next() {
	}
}
