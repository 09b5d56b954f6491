package web

import (
	"io"

	"hangviet/data/hub/people"
)

// Faults are what is wrong with a form, by the field's name: keys of texts.
type Faults map[string]string

// Login is the form to sign in with.
type Login struct {
	Frame
	Next  string // path to go to afterwards
	Fault string // key of a text: "login.wrong", "login.seconds", "login.minutes"; "" at first
	Wait  int    // seconds or minutes to wait; 0 with "login.wrong"
	Empty bool   // nobody can sign in yet
}

// Draw writes the page.
func (p Login) Draw(w io.Writer) error { return draw(w, "login", p.Lang, p) }

// Second is the form for the code of the second step.
type Second struct {
	Frame
	Next  string
	Fault string // as in [Login]; "second.wrong"
	Wait  int
}

// Draw writes the page.
func (p Second) Draw(w io.Writer) error { return draw(w, "second", p.Lang, p) }

// Join is where a one-time link leads.
type Join struct {
	Frame
	Kind   string      // "first", "invite", "password"
	Typed  string      // name that was typed, with "first"; else that of the account
	Become people.Role // that the account will have
	Faults Faults      // "name", "password", "again"
}

// Draw writes the page.
func (p Join) Draw(w io.Writer) error { return draw(w, "join", p.Lang, p) }

// Account is a person's own account.
type Account struct {
	Frame
	Since    string
	Second   bool     // the second step is on
	Recovery int      // recovery codes that are left
	Codes    []string // new recovery codes, to be shown once
	Done     string   // key of a text: what has just been done; "" nothing
	Wait     int      // seconds or minutes, for a fault that names them
	Faults   Faults   // "old", "new", "again", "off"
}

// Draw writes the page.
func (p Account) Draw(w io.Writer) error { return draw(w, "account", p.Lang, p) }

// SetSecond is the form to turn the second step on.
type SetSecond struct {
	Frame
	Secret string // in groups of four
	Fault  string
}

// Draw writes the page.
func (p SetSecond) Draw(w io.Writer) error { return draw(w, "setsecond", p.Lang, p) }

// People is the list of those who can sign in.
type People struct {
	Frame
	People  []PersonRow
	Invited []Invitation
	Roles   []people.Role
	Typed   string // name of the invitation that could not be made
	Faults  Faults // "name", "role"
	Link    Link   // that was just made
}

// Draw writes the page.
func (p People) Draw(w io.Writer) error { return draw(w, "people", p.Lang, p) }

// PersonRow is one person of the list.
type PersonRow struct {
	Name    string
	Role    people.Role
	Created string
	Seen    string // "" never
	Second  bool   // the second step is on
	Own     bool   // it is who looks
	Last    bool   // it is the last administrator
}

// Invitation is a link that waits to be used.
type Invitation struct {
	Name    string
	Role    people.Role
	By      string
	Expires string
}

// Link is a one-time link, shown once.
type Link struct {
	Name, Address, Expires string
}

// PersonPage is what can be done about one person.
type PersonPage struct {
	Frame
	Person PersonRow
	Roles  []people.Role
	Link   Link
	Done   string // key of a text; "" nothing
	Fault  string // key of a text; "" none
}

// Draw writes the page.
func (p PersonPage) Draw(w io.Writer) error { return draw(w, "person", p.Lang, p) }

// Tokens is the list of tokens for programs.
type Tokens struct {
	Frame
	Tokens []TokenRow
	Roles  []people.Role
	Text   string // of the token that was just made, shown once
	Typed  string
	Days   int
	Faults Faults // "name", "role", "days"
}

// TokenRow is one token.
type TokenRow struct {
	ID, Name, By  string
	Role          people.Role
	Expires, Used string // Used is "" for never
	Over          bool
}

// Draw writes the page.
func (p Tokens) Draw(w io.Writer) error { return draw(w, "tokens", p.Lang, p) }

// Audit is the book of what was done.
type Audit struct {
	Frame
	Lines  []AuditLine
	Filter AuditFilter
	Acts   []AuditAct
	People []string
	Older  string // address of the page before in time; "" there is none
	CSV    string // address of the same as a file
}

// AuditFilter is what the form asks for, as it was typed.
type AuditFilter struct {
	Who, Act, Subject, From, To string
	Fault                       string
}

// AuditAct is an act that can be chosen.
type AuditAct struct{ Act, Words string }

// AuditLine is one line.
type AuditLine struct {
	Number  int
	At, Who string
	Way     string // "page", "api", "command", ""
	Act     string // in words
	Subject string
	Note    string
}

// Draw writes the page.
func (p Audit) Draw(w io.Writer) error { return draw(w, "audit", p.Lang, p) }
