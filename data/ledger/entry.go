package ledger

import "hangviet/data/vote"

// MaxEntry is the greatest length of an entry in bytes.
const MaxEntry = 64 << 10

// EncodeEntry returns the ballot as it stands in the log.
func EncodeEntry(b vote.Ballot) []byte { return nil }

// ParseEntry reads what [EncodeEntry] wrote, and nothing else: what it accepts,
// EncodeEntry gives back byte for byte. Its errors are *[ParseError].
func ParseEntry(data []byte) (vote.Ballot, error) { return vote.Ballot{}, errUnfinished }
