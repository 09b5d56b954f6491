// Package runs keeps how the runs of a program ended. A run that ends as it was
// told to leaves nothing behind; one that crashes, freezes or is killed leaves a
// report with its version and, where the program could still say anything, its
// stack. From what lies there the next run tells whether the program crashes all
// the time, and begins with less: see [Mode].
//
// Each run has one file. The run holds the kernel's lock on it, which ends with the
// process however that ends, so a file that is there and not locked is of a run
// that did not end well. Go itself writes the stack into it when it gives up
// (runtime/debug.SetCrashOutput). A run of before the machine was switched on last
// is not held against the program: the power was cut.
//
// Start with [Begin].
package runs
