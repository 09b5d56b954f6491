package release

import (
	"bytes"
	"fmt"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"
)

// withdrawnTarget is the target that names products to be hidden at once, before
// anything large is read. It has a number of its own, because it may come between
// two releases: a reader keeps the list with the highest number it has seen,
// whatever release it shows.
const withdrawnTarget = "withdrawn.json"

const (
	withdrawnVersion = 1
	maxWithdrawn     = 10_000 // codes
	maxCode          = 200    // bytes of one
)

// Withdrawal lists products that are not to be shown. The zero Withdrawal is that
// of an organiser who has withdrawn nothing yet.
type Withdrawal struct {
	Number   int64     // 1 and up; one more with every change
	IssuedAt time.Time // UTC, whole seconds
	Codes    []string  // sorted, each once
}

type withdrawnJSON struct {
	Withdrawn int      `json:"withdrawn"`
	Number    int64    `json:"number"`
	Issued    string   `json:"issued"`
	Codes     []string `json:"codes"`
}

// Marshal returns the only spelling: JSON in one line, ended by a line feed.
func (w Withdrawal) Marshal() []byte {
	return encode(withdrawnJSON{
		Withdrawn: withdrawnVersion, Number: w.Number, Issued: w.IssuedAt.UTC().Format(time.RFC3339),
		Codes: append([]string{}, w.Codes...),
	}, "")
}

// ParseWithdrawal reads strictly what [Withdrawal.Marshal] wrote. It returns
// [ErrNewerFormat] or [ErrCorrupt].
func ParseWithdrawal(data []byte) (Withdrawal, error) {
	return spelling[withdrawnJSON, Withdrawal]{
		what: "list of withdrawn products", newest: withdrawnVersion, version: func(j withdrawnJSON) int { return j.Withdrawn },
		read: withdrawnJSON.withdrawal, write: Withdrawal.Marshal,
	}.parse(data)
}

func (j withdrawnJSON) withdrawal() (Withdrawal, error) {
	issued, err := time.Parse(time.RFC3339, j.Issued)
	if err != nil {
		return Withdrawal{}, err
	}
	w := Withdrawal{Number: j.Number, IssuedAt: issued, Codes: j.Codes}
	return w, w.check()
}

func (w Withdrawal) check() error {
	switch {
	case w.Number < 1:
		return fmt.Errorf("list has the number %d", w.Number)
	case len(w.Codes) > maxWithdrawn:
		return fmt.Errorf("more than %d products", maxWithdrawn)
	case w.IssuedAt.Year() < 2000 || w.IssuedAt.Year() > 9999:
		return fmt.Errorf("list is issued in the year %d", w.IssuedAt.Year())
	}
	for i, code := range w.Codes {
		if code == "" || len(code) > maxCode || !utf8.ValidString(code) || bytes.ContainsFunc([]byte(code), unicode.IsControl) {
			return fmt.Errorf("%q is no product's code", code)
		}
		if i > 0 && w.Codes[i-1] >= code {
			return fmt.Errorf("code %q is out of order", code)
		}
	}
	return nil
}

// with returns the next list, with codes added, or taken away where they are to
// be shown again.
func (w Withdrawal) with(codes []string, restore bool, at time.Time) Withdrawal {
	list := slices.Clone(w.Codes)
	if restore {
		list = slices.DeleteFunc(list, func(c string) bool { return slices.Contains(codes, c) })
	} else {
		list = append(list, codes...)
	}
	slices.Sort(list)
	return Withdrawal{Number: w.Number + 1, IssuedAt: expiry(at), Codes: slices.Compact(list)}
}
