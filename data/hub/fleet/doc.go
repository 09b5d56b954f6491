// Package fleet holds the rules about many kiosks: whether what a kiosk tells is
// told by one device or by two, what is a problem and how much it presses, who of
// ten thousand needs help first, and which of all that is worth a message.
//
// It knows no database and no network; package hub brings it rows and carries out
// what it says. Start with [Chain] and [Look].
package fleet
