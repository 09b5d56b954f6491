package exchange_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestFilesStayLevel: failures.md, "Long running": files on disk stay level. Every
// release changes a third of the products; what the shown release and the one
// before do not need is gone.
func TestFilesStayLevel(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(12)...)
	var files, bytes []int
	for n := 2; n <= 7; n++ {
		shown := codes(12)
		for i := range 4 {
			shown[i] = fmt.Sprintf("NEW-%d-%d", n, i)
		}
		m := o.publish(shown...)
		importFrom(t, c, o.source())
		mustShow(t, c, m.Number)
		names := tree(t, c.Dir)
		size := 0
		for _, name := range names {
			info, err := os.Stat(filepath.Join(c.Dir, name))
			must(t, err)
			size += int(info.Size())
		}
		files, bytes = append(files, len(names)), append(bytes, size)
	}
	last := len(files) - 1
	if files[last] > files[2] || bytes[last] > bytes[2]+bytes[2]/50 {
		t.Errorf("release after release there are %v files of %v bytes", files, bytes)
	}
}
