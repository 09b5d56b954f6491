// Package machine reads what the machine under the program tells of itself: the
// memory that is left and how hot it is. What a machine does not tell is unknown
// and no error: kiosks are of many kinds.
//
// Start with [Read].
package machine

import (
	"bufio"
	"io/fs"
	"strconv"
	"strings"
)

// State is how a machine is.
type State struct {
	Memory      int64  // bytes it has, 0 unknown
	Room        int64  // bytes that programs may still take, 0 unknown
	Temperature *int64 // of its hottest part, thousandths of a degree Celsius; nil unknown
}

// coldest and hottest bound what a sensor may tell: some tell nonsense while they
// sleep.
const coldest, hottest = -40_000, 150_000

// Read reads it of a file system's root, os.DirFS("/") on a real machine: Linux
// tells by /proc and /sys, other systems do not.
func Read(root fs.FS) State {
	m := State{}
	m.Memory, m.Room = memory(root)
	zones, _ := fs.Glob(root, "sys/class/thermal/thermal_zone*/temp") // the pattern is good
	for _, zone := range zones {
		raw, err := fs.ReadFile(root, zone)
		if err != nil {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(string(raw)), 10, 64)
		if err == nil && n > coldest && n < hottest && (m.Temperature == nil || n > *m.Temperature) {
			m.Temperature = &n
		}
	}
	return m
}

// memory reads /proc/meminfo, which counts in KiB.
func memory(root fs.FS) (all, room int64) {
	f, err := root.Open("proc/meminfo")
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		switch {
		case err != nil:
		case name == "MemTotal":
			all = n << 10
		case name == "MemAvailable":
			room = n << 10
		}
	}
	return all, room
}
