package model

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"hangviet/data/catalog"
)

// KeptList is what a visitor has kept, in the order of keeping.
type KeptList struct {
	Codes []string // of Cards; what has left the release is not among them
	Cards []Card
	Count string // "3 sản phẩm"
	QR    *QR    // takes the list along; nil when it is empty
	Note  string // what the code leaves out, or ""
}

// Keep is the list of a visit: product codes, each once.
type Keep struct{ codes []string }

// Toggle keeps the product or lets it go, and tells whether it is kept now.
func (k *Keep) Toggle(code string) (kept bool) {
	if i := slices.Index(k.codes, code); i >= 0 {
		k.codes = slices.Delete(k.codes, i, i+1)
		return false
	}
	k.codes = append(k.codes, code)
	return true
}

// Has tells whether the product is kept.
func (k *Keep) Has(code string) bool { return slices.Contains(k.codes, code) }

// Count is how many products are kept.
func (k *Keep) Count() int { return len(k.codes) }

// Codes returns a copy that a loader off the UI thread may read.
func (k *Keep) Codes() []string { return slices.Clone(k.codes) }

// Retain lets go of what asked holds and there does not: what a newer release
// no longer shows. What was kept after asking stays.
func (k *Keep) Retain(asked, there []string) {
	k.codes = slices.DeleteFunc(k.codes, func(code string) bool {
		return slices.Contains(asked, code) && !slices.Contains(there, code)
	})
}

// LoadKept reads the products of codes.
func LoadKept(ctx context.Context, env Env, src Catalogue, codes []string) (KeptList, error) {
	cards, err := cardsByCode(ctx, env, src, codes)
	if err != nil || len(cards) == 0 {
		return KeptList{}, err
	}
	l := KeptList{Cards: cards, Count: env.Count("count.products", len(cards))}
	for _, c := range cards {
		l.Codes = append(l.Codes, c.Code)
	}
	link, err := onlyLink(ctx, src, l.Codes)
	content, note := takeaway(env, cards, link)
	l.QR, l.Note = &QR{env.Say("list.qr"), "", content}, note
	return l, err
}

// onlyLink is the way to the shop of a single product, or "".
func onlyLink(ctx context.Context, src Catalogue, codes []string) (string, error) {
	if len(codes) != 1 {
		return "", nil
	}
	p, err := src.Product(ctx, codes[0])
	if errors.Is(err, catalog.ErrNotFound) {
		return "", nil
	}
	if err != nil || !p.ShopLinksAllowed() {
		return "", err
	}
	for _, l := range p.Links {
		if catalog.QRFits(l.URL) {
			return l.URL, nil
		}
	}
	return "", nil
}

// takeaway is what a phone reads off the list, without any network: a line for
// each product, or the link to the one product when that is shorter. What is too
// long for the code ([Env.Room]) is told by names alone, then by as many as there is
// room for.
func takeaway(env Env, cards []Card, link string) (content, note string) {
	var whole, names []string
	for _, c := range cards {
		whole, names = append(whole, keptLine(c)), append(names, c.Name)
	}
	content = strings.Join(whole, "\n")
	switch {
	case link != "" && len(link) < len(content):
		return link, ""
	case len(content) <= env.Room:
		return content, ""
	}
	if content = strings.Join(names, "\n"); len(content) <= env.Room {
		return content, env.Say("list.qr.names")
	}
	return firstNames(env, names)
}

// keptLine is "Tên – nơi – giá", without what is not known.
func keptLine(c Card) string {
	line := c.Name
	for _, part := range []string{c.Place, c.Price} {
		if part != "" {
			line += " – " + part
		}
	}
	return line
}

// firstNames are as many names as there is room for, and how many more there are.
func firstNames(env Env, names []string) (content, note string) {
	for n := len(names) - 1; n > 0; n-- {
		content = strings.Join(names[:n], "\n") + "\n" + env.Count("list.qr.more", len(names)-n)
		if len(content) <= env.Room {
			return content, env.Count("list.qr.first", n)
		}
	}
	return firstBytes(names[0], env.Room), env.Count("list.qr.first", 1)
}

// firstBytes is as much of a text as there is room for, in whole letters.
func firstBytes(text string, room int) string {
	for len(text) > room {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}
