// Package update brings a new version of the program onto this machine, as the
// account that may install programs, and brings the old one back when the new one
// does not serve.
//
// The kiosk itself only fetches (data/exchange): it fills a small content folder,
// metadata and one package, and says when nobody is there by a file named
// [Wanted]. Nothing it wrote is believed. An [Updater] has a folder of its own that
// the kiosk's account cannot write, with its own pinned root, and
//
//   - verifies the whole chain again, root to package, and copies the package while
//     it hashes it, so that what was verified is what is installed;
//   - refuses what is not newer than what is installed, what is for another
//     platform, and what says another thing of itself than what was signed;
//   - keeps the installed package, to go back to, before anything changes;
//   - notes each step on the disk, so that a power cut at any instant ends, at the
//     next start, in the new version serving or the old one back;
//   - waits until the new one has reported well for a minute in a row. When it has
//     not within five, the old package is installed again and the version is never
//     tried again.
//
// How packages are installed is a [System]: [Dpkg] on Debian. Start with
// [Updater.Run].
package update
