package books

import (
	"time"

	"hangviet/data/hub/people"
)

// Token lets a program use the API.
type Token struct {
	ID      string // to name it by
	Hash    string // of what the program sends
	Name    string // what it is for
	Role    people.Role
	By      string
	Created time.Time
	Expires time.Time
	Used    time.Time // zero: never
}

const tokenColumns = `id, hash, name, role, made_by, created, expires, used` // #nosec G101 -- names of columns

// PutToken stores a new token.
func (t *Tx) PutToken(k Token) error {
	return t.exec(`INSERT INTO tokens (`+tokenColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		k.ID, k.Hash, k.Name, string(k.Role), k.By, milli(k.Created), milli(k.Expires), milli(k.Used))
}

// Tokens returns every token, the newest first.
func (t *Tx) Tokens() ([]Token, error) {
	return t.tokens(`SELECT ` + tokenColumns + ` FROM tokens ORDER BY created DESC, id`)
}

// TokenBy returns the token with that hash, or [ErrNotFound].
func (t *Tx) TokenBy(hash string) (Token, error) { return t.token(`hash = ?`, hash) }

// Token returns the token with that id, or [ErrNotFound].
func (t *Tx) Token(id string) (Token, error) { return t.token(`id = ?`, id) }

func (t *Tx) token(where, value string) (Token, error) {
	all, err := t.tokens(`SELECT `+tokenColumns+` FROM tokens WHERE `+where, value)
	if err != nil || len(all) == 1 {
		return append(all, Token{})[0], err
	}
	return Token{}, ErrNotFound
}

func (t *Tx) tokens(query string, args ...any) (all []Token, err error) {
	err = t.each(query, args, func(scan func(...any) error) error {
		var k Token
		var created, expires, used int64
		err := scan(&k.ID, &k.Hash, &k.Name, &k.Role, &k.By, &created, &expires, &used)
		k.Created, k.Expires, k.Used = fromMilli(created), fromMilli(expires), fromMilli(used)
		all = append(all, k)
		return err
	})
	return all, err
}

// TouchToken stores when a token was used last.
func (t *Tx) TouchToken(id string, at time.Time) error {
	return t.exec(`UPDATE tokens SET used = ? WHERE id = ?`, milli(at), id)
}

// DropToken revokes a token.
func (t *Tx) DropToken(id string) error { return t.exec(`DELETE FROM tokens WHERE id = ?`, id) }
