// Package courier brings a message to people by e-mail ([Mail]) and to programs by
// a signed call ([Hook]). It makes one attempt and tells how it went; when to try
// again is the caller's to know.
package courier

import "time"

// Message is one message.
type Message struct {
	Number  int64 // of the message, the same at every attempt
	At      time.Time
	Subject string // one line
	Text    string // plain, UTF-8
	Data    any    // what a program is told, as JSON
}

// limit is for one attempt, whatever the other side does.
const limit = 30 * time.Second
