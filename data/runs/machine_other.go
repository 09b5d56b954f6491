//go:build !linux

package runs

import "time"

// ThisMachine knows one boot only: a power cut is told as a run that was killed.
func ThisMachine() Machine { return Machine{Uptime: Uptime()} }

// Uptime goes on over runs of the program; it is the time since 2020, as far as the
// clock is right.
func Uptime() time.Duration { return time.Since(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)) }
