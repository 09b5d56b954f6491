package books

import (
	"time"

	"hangviet/data/hub/people"
)

// LinkKind is what a one-time link is for.
type LinkKind string

// The kinds of link.
const (
	FirstLink    LinkKind = "first"    // to make the first account, whose name is free
	InviteLink   LinkKind = "invite"   // to make the account of a name
	PasswordLink LinkKind = "password" // to choose a new password
)

// Link lets who has it do one thing, once.
type Link struct {
	Hash    string // of what stands in the link
	Kind    LinkKind
	Name    string // of the account; "" with [FirstLink]
	Role    people.Role
	By      string
	Created time.Time
	Expires time.Time
}

// PutLink stores a link in place of those of that kind for the same name.
func (t *Tx) PutLink(l Link) error {
	if err := t.exec(`DELETE FROM links WHERE kind = ? AND name = ?`, string(l.Kind), l.Name); err != nil {
		return err
	}
	return t.exec(`INSERT INTO links (hash, kind, name, role, made_by, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		l.Hash, string(l.Kind), l.Name, string(l.Role), l.By, milli(l.Created), milli(l.Expires))
}

// Link returns a link, or [ErrNotFound].
func (t *Tx) Link(hash string) (Link, error) {
	l := Link{Hash: hash}
	var created, expires int64
	err := t.one(`SELECT kind, name, role, made_by, created, expires FROM links WHERE hash = ?`, []any{hash},
		&l.Kind, &l.Name, &l.Role, &l.By, &created, &expires)
	l.Created, l.Expires = fromMilli(created), fromMilli(expires)
	return l, err
}

// Links returns the links of a kind that have not expired at t0, by name.
func (t *Tx) Links(kind LinkKind, t0 time.Time) (all []Link, err error) {
	err = t.each(`SELECT hash, name, role, made_by, created, expires FROM links WHERE kind = ? AND expires > ? ORDER BY name`,
		[]any{string(kind), milli(t0)}, func(scan func(...any) error) error {
			l := Link{Kind: kind}
			var created, expires int64
			err := scan(&l.Hash, &l.Name, &l.Role, &l.By, &created, &expires)
			l.Created, l.Expires = fromMilli(created), fromMilli(expires)
			all = append(all, l)
			return err
		})
	return all, err
}

// DropLinks removes the links for a name; for "" those to make the first account.
func (t *Tx) DropLinks(name string) error {
	return t.exec(`DELETE FROM links WHERE name = ?`, name)
}

// PutRecovery puts recovery codes in place of a person's, hashed.
func (t *Tx) PutRecovery(name string, hashes []string) error {
	if err := t.exec(`DELETE FROM recovery WHERE name = ?`, name); err != nil {
		return err
	}
	for _, hash := range hashes {
		if err := t.exec(`INSERT INTO recovery (name, hash) VALUES (?, ?)`, name, hash); err != nil {
			return err
		}
	}
	return nil
}

// UseRecovery takes a recovery code away and tells whether it was there.
func (t *Tx) UseRecovery(name, hash string) (bool, error) {
	var n int
	if err := t.one(`SELECT COUNT(*) FROM recovery WHERE name = ? AND hash = ?`, []any{name, hash}, &n); err != nil {
		return false, err
	}
	return n > 0, t.exec(`DELETE FROM recovery WHERE name = ? AND hash = ?`, name, hash)
}

// RecoveryLeft returns how many recovery codes a person has left.
func (t *Tx) RecoveryLeft(name string) (n int, err error) {
	err = t.one(`SELECT COUNT(*) FROM recovery WHERE name = ?`, []any{name}, &n)
	return n, err
}
