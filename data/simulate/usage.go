package simulate

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// usage is what the hub's program takes, as the kernel of Linux tells it.
type usage struct {
	pid int

	mu     sync.Mutex
	before time.Duration
	cpu    time.Duration // within the load
	least  int64         // resident memory in bytes before the load
	most   int64         // and at most
}

func (u *usage) begin(pid int) {
	u.pid = pid
	if pid > 0 {
		u.before, u.least = cpuOf(pid), residentOf(pid)
		u.look()
	}
}

func (u *usage) look() {
	if u.pid > 0 {
		u.mu.Lock()
		u.most = max(u.most, residentOf(u.pid))
		u.mu.Unlock()
	}
}

func (u *usage) end() {
	if u.pid > 0 {
		u.look()
		u.cpu = cpuOf(u.pid) - u.before
	}
}

// cpuOf is the processor time that a process has used, 0 when it is gone. The
// kernel counts it in hundredths of a second.
func cpuOf(pid int) time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(raw), ") ") // the name before it may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil {
		return 0
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// residentOf is the memory that a process holds now, in bytes.
func residentOf(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(raw))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}
