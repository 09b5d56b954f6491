// Package drive notices removable drives, such as USB sticks, and says which
// folders on them may be a content folder. It delivers places and knows nothing
// of what a release is or whether one is good: whoever reads a folder judges it.
//
// [Open] returns this computer's [Drives]. On Linux they come from udisks2 over
// D-Bus, which mounts a stick read-only with noexec, nosuid and nodev; where
// there is no udisks2, from the mount points under /media and /run/media, made
// by whatever mounts sticks there. On Windows they are the removable drive
// letters. [Simulated] stands for them in tests.
//
// The promises: a stick can be taken out at any moment, because nothing on it
// stays open between two calls; no link on it is ever followed; of a folder
// with endless names only the first few thousand are read.
//
// Start with [Watch], which tells of every change, and [Search].
package drive
