package press

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/release"
	"hangviet/data/store"
)

// Changes are the differences between the draft and the shown release, in figures.
type Changes struct {
	Added, Changed, Withdrawn int // products
	Others                    int // producers, points, events and rounds that differ
	PhotoFiles                int // pictures that no kiosk with the shown release has
	PhotoBytes                int64
	Patch                     int64 // bytes of the change of the catalogue; 0 there is none to change
	Whole                     int64 // bytes of the whole catalogue, as an empty kiosk takes it
}

// The kinds of a change.
const (
	Added     = "added"
	Changed   = "changed"
	Withdrawn = "withdrawn"
)

// Change is one thing that differs.
type Change struct {
	Kind   string // [Added], [Changed], [Withdrawn]
	What   string // "product", "producer", "point", "event", "round"
	Code   string
	Name   catalog.Text
	Fields []Field // of what changed
}

// Field is one field as it was and as it will be; "" for nothing.
type Field struct {
	Name          string // path of the field, "Price.Dong", "Name.en"
	Before, After string
}

// Changes returns a page, from 0 on, of the differences that a check found.
func (p *Press) Changes(ctx context.Context, check int64, place int) ([]Change, error) {
	return page[Change](ctx, p, check, pageChanges, place)
}

// compare compares the catalogue of a check with the shown release, and keeps the
// differences by page.
func (p *Press) compare(ctx context.Context, check int64, progress func(done, total int64)) (against int64, sum Changes, err error) {
	shown, against, err := p.Shown(ctx)
	if Damaged(err) {
		shown, against, err = nil, 0, nil // publishing anew mends it
	}
	if err != nil {
		return 0, sum, fmt.Errorf("open shown release: %w", err)
	}
	draft, err := store.OpenCatalogue(ctx, filepath.Join(p.checkDir(check), catalogueFile))
	if err != nil {
		return 0, sum, err
	}
	defer draft.Close()
	d := differ{was: shown, is: draft}
	if err := d.products(ctx, progress); err != nil {
		return 0, sum, err
	}
	if err := d.others(ctx); err != nil {
		return 0, sum, err
	}
	sum = d.sum()
	if err := p.weigh(ctx, check, &d, &sum); err != nil {
		return 0, sum, err
	}
	return against, sum, putPages(ctx, p, check, pageChanges, d.changes)
}

// differ compares two catalogues; was is nil where nothing is shown yet.
type differ struct {
	was, is *store.Catalogue
	changes []Change
}

func (d *differ) sum() (s Changes) {
	for _, c := range d.changes {
		switch {
		case c.What != "product":
			s.Others++
		case c.Kind == Added:
			s.Added++
		case c.Kind == Changed:
			s.Changed++
		default:
			s.Withdrawn++
		}
	}
	return s
}

// products compares the digests of all products, and reads those that differ.
func (d *differ) products(ctx context.Context, progress func(done, total int64)) error {
	before := map[string]catalog.Digest{}
	if d.was != nil {
		for x, err := range d.was.Digests(ctx) {
			if err != nil {
				return err
			}
			before[x.Code] = x
		}
	}
	done := int64(0)
	for x, err := range d.is.Digests(ctx) {
		if err != nil {
			return err
		}
		if done++; done%500 == 0 {
			progress(done, done)
		}
		was := before[x.Code]
		delete(before, x.Code)
		if err := d.product(ctx, was, x); err != nil {
			return err
		}
	}
	for _, code := range slices.Sorted(maps.Keys(before)) {
		if err := d.product(ctx, before[code], catalog.Digest{}); err != nil {
			return err
		}
	}
	slices.SortStableFunc(d.changes, func(a, b Change) int { return cmp.Compare(order(a.Kind), order(b.Kind)) })
	return nil
}

// order puts first what is easily overlooked.
func order(kind string) int { return slices.Index([]string{Withdrawn, Changed, Added}, kind) }

func (d *differ) product(ctx context.Context, was, is catalog.Digest) error {
	c := Change{What: "product", Code: cmp.Or(is.Code, was.Code), Name: is.Name}
	switch {
	case is.Shown && !was.Shown:
		c.Kind = Added
	case was.Shown && !is.Shown:
		c.Kind, c.Name = Withdrawn, was.Name
	case !is.Shown || was.Sum == is.Sum:
		return nil
	default:
		c.Kind = Changed
		before, err := d.was.Product(ctx, was.Code)
		if err != nil {
			return err
		}
		after, err := d.is.Product(ctx, is.Code)
		if err != nil {
			return err
		}
		c.Fields = fieldsOf(before, after)
	}
	d.changes = append(d.changes, c)
	return nil
}

