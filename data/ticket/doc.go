// Package ticket makes and recognises one-time codes: who holds one may cast one
// ballot in a round.
package ticket
