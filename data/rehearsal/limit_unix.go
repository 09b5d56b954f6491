//go:build unix

package rehearsal

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// spare is how much more a file may grow once [limitFiles] was called.
const spare = 256 << 10

// limitFiles lets no file of this process grow by more than a little beyond the
// largest one in dir; lift takes that back.
func limitFiles(dir string) (lift func() error, err error) {
	signal.Ignore(syscall.SIGXFSZ) // the write fails instead
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return nil, err
	}
	var most uint64
	for _, path := range files {
		if info, err := os.Stat(path); err == nil {
			most = max(most, uint64(info.Size())) // #nosec G115 -- a size is not negative
		}
	}
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return nil, fmt.Errorf("limit files: %w", err)
	}
	low := before
	low.Cur = most + spare
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &low); err != nil {
		return nil, fmt.Errorf("limit files: %w", err)
	}
	return func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before) }, nil
}