// others compares what is little in number.
func (d *differ) others(ctx context.Context) error {
	before, err := thingsOf(ctx, d.was)
	if err != nil {
		return err
	}
	after, err := thingsOf(ctx, d.is)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		x, was := after[key], before[key]
		delete(before, key)
		c := Change{Kind: Added, What: x.what, Code: x.id, Name: x.name}
		if was.value != nil {
			if c.Kind, c.Fields = Changed, fieldsOf(was.value, x.value); len(c.Fields) == 0 {
				continue
			}
		}
		d.changes = append(d.changes, c)
	}
	for _, key := range slices.Sorted(maps.Keys(before)) {
		x := before[key]
		d.changes = append(d.changes, Change{Kind: Withdrawn, What: x.what, Code: x.id, Name: x.name})
	}
	return nil
}

// thing is a producer, point, event or round.
type thing struct {
	what, id string
	name     catalog.Text
	value    any
}

func thingsOf(ctx context.Context, c *store.Catalogue) (map[string]thing, error) {
	all := map[string]thing{}
	if c == nil {
		return all, nil
	}
	add := func(what, id string, name catalog.Text, value any) { all[what+" "+id] = thing{what, id, name, value} }
	producers, err1 := c.Producers(ctx)
	for _, x := range producers {
		add("producer", x.ID, x.Name, x)
	}
	points, err2 := c.Points(ctx)
	for _, x := range points {
		add("point", x.ID, x.Name, x)
	}
	events, err3 := c.Events(ctx)
	for _, x := range events {
		add("event", x.ID, x.Name, x)
	}
	rounds, err4 := c.Rounds(ctx)
	for _, x := range rounds {
		add("round", x.ID, catalog.Text(x.Title), x)
	}
	return all, errors.Join(err1, err2, err3, err4)
}

// mostFields bounds the fields that are told of one thing, and mostText the length
// of each in characters.
const (
	mostFields = 60
	mostText   = 300
)

// fieldsOf lists the fields by which two values of a kind differ.
func fieldsOf(before, after any) (all []Field) {
	was, is := flat(before), flat(after)
	names := maps.Clone(was)
	maps.Copy(names, is)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if was[name] != is[name] && len(all) < mostFields {
			all = append(all, Field{name, brief(was[name]), brief(is[name])})
		}
	}
	return all
}

func brief(s string) string {
	if r := []rune(s); len(r) > mostText {
		return string(r[:mostText]) + "…"
	}
	return s
}

// flat writes a value as texts by path. Lists of texts are one text; of a photo,
// what tells it from others.
func flat(v any) map[string]string {
	data, err := json.Marshal(v)
	if err != nil {
		return nil // texts, numbers and lists always encode
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		return nil
	}
	all := map[string]string{}
	flatten(all, "", tree)
	return all
}

func flatten(all map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		if full, ok := v["Full"].(map[string]any); ok { // a photo
			if sha, ok := full["SHA256"].(string); ok {
				all[path] = sha[:min(len(sha), 8)]
			}
			return
		}
		for key, x := range v {
			flatten(all, strings.TrimPrefix(path+"."+key, "."), x)
		}
	case []any:
		if texts, ok := textsOf(v); ok {
			put(all, path, strings.Join(texts, ", "))
			return
		}
		for i, x := range v {
			flatten(all, fmt.Sprintf("%s.%d", path, i+1), x)
		}
	case nil:
	default:
		put(all, path, shownAs(v))
	}
}

func put(all map[string]string, path, text string) {
	if text != "" {
		all[path] = text
	}
}

func textsOf(list []any) (texts []string, ok bool) {
	for _, x := range list {
		s, ok := x.(string)
		if !ok {
			return nil, false
		}
		texts = append(texts, s)
	}
	return texts, true
}

// shownAs writes a single value; what says nothing is "".
func shownAs(v any) string {
	switch v := v.(type) {
	case float64:
		if v == 0 {
			return ""
		}
		return strings.TrimSuffix(fmt.Sprintf("%.2f", v), ".00")
	case bool:
		if !v {
			return ""
		}
		return "✓"
	}
	return fmt.Sprint(v)
}

// weigh finds out what a kiosk has to take.
func (p *Press) weigh(ctx context.Context, check int64, d *differ, sum *Changes) error {
	have := map[string]bool{}
	if d.was != nil {
		for image, err := range d.was.Photos(ctx) {
			if err != nil {
				return err
			}
			have[image.SHA256] = true
		}
	}
	for image, err := range d.is.Photos(ctx) {
		if err != nil {
			return err
		}
		if !have[image.SHA256] {
			sum.PhotoFiles++
			sum.PhotoBytes += image.Length
		}
	}
	path := filepath.Join(p.checkDir(check), catalogueFile)
	last, err := edition.Open(ctx, p.Content)
	if err != nil {
		return err
	}
	before := ""
	if last.Candidate != nil {
		before = filepath.Join(p.Dir, "shown", fmt.Sprintf("%d-%s.db", last.Manifest.Number, last.Manifest.CatalogueDB.SHA256[:16]))
		if _, err := os.Stat(before); errors.Is(err, fs.ErrNotExist) {
			before = ""
		}
	}
	sum.Whole, sum.Patch, err = release.Weigh(ctx, before, path)
	return err
}
