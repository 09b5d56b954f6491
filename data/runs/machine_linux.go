package runs

import (
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// ThisMachine asks the kernel. Its clock since the machine was switched on goes on
// while the machine sleeps.
func ThisMachine() Machine {
	boot, _ := os.ReadFile("/proc/sys/kernel/random/boot_id") // "" where there is none
	counts, _ := os.ReadFile("/proc/vmstat")                  // "" where there is none
	return Machine{Boot: strings.TrimSpace(string(boot)), Uptime: Uptime(), Starved: starved(string(counts))}
}

// starved reads the kernel's count of programs that it ended for want of memory, also
// those of a group with a limit of its own (Linux 4.13 and later).
func starved(counts string) int64 {
	for line := range strings.Lines(counts) {
		if value, ok := strings.CutPrefix(line, "oom_kill "); ok {
			n, _ := strconv.ParseInt(strings.TrimSpace(value), 10, 64) // 0 where it is no number
			return n
		}
	}
	return 0
}

// Uptime is the time since the machine was switched on, also that in which it slept.
func Uptime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
