// Package wifi lists wireless networks and joins one. It leaves radio, addresses and
// the keeping of passwords to NetworkManager, which it asks over D-Bus
// (https://networkmanager.dev/docs/api/latest/), and turns what that tells into a few
// states and into errors that a screen has a sentence for.
//
// A network whose password was wrong is not kept, so that a wrong one is not tried
// again for ever; joining a network anew replaces what was kept for it. Networks of
// firms that ask for a name beside the password, and those with WEP, are listed and
// cannot be joined here: [ErrKind].
//
// Start with [Open].
package wifi
