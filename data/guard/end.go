package guard

import (
	"os"
	"syscall"
)

// End is how a program ended that could not say itself how; "" where it could, was told
// to end, or somebody else ended it.
type End string

// The ends.
const (
	Broke End = "broke" // by a fault, as in a thread of the graphics driver
	Froze End = "froze" // it stood still and was killed
)

// faults are the signals of a program's own faults, by systemd's names for them.
var faults = map[string]syscall.Signal{
	"ABRT": syscall.SIGABRT, "BUS": syscall.SIGBUS, "FPE": syscall.SIGFPE, "ILL": syscall.SIGILL, "SEGV": syscall.SIGSEGV, "TRAP": syscall.SIGTRAP,
}

// EndOf reads from the environment how systemd saw a program end: what it runs after that
// (ExecStopPost=) is told so, see systemd.exec(5).
func EndOf(getenv func(string) string) End {
	if getenv("SERVICE_RESULT") == "watchdog" {
		return Froze
	}
	if _, fault := faults[getenv("EXIT_STATUS")]; fault {
		return Broke
	}
	return ""
}

// endOf tells it of a program that has ended.
func endOf(state *os.ProcessState, froze bool) End {
	if froze {
		return Froze
	}
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		for _, fault := range faults {
			if status.Signal() == fault {
				return Broke
			}
		}
	}
	if exception(state.ExitCode()) {
		return Broke
	}
	return ""
}

// exception tells whether Windows ended a program for its fault: the exit code is an
// NTSTATUS of severity error then (MS-ERREF 2.3).
func exception(code int) bool { return code > 0 && uint32(code) >= 0xC000_0000 }
