package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/data/catalog"
	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// thumb and full are the keys of a photo's two sizes; "" is no photo.
func thumb(p *catalog.Photo) string {
	if p == nil {
		return ""
	}
	return p.Thumb.SHA256
}

func fulls(photos []catalog.Photo) []string {
	keys := make([]string, 0, len(photos))
	for _, p := range photos {
		keys = append(keys, p.Full.SHA256)
	}
	return keys
}

// shapes are the widths of photos by their heights, 0 when unknown.
func shapes(photos []catalog.Photo) []float32 {
	all := make([]float32, 0, len(photos))
	for _, p := range photos {
		shape := float32(0)
		if p.Full.Width > 0 && p.Full.Height > 0 {
			shape = float32(p.Full.Width) / float32(p.Full.Height)
		}
		all = append(all, shape)
	}
	return all
}

// face is what a card says of a product.
func face(m model.Card) kit.CardFace {
	f := kit.CardFace{
		Picture: thumb(m.Photo), Sector: m.Sector, Name: m.Name, Met: met(m.Marks, 0), Line: firstOf(m.Place, m.Producer),
		Stars: m.Stars, Note: m.Note, Price: m.Price, Ribbon: m.Badge,
	}
	if m.Met.Text != "" {
		label := m.Met.Label + ": "
		f.Line, f.LineMet = label+m.Met.Text, met(m.Met.Spans, len(label))
	}
	return f
}

// met are the parts of a text that a search met, further on by some bytes.
func met(spans []model.Span, on int) []kit.Span {
	out := make([]kit.Span, len(spans))
	for i, s := range spans {
		out[i] = kit.Span{From: s.Start + on, To: s.End + on}
	}
	return out
}

// put fills a card with a product that a touch opens.
func put(c Canvas, card *kit.Card, m model.Card) {
	card.ID = "card." + m.Code
	card.OnTap = func() { c.Visitor.Open(model.Route{Screen: model.AtProduct, ID: m.Code}) }
	card.Set(face(m))
	keepable(c, card, m.Code)
}

// cardGrid is a grid of products.
func cardGrid(c Canvas, cards []model.Card) *kit.Grid {
	return lazyGrid(c, func() int { return len(cards) }, func(i int) model.Card { return cards[i] })
}

// lazyGrid is a grid of products that are worded when they come into sight.
func lazyGrid(c Canvas, count func() int, at func(i int) model.Card) *kit.Grid {
	photos := kit.NewPatience(c.Pictures)
	return kit.NewGrid(c.Look, count,
		func() fyne.CanvasObject { return kit.NewCard(c.Look, photos) },
		func(i int, item fyne.CanvasObject) { put(c, item.(*kit.Card), at(i)) }).
		Ahead(photos, func(i int) string { return thumb(at(i).Photo) })
}

// cardStrip is a row of products under a heading, with a way to all of them;
// more may be nil.
func cardStrip(c Canvas, title, id string, more func(), cards []model.Card) fyne.CanvasObject {
	items := make([]fyne.CanvasObject, 0, len(cards))
	for _, m := range cards {
		card := kit.NewCard(c.Look, c.Pictures)
		put(c, card, m)
		items = append(items, card)
	}
	return kit.NewColumn(c.Look.Small1, heading(c, title, id, more), kit.NewStrip(c.Look, items...))
}

// heading is the title of a part of a page, with a way to more of it.
func heading(c Canvas, title, id string, more func()) fyne.CanvasObject {
	text := kit.Fill(kit.NewText(c.Look, c.Look.Lead, title), 1)
	if more == nil {
		return margins(c, kit.NewRow(c.Look.Gap, text))
	}
	button := kit.NewButton(c.Look, id, kit.Quiet, "", c.Say("home.more"), more)
	return margins(c, flush(c, kit.NewRow(c.Look.Gap, text, button)))
}

// flush lets the word of a quiet button at the right end where others end: its
// ground cannot be seen.
func flush(c Canvas, row fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewPadding(row, 0, 0, -c.Look.Small1, 0)
}

// margins keeps an object away from the screen's edges.
func margins(c Canvas, o fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewPad(o, c.Look.Margin, 0)
}

// body is running text no wider than is good to read.
func body(c Canvas, text string) *kit.Text { return kit.NewText(c.Look, c.Look.Body, text) }

func small(c Canvas, text string) *kit.Text { return kit.NewText(c.Look, c.Look.Small, text).Soft() }

// paragraph is a headed paragraph.
func paragraph(c Canvas, title, text string) fyne.CanvasObject {
	return kit.NewColumn(c.Look.Tight, kit.NewText(c.Look, c.Look.Strong, title), body(c, text))
}

// bar is the fixed strip at the foot of a page that holds its one action; on a
// wide screen the action stands in the middle.
func bar(c Canvas, items ...fyne.CanvasObject) fyne.CanvasObject {
	l := c.Look
	row := kit.NewMeasure(kit.NewRow(l.Gap, items...), max(l.SheetWide, float32(l.Screen.Width)/2))
	return foot(c, row)
}

// foot is the strip at the foot of a page.
func foot(c Canvas, o fyne.CanvasObject) fyne.CanvasObject {
	l := c.Look
	return kit.NewBackdrop(l.Palette.Paper, kit.NewColumn(0, kit.Rule(l), kit.NewPad(o, l.Margin, l.Small1)))
}

// told is a bar with a remark above its actions, or beside them on a wide screen.
func told(c Canvas, remark *kit.Text, actions ...fyne.CanvasObject) fyne.CanvasObject {
	l := c.Look
	var all fyne.CanvasObject = kit.NewColumn(l.Small1, remark, kit.NewRow(l.Gap, actions...))
	if !l.Portrait {
		all = kit.NewRow(l.Gap, append([]fyne.CanvasObject{kit.Fill(remark, 1)}, actions...)...)
	}
	return foot(c, all)
}

// tint is the ground of a sector, or a plain one.
func tint(l *look.Look, sector int) look.Tint {
	if sector >= 1 && sector <= len(l.Palette.Sectors) {
		return l.Palette.Sectors[sector-1]
	}
	return look.Tint{Ground: l.Palette.Surface, Ink: l.Palette.Ink}
}

// columns is how many tiles stand side by side, fewer where the text is large.
func columns(c Canvas, portrait, landscape int) int {
	many := landscape
	if c.Look.Portrait {
		many = portrait
	}
	if c.Look.Text >= look.TextLarger {
		return (many + 1) / 2
	}
	return many
}
