package books

import "time"

// Notice is one kind of problem of one kiosk, from when it was first seen until
// people were told that it is over.
type Notice struct {
	Kind, Kiosk string
	Since       time.Time // first seen
	Told        time.Time // zero: not yet
	Gone        time.Time // zero: it is there
}

// Notices returns all, by kind and kiosk.
func (t *Tx) Notices() ([]Notice, error) {
	var all []Notice
	err := t.each(`SELECT kind, kiosk, since, told, gone FROM notices ORDER BY kind, kiosk`, nil, func(scan func(...any) error) error {
		var n Notice
		var since, told, gone int64
		err := scan(&n.Kind, &n.Kiosk, &since, &told, &gone)
		n.Since, n.Told, n.Gone = fromMilli(since), fromMilli(told), fromMilli(gone)
		all = append(all, n)
		return err
	})
	return all, err
}

// PutNotice stores a notice in place of that of the same kind and kiosk.
func (t *Tx) PutNotice(n Notice) error {
	return t.exec(`INSERT INTO notices (kind, kiosk, since, told, gone) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (kind, kiosk) DO UPDATE SET since = excluded.since, told = excluded.told, gone = excluded.gone`,
		n.Kind, n.Kiosk, milli(n.Since), milli(n.Told), milli(n.Gone))
}

// DropNotice removes one.
func (t *Tx) DropNotice(kind, kiosk string) error {
	return t.exec(`DELETE FROM notices WHERE kind = ? AND kiosk = ?`, kind, kiosk)
}

// Told is a message about many kiosks.
type Told struct {
	Number int64 // 1, 2, 3, …
	At     time.Time
	Parts  string // in the form of package fleet
}

// PutTold stores a message and returns its number.
func (t *Tx) PutTold(m Told) (number int64, err error) {
	if err := t.one(`SELECT COALESCE(MAX(number), 0) + 1 FROM messages`, nil, &number); err != nil {
		return 0, err
	}
	return number, t.exec(`INSERT INTO messages (number, at, parts) VALUES (?, ?, ?)`, number, milli(m.At), m.Parts)
}

// LastTold returns the newest messages, at most so many, the newest first.
func (t *Tx) LastTold(most int) ([]Told, error) {
	var all []Told
	err := t.each(`SELECT number, at, parts FROM messages ORDER BY number DESC LIMIT ?`, []any{most}, func(scan func(...any) error) error {
		var m Told
		var at int64
		err := scan(&m.Number, &at, &m.Parts)
		m.At = fromMilli(at)
		all = append(all, m)
		return err
	})
	return all, err
}

// CountTold returns how many messages there are from an instant on.
func (t *Tx) CountTold(from time.Time) (n int, err error) {
	err = t.one(`SELECT COUNT(*) FROM messages WHERE at >= ?`, []any{milli(from)}, &n)
	return n, err
}

// ToldNumber returns one message, or [ErrNotFound].
func (t *Tx) ToldNumber(number int64) (Told, error) {
	m := Told{Number: number}
	var at int64
	err := t.one(`SELECT at, parts FROM messages WHERE number = ?`, []any{number}, &at, &m.Parts)
	m.At = fromMilli(at)
	return m, err
}

// ForgetTold removes the messages before one, with their posts.
func (t *Tx) ForgetTold(before int64) error {
	if err := t.exec(`DELETE FROM posts WHERE message < ?`, before); err != nil {
		return err
	}
	return t.exec(`DELETE FROM messages WHERE number < ?`, before)
}

// Post is one way out of a message.
type Post struct {
	Message int64
	Way     string    // "mail", "hook"
	Tries   int       // that were begun
	Due     time.Time // when the next is
	Done    time.Time // zero: not yet
	Fault   string    // of the last try
}

const postColumns = `message, way, tries, due, done, fault`

// PutPost stores a post in place of that of the same message and way.
func (t *Tx) PutPost(p Post) error {
	return t.exec(`INSERT INTO posts (`+postColumns+`) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (message, way) DO UPDATE SET tries = excluded.tries, due = excluded.due, done = excluded.done, fault = excluded.fault`,
		p.Message, p.Way, p.Tries, milli(p.Due), milli(p.Done), p.Fault)
}

// DuePost returns the oldest post that is due and was tried less than so often;
// ok is false when there is none.
func (t *Tx) DuePost(now time.Time, tries int) (p Post, ok bool, err error) {
	posts, err := t.posts(`SELECT `+postColumns+` FROM posts WHERE done = 0 AND due <= ? AND tries < ? ORDER BY message, way LIMIT 1`, milli(now), tries)
	if err != nil || len(posts) == 0 {
		return Post{}, false, err
	}
	return posts[0], true, nil
}

// Posts returns the ways out of the messages from one number on.
func (t *Tx) Posts(from int64) ([]Post, error) {
	return t.posts(`SELECT `+postColumns+` FROM posts WHERE message >= ? ORDER BY message, way`, from)
}

func (t *Tx) posts(query string, args ...any) (all []Post, err error) {
	err = t.each(query, args, func(scan func(...any) error) error {
		var p Post
		var due, done int64
		err := scan(&p.Message, &p.Way, &p.Tries, &due, &done, &p.Fault)
		p.Due, p.Done = fromMilli(due), fromMilli(done)
		all = append(all, p)
		return err
	})
	return all, err
}
