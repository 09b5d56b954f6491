package sheet

import (
	"errors"

	"hangviet/data/catalog"
)

// link reads a link and reports why it cannot be published; false then.
func (c record) link(column string) (catalog.Link, bool) {
	raw := c.word(column)
	if raw == "" {
		return catalog.Link{}, false
	}
	link, err := catalog.CleanLink(raw)
	switch {
	case errors.Is(err, catalog.ErrPayment):
		c.fault(column, linkPayment)
	case errors.Is(err, catalog.ErrScheme):
		c.fault(column, linkScheme, short(raw))
	case errors.Is(err, catalog.ErrMixedScript):
		c.fault(column, linkScript, short(raw))
	case err != nil:
		c.fault(column, linkUnreadable, short(raw))
	case !catalog.QRFits(link.URL):
		c.fault(column, linkLong, len(link.URL), catalog.MaxQR)
	default:
		return link, true
	}
	return catalog.Link{}, false
}

// short cuts what is quoted in a sentence.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

// linkRow is a published link and the row it is from.
type linkRow struct {
	link catalog.Link
	row  record
}

// readLinks gives the products their links, in the order of the sheet.
func (r *reader) readLinks(products map[string]*catalog.Product) {
	t := r.tables[linkPlan.key]
	if t == nil {
		return
	}
	seen := map[string]int{}
	for _, c := range t.records(r) {
		product := c.product("product", products)
		link, ok := c.link("url")
		c.need("url")
		if !ok || product == nil {
			continue
		}
		id := product.Code + "\x00" + link.URL
		if first := seen[id]; first != 0 {
			c.fault("url", linkTwice, first)
			continue
		}
		seen[id] = c.line.number
		c.compareChannel(link)
		if label := c.heading("label"); label != nil {
			link.Label = label
		}
		product.Links = append(product.Links, link)
		r.linkRows[product.Code] = append(r.linkRows[product.Code], linkRow{link, c})
	}
}

// compareChannel reports a channel in words that is not the link's.
func (c record) compareChannel(link catalog.Link) {
	said := key(c.word("channel"))
	if said == "" {
		return
	}
	for _, channel := range []string{"shopee", "lazada", "tiki", "tiktok", "sendo", "voso", "zalo", "facebook", "messenger"} {
		named := said == channel || said == channel+" shop" || said == channel+"shop"
		if named && link.Channel != channel {
			c.fault("channel", linkChannel, c.word("channel"), link.Host())
		}
	}
}

// product reads the code of a product of the workbook; nil when there is none.
func (c record) product(column string, products map[string]*catalog.Product) *catalog.Product {
	text := c.word(column)
	if text == "" {
		c.need(column)
		return nil
	}
	return products[c.refer(column, text, c.r.products)]
}
