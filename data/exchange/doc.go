// Package exchange is the kiosk's traffic with the world: content comes in,
// ballots go out, and neither ever waits for the other or holds up the screen.
//
// [Content] imports a release from a folder or an address: it verifies, stages
// beside what is shown, opens and checks, and switches by one atomic step. A
// process killed at any instant leaves the old catalogue shown or the new one;
// the next import sweeps what was left and succeeds. The release before the
// shown one stays. Photos are content-addressed and taken once.
//
// Small edits come as patches, downloads go on at the last verified piece and keep
// to [Limits]. What the organiser withdraws is hidden as soon as its signature is
// checked, ahead of everything else and amid a long download too.
//
// [Watcher] notices a switch, made by this process or by another one.
// [Fetcher] imports again and again in the background. [Sender] enrols at the
// organiser's hub and brings the ledger there; [WriteBundles] and
// [ReadReceipts] do the same by way of a stick. All of them return when their
// context ends, double their pauses when the other side fails, and keep what
// went wrong as a problem with a code.
//
// [Explain] is the one table that turns an error into a code and a sentence
// that says what to do, in Vietnamese and English.
//
// Nothing here knows SQL or the screen: what is needed of the store is declared
// as [Catalogue], [Ledger] and [Notes]. Start with [Content.Import].
package exchange
