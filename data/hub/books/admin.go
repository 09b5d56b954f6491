package books

import (
	"errors"
	"time"
)

// Password returns an administrator's password as stored, or [ErrNotFound].
func (t *Tx) Password(name string) (stored string, err error) {
	err = t.one(`SELECT password FROM admins WHERE name = ?`, []any{name}, &stored)
	return stored, err
}

// PutAdmin stores an administrator. For one who is there already the password
// changes and every session ends.
func (t *Tx) PutAdmin(name, password string, at time.Time) error {
	err := t.exec(`INSERT INTO admins (name, password, created) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET password = excluded.password`, name, password, milli(at))
	if err != nil {
		return err
	}
	return t.exec(`DELETE FROM sessions WHERE admin = ?`, name)
}

// Admins returns how many administrators there are.
func (t *Tx) Admins() (n int, err error) {
	err = t.one(`SELECT COUNT(*) FROM admins`, nil, &n)
	return n, err
}

// Session is a signed-in browser.
type Session struct {
	Token   []byte // SHA-256 of the cookie's value
	Admin   string
	Created time.Time
	Used    time.Time
}

// PutSession stores a new session.
func (t *Tx) PutSession(s Session) error {
	return t.exec(`INSERT INTO sessions (token, admin, created, used) VALUES (?, ?, ?, ?)`,
		s.Token, s.Admin, milli(s.Created), milli(s.Used))
}

// TouchSession stores when a session was last used; one that has ended
// meanwhile stays ended.
func (t *Tx) TouchSession(s Session) error {
	return t.exec(`UPDATE sessions SET used = ? WHERE token = ?`, milli(s.Used), s.Token)
}

// Session returns the session with that token, or [ErrNotFound].
func (t *Tx) Session(token []byte) (Session, error) {
	s := Session{Token: token}
	var created, used int64
	err := t.one(`SELECT admin, created, used FROM sessions WHERE token = ?`, []any{token}, &s.Admin, &created, &used)
	s.Created, s.Used = fromMilli(created), fromMilli(used)
	return s, err
}

// DropSession ends a session.
func (t *Tx) DropSession(token []byte) error {
	return t.exec(`DELETE FROM sessions WHERE token = ?`, token)
}

// DropSessionsBefore ends the sessions that were last used before t0.
func (t *Tx) DropSessionsBefore(t0 time.Time) error {
	return t.exec(`DELETE FROM sessions WHERE used < ?`, milli(t0))
}

// Lockout is how often signing in under a name has failed in a row.
type Lockout struct {
	Failures int
	Until    time.Time // no attempt is looked at before
	Last     time.Time
}

// Lockout returns the failures under a name; none when there is no row.
func (t *Tx) Lockout(name string) (Lockout, error) {
	var l Lockout
	var until, last int64
	err := t.one(`SELECT failures, until, last FROM lockouts WHERE name = ?`, []any{name}, &l.Failures, &until, &last)
	if errors.Is(err, ErrNotFound) {
		return Lockout{}, nil
	}
	l.Until, l.Last = fromMilli(until), fromMilli(last)
	return l, err
}

// PutLockout stores the failures under a name and forgets those of other names
// that are older than forget.
func (t *Tx) PutLockout(name string, l Lockout, forget time.Time) error {
	if err := t.exec(`DELETE FROM lockouts WHERE last < ?`, milli(forget)); err != nil {
		return err
	}
	return t.exec(`INSERT INTO lockouts (name, failures, until, last) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, until = excluded.until, last = excluded.last`,
		name, l.Failures, milli(l.Until), milli(l.Last))
}

// DropLockout forgets the failures under a name.
func (t *Tx) DropLockout(name string) error {
	return t.exec(`DELETE FROM lockouts WHERE name = ?`, name)
}
