// Package runs keeps how the runs of a program ended. A run that ends as it was
// told to leaves nothing behind; one that crashes, freezes or is killed leaves a
// report with its version and, where the program could still say anything, its
// stack. From what lies there the next run tells whether the program crashes all
// the time, and begins with less: see [Mode].
//
// Each run has one file. The run holds the kernel's lock on it, which ends with the
// process however that ends, so a file that is there and not locked is of a run
// that did not end well. Go itself writes the stack into it when it gives up
// (runtime/debug.SetCrashOutput).
//
// Only what the program itself did is held against it: a crash, a screen that stood
// still, more memory than there is. A power cut is not, nor a kill from outside: of two
// of them in a minute nobody learns anything, and a kiosk that begins with less for it
// would show less for nothing. A power cut is known by the machine's boot, memory that
// ran out by the kernel's count, and a fault that left the program no word by whoever
// guards it ([Tell]).
//
// Start with [Begin].
package runs
