// Package guard looks after a program with a window from outside: it is begun anew
// at once when it ends by itself, and when its screen stands still. The guarded
// program says that it is alive, and only its screen's own thread makes it say so
// ([Herald]); whoever hears nothing for too long ends it.
//
// Where systemd runs the program, systemd is the guard (Type=notify, WatchdogSec=);
// elsewhere [Guard] is, a parent that does nothing else and so hardly ever fails.
// The program need not know which: [NewHerald] reads it from the environment. A
// program that nobody guards says nothing.
//
// Who guards a program also sees how it ended where it could not say so itself ([End]).
// Before a program that stands still is killed it is asked for its goroutines, so
// that its report tells where it stood (SIGQUIT; Windows has no such thing).
package guard
