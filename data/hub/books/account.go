package books

import (
	"time"

	"hangviet/data/hub/people"
)

// Account is a person who can sign in.
type Account struct {
	Name     string
	Password string // as package signin stores it
	Role     people.Role
	Created  time.Time
	Seen     time.Time // when the person signed in last; zero: never
	Epoch    int64     // a session of another epoch has ended
	Secret   string    // of the second step, in base 32; "" when there is none
	Step     int64     // the newest time step of which a code was used
}

const accountColumns = `name, password, role, created, seen, epoch, secret, step`

// Account returns the account of that name, or [ErrNotFound].
func (t *Tx) Account(name string) (Account, error) {
	found := Account{}
	err := ErrNotFound
	failed := t.each(`SELECT `+accountColumns+` FROM accounts WHERE name = ?`, []any{name}, func(scan func(...any) error) error {
		found, err = scanAccount(scan)
		return err
	})
	if failed != nil {
		return Account{}, failed
	}
	return found, err
}

// Accounts returns every account, by name.
func (t *Tx) Accounts() (all []Account, err error) {
	err = t.each(`SELECT `+accountColumns+` FROM accounts ORDER BY name`, nil, func(scan func(...any) error) error {
		a, err := scanAccount(scan)
		all = append(all, a)
		return err
	})
	return all, err
}

func scanAccount(scan func(...any) error) (Account, error) {
	var a Account
	var created, seen int64
	err := scan(&a.Name, &a.Password, &a.Role, &created, &seen, &a.Epoch, &a.Secret, &a.Step)
	a.Created, a.Seen = fromMilli(created), fromMilli(seen)
	return a, err
}

// PutAccount stores an account in place of the one of that name.
func (t *Tx) PutAccount(a Account) error {
	return t.exec(`INSERT INTO accounts (`+accountColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET password = excluded.password, role = excluded.role, seen = excluded.seen,
			epoch = excluded.epoch, secret = excluded.secret, step = excluded.step`,
		a.Name, a.Password, string(a.Role), milli(a.Created), milli(a.Seen), a.Epoch, a.Secret, a.Step)
}

// DropAccount removes an account with what belongs to it. Its sessions end,
// because nobody is of their name any more.
func (t *Tx) DropAccount(name string) error {
	for _, statement := range []string{
		`DELETE FROM recovery WHERE name = ?`, `DELETE FROM links WHERE name = ?`, `DELETE FROM tries WHERE name = ?`, `DELETE FROM accounts WHERE name = ?`,
	} {
		if err := t.exec(statement, name); err != nil {
			return err
		}
	}
	return nil
}

// CountRole returns how many accounts have a role; all for "".
func (t *Tx) CountRole(role people.Role) (n int, err error) {
	err = t.one(`SELECT COUNT(*) FROM accounts WHERE ? IN ('', role)`, []any{string(role)}, &n)
	return n, err
}

// Login is a signed-in browser.
type Login struct {
	Token   string // hash of the cookie's value
	Data    []byte
	Since   time.Time
	Used    time.Time
	Expires time.Time
}

// Login returns the session with that token, or [ErrNotFound].
func (t *Tx) Login(token string) (Login, error) {
	l := Login{Token: token}
	var since, used, expires int64
	err := t.one(`SELECT data, since, used, expires FROM logins WHERE token = ?`, []any{token}, &l.Data, &since, &used, &expires)
	l.Since, l.Used, l.Expires = fromMilli(since), fromMilli(used), fromMilli(expires)
	return l, err
}

// PutLogin stores a session in place of the one with that token.
func (t *Tx) PutLogin(l Login) error {
	return t.exec(`INSERT INTO logins (token, data, since, used, expires) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, used = excluded.used, expires = excluded.expires`,
		l.Token, l.Data, milli(l.Since), milli(l.Used), milli(l.Expires))
}

// TouchLogin stores when a session was last used; one that has ended meanwhile
// stays ended.
func (t *Tx) TouchLogin(l Login) error {
	return t.exec(`UPDATE logins SET used = ?, expires = ? WHERE token = ?`, milli(l.Used), milli(l.Expires), l.Token)
}

// DropLogin ends a session.
func (t *Tx) DropLogin(token string) error {
	return t.exec(`DELETE FROM logins WHERE token = ?`, token)
}

// DropLoginsBefore forgets the sessions that expired before t0.
func (t *Tx) DropLoginsBefore(t0 time.Time) error {
	return t.exec(`DELETE FROM logins WHERE expires < ?`, milli(t0))
}
