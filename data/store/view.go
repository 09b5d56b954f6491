package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// View is what a kiosk shows of a catalogue; the zero View is all of it.
type View struct {
	Hidden    []string // codes of withdrawn products, shown as little as revoked ones
	Selection string   // "point:ID" or "event:ID": what is on the shelf there, or shown there
}

// CheckSelection tells whether s is written as a selection.
func CheckSelection(s string) error {
	kind, id, _ := strings.Cut(s, ":")
	if kind != "point" && kind != "event" || id == "" {
		return fmt.Errorf("selection %q is neither point:ID nor event:ID", s)
	}
	return nil
}

// view is a View as conditions on products p.
type view struct {
	hidden []string
	terms  string // of the selection, "" all
	args   []any
}

// selections are what a selection may be, the narrower first: an event shows the
// products that name it, or all of the point it is held at.
var selections = map[string][]string{
	"point": {"p.pos IN (SELECT s.product FROM shelves s JOIN points t ON t.pos = s.point WHERE t.id = ?)"},
	"event": {
		"p.pos IN (SELECT x.product FROM showings x JOIN events e ON e.pos = x.event WHERE e.id = ?)",
		"p.pos IN (SELECT s.product FROM shelves s JOIN events e ON e.point = s.point WHERE e.id = ?)",
	},
}

// Show narrows what [Catalogue.Cards], the counts, [Catalogue.Within] and
// [Catalogue.Photos] give. A selection that the catalogue does not have, or that
// is empty, is passed over: a kiosk shows all rather than nothing. It is to be
// called before anything else, once.
func (c *Catalogue) Show(ctx context.Context, v View) error {
	c.view.hidden = v.Hidden
	kind, id, _ := strings.Cut(v.Selection, ":")
	for _, term := range selections[kind] {
		if strings.Contains(term, "showings") && !c.hasShowings(ctx) {
			continue
		}
		n, err := one(ctx, c.db, "SELECT count(*) FROM products p WHERE p.shown AND "+term, []any{id}, func(row scan) (n int, err error) {
			return n, row(&n)
		})
		if err != nil {
			return wrap("read selection", err)
		}
		if n > 0 {
			c.view.terms, c.view.args = term, []any{id}
			return nil
		}
	}
	return nil
}

// hasShowings tells whether the file has the table, which files of older
// publishers lack.
func (c *Catalogue) hasShowings(ctx context.Context) bool {
	n, err := number(ctx, c.db, "SELECT count(*) FROM sqlite_master WHERE name = 'showings'")
	return err == nil && n > 0
}

// narrow adds the view's conditions.
func (v view) narrow(where string, args []any) (string, []any) {
	args = slices.Clone(args)
	if v.terms != "" {
		where, args = where+" AND "+v.terms, append(args, v.args...)
	}
	if len(v.hidden) > 0 {
		where, args = where+" AND p.code NOT IN (SELECT value FROM json_each(?))", append(args, encodeJSON(v.hidden))
	}
	return where, args
}

// hide makes a withdrawn product one that may not be shown.
func (v view) hide(p *catalog.Product) {
	if slices.Contains(v.hidden, p.Code) {
		p.Certificate.Status = catalog.Revoked
	}
}

// Within returns what tells whether a product is shown in this view.
func (c *Catalogue) Within(ctx context.Context) (func(code string) bool, error) {
	where, args := c.view.narrow("p.shown", nil)
	codes, err := all(ctx, c.db, "SELECT p.code FROM products p WHERE "+where, args, func(row scan) (code string, err error) {
		return code, row(&code)
	})
	if err != nil {
		return nil, wrap("read products", err)
	}
	known := make(map[string]bool, len(codes))
	for _, code := range codes {
		known[code] = true
	}
	return func(code string) bool { return known[code] }, nil
}

// photosOf returns the condition on images i of what the selection shows:
// pictures of its products and of their producers.
func (v view) photosOf() (string, []any) {
	if v.terms == "" {
		return "", nil
	}
	const of = "(SELECT h.%s FROM photos h JOIN products p ON p.pos = h.product WHERE %s)"
	const maker = "(SELECT r.%s FROM producers r JOIN products p ON p.producer = r.pos WHERE %s)"
	var terms []string
	var args []any
	for _, form := range []string{of, maker} {
		for _, column := range []string{"full", "thumb"} {
			terms = append(terms, "i.pos IN "+fmt.Sprintf(form, column, v.terms))
			args = append(args, v.args...)
		}
	}
	return "WHERE " + strings.Join(terms, " OR "), args
}

// readShowings adds to the events what they show.
func (c *Catalogue) readShowings(ctx context.Context, events []catalog.Event) error {
	if len(events) == 0 || !c.hasShowings(ctx) {
		return nil
	}
	at := make(map[string]int, len(events))
	for i, e := range events {
		at[e.ID] = i
	}
	return each(ctx, c.db, `SELECT e.id, p.code FROM showings x JOIN events e ON e.pos = x.event
		JOIN products p ON p.pos = x.product ORDER BY e.pos, p.code`, nil, func(row scan) error {
		var event, code string
		if err := row(&event, &code); err != nil {
			return err
		}
		i := at[event]
		events[i].Products = append(events[i].Products, code)
		return nil
	})
}

func (p *plan) insertShowings(add row) error {
	for pos, x := range p.catalogue.Events {
		for _, code := range slices.Compact(slices.Sorted(slices.Values(x.Products))) {
			product, err := refer(p.product, "product", code, "event "+x.ID)
			if err != nil {
				return err
			}
			if err := add(pos, product); err != nil {
				return err
			}
		}
	}
	return nil
}
