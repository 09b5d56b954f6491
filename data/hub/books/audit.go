package books

import (
	"strings"
	"time"
)

// AuditFilter chooses lines of the audit. Zero fields choose all.
type AuditFilter struct {
	Who, Act string
	Subject  string // a part of subject or note
	From, To time.Time
	Before   int64 // only lines of smaller numbers
	Limit    int   // 0: all
}

// FindAudits returns the lines that a filter chooses, the newest first.
func (t *Tx) FindAudits(filter AuditFilter) (all []Audit, err error) {
	query, args := filter.query()
	err = t.each(query, args, func(scan func(...any) error) error {
		var a Audit
		var at int64
		err := scan(&a.Number, &at, &a.Who, &a.Act, &a.Subject, &a.Note, &a.Way)
		a.At = fromMilli(at)
		all = append(all, a)
		return err
	})
	return all, err
}

func (f AuditFilter) query() (query string, args []any) {
	var where []string
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if f.Who != "" {
		add(`who = ?`, f.Who)
	}
	if f.Act != "" {
		add(`act = ?`, f.Act)
	}
	if f.Subject != "" {
		pattern := "%" + strings.NewReplacer(`!`, `!!`, `%`, `!%`, `_`, `!_`).Replace(f.Subject) + "%"
		add(`(subject LIKE ? ESCAPE '!' OR note LIKE ? ESCAPE '!')`, pattern, pattern)
	}
	if !f.From.IsZero() {
		add(`at >= ?`, milli(f.From))
	}
	if !f.To.IsZero() {
		add(`at < ?`, milli(f.To))
	}
	if f.Before > 0 {
		add(`number < ?`, f.Before)
	}
	query = `SELECT number, at, who, act, subject, note, COALESCE(way, '') FROM audit`
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, ` AND `)
	}
	query += ` ORDER BY number DESC`
	if f.Limit > 0 {
		query, args = query+` LIMIT ?`, append(args, f.Limit)
	}
	return query, args
}

// AuditActs returns every act that stands in the audit.
func (t *Tx) AuditActs() ([]string, error) {
	return t.texts(`SELECT DISTINCT act FROM audit ORDER BY act`)
}

// AuditPeople returns everybody by name whom the audit tells of.
func (t *Tx) AuditPeople() ([]string, error) {
	return t.texts(`SELECT DISTINCT who FROM audit WHERE who <> '' ORDER BY who`)
}

func (t *Tx) texts(query string) (all []string, err error) {
	err = t.each(query, nil, func(scan func(...any) error) error {
		var text string
		err := scan(&text)
		all = append(all, text)
		return err
	})
	return all, err
}
