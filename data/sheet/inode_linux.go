package sheet

import (
	"io/fs"
	"syscall"
)

// inodeOf returns a file's inode and when that changed last, in nanoseconds since
// 1970: nobody can set that time back.
func inodeOf(info fs.FileInfo) (inode, changed uint64) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0
	}
	return stat.Ino, uint64(stat.Ctim.Nano())
}
