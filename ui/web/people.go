package web

import "io"

// Account is a person's own account.
type Account struct {
	Frame
}

// Draw writes the page.
func (p Account) Draw(w io.Writer) error { return draw(w, "account", p.Lang, p) }
