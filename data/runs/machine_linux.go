package runs

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// ThisMachine asks the kernel. Its clock since the machine was switched on goes on
// while the machine sleeps.
func ThisMachine() Machine {
	boot, _ := os.ReadFile("/proc/sys/kernel/random/boot_id") // "" where there is none
	return Machine{Boot: strings.TrimSpace(string(boot)), Uptime: Uptime()}
}

// Uptime is the time since the machine was switched on, also that in which it slept.
func Uptime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
