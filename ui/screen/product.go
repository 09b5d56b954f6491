package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

func product(c Canvas, m model.Product) Page {
	if m.Gone {
		return Page{Content: empty(c, "info", c.Say("product.gone.title"), c.Say("product.gone.text"), allProducts(c))}
	}
	l := c.Look
	whole := productTall(c, m)
	if !l.Portrait {
		whole = productWide(c, m)
	}
	if len(m.Same) > 0 {
		to := opens(c, model.Route{Screen: model.AtProducer, ID: m.Producer.ID})
		whole.Add(cardStrip(c, c.Say("product.same"), "producer."+m.Producer.ID, to, m.Same))
	}
	if len(m.Related) > 0 {
		whole.Add(cardStrip(c, c.Say("product.related"), "", nil, m.Related))
	}
	return reading(c, nil, kit.NewPadding(whole, 0, l.Wide, 0, l.Huge), productBar(c, m))
}

// productTall is the page on a portrait screen: photo, facts, codes, then what
// one reads.
func productTall(c Canvas, m model.Product) *kit.Column {
	l := c.Look
	column := kit.NewColumn(l.Wide, gallery(c, m), productHead(c, m), productShops(c, m))
	for _, part := range productTrade(c, m) {
		column.Add(part)
	}
	return kit.NewColumn(l.Huge, margins(c, column), margins(c, productReading(c, m)))
}

// productWide is the page on a landscape screen: photo, words and codes side by
// side.
func productWide(c Canvas, m model.Product) *kit.Column {
	l := c.Look
	words := kit.NewColumn(l.Wide, productHead(c, m), productReading(c, m))
	codes := kit.NewColumn(l.Wide, productShops(c, m))
	for _, part := range productTrade(c, m) {
		codes.Add(part)
	}
	row := kit.NewRow(l.Wide, kit.Fill(gallery(c, m), 5), kit.Fill(words, 6), kit.Fill(codes, 6)).Top()
	return kit.NewColumn(l.Huge, margins(c, row))
}

// productTrade is how to reach the producer, and what distributors want to know.
func productTrade(c Canvas, m model.Product) []fyne.CanvasObject {
	return append(contact(c, "product.contact", m.Contact), trade(c, m)...)
}

// gallery shows the photos whole. On a portrait screen it leaves room for the
// codes underneath; where there is no photo it takes little.
func gallery(c Canvas, m model.Product) fyne.CanvasObject {
	shape := float32(1)
	if c.Look.Portrait {
		shape = 1.65
	}
	if len(m.Photos) == 0 {
		shape = 2.6
	}
	photos := kit.NewGallery(c.Look, c.Pictures, "product.photo", fulls(m.Photos)).Aspect(shape).Whole(shapes(m.Photos)).Of(m.Sector)
	if len(m.Photos) < 2 {
		return photos
	}
	return kit.NewSwipe(c.Look, photos, photos.Turn)
}

// productHead is what one wants to know first.
func productHead(c Canvas, m model.Product) *kit.Column {
	l := c.Look
	head := kit.NewColumn(l.Small1)
	for _, title := range m.Titles {
		head.Add(kit.NewRow(l.Tight, kit.Icon("award", l.Palette.GoldEdge, l.Icon),
			kit.Fill(kit.NewText(l, l.Small.At(l.Strong.Weight), title), 1)).Top())
	}
	head.Add(kit.NewText(l, l.Title, m.Name).Even())
	if m.Rating.Title != "" {
		head.Add(rating(c, m.Rating))
	}
	if m.Price != "" || m.Here != "" {
		head.Add(priceRow(c, m))
	}
	head.Add(maker(c, m))
	return head
}

func rating(c Canvas, r model.Rating) fyne.CanvasObject {
	l := c.Look
	word := kit.Fill(kit.NewText(l, l.Strong, r.Line), 1)
	column := kit.NewColumn(l.Tight)
	switch {
	case r.Stars > 0 && (!l.Portrait || l.Text >= look.TextLarger): // no room beside each other
		column.Add(kit.NewStars(l, r.Stars, l.Icon))
		column.Add(word)
	case r.Stars > 0:
		column.Add(kit.NewRow(l.Small1, kit.NewStars(l, r.Stars, l.Icon), word))
	default:
		column.Add(word)
	}
	if r.Note != "" {
		column.Add(small(c, r.Note))
	}
	return column
}

func priceRow(c Canvas, m model.Product) fyne.CanvasObject {
	l := c.Look
	row := kit.NewFlow(l.Gap)
	var items []fyne.CanvasObject
	if m.Price != "" {
		items = append(items, kit.NewText(l, l.Title, m.Price).In(l.Palette.Tea))
	}
	if m.Here != "" {
		ribbon := kit.NewRibbon(l, m.Here)
		beside := max(0, l.Title.Line-ribbon.MinSize().Height) / 2 // of the price
		items = append(items, kit.NewPadding(ribbon, 0, beside, 0, 0))
	}
	row.SetItems(items...)
	return row
}

// maker names who makes it and where; a touch leads to the producer.
func maker(c Canvas, m model.Product) fyne.CanvasObject {
	l := c.Look
	lines := kit.NewColumn(0)
	if m.Producer.Name != "" {
		lines.Add(kit.NewText(l, l.Strong, m.Producer.Name))
	}
	if m.Place != "" {
		lines.Add(small(c, m.Place))
	}
	if m.Producer.ID == "" {
		return lines
	}
	row := kit.NewRow(l.Gap, kit.Icon("place", l.Palette.Tea, l.Icon), kit.Fill(lines, 1), kit.Icon("right", l.Palette.InkSoft, l.Icon))
	panel := kit.NewPanel(l, l.Palette.Surface, l.Small1, row).Outlined(l)
	return kit.NewPressable(l, "product.producer", panel, opens(c, model.Route{Screen: model.AtProducer, ID: m.Producer.ID}))
}

// productShops is the codes that lead to shops and to the origin, or why there
// are none.
func productShops(c Canvas, m model.Product) fyne.CanvasObject {
	l := c.Look
	var codes []fyne.CanvasObject
	for i, shop := range m.Shops {
		codes = append(codes, code(c, "product.qr."+strconv.Itoa(i+1), shop)...)
	}
	if m.Trace != nil {
		codes = append(codes, code(c, "product.trace", *m.Trace)...)
	}
	words := kit.NewColumn(l.Small1, kit.NewText(l, l.Lead, c.Say("product.shops")))
	if m.NoShops != "" {
		words.Add(body(c, m.NoShops))
	} else {
		words.Add(body(c, c.Say("product.shops.hint")))
	}
	return kit.NewPanel(l, l.Palette.Sunken, l.Gap, besideCodes(c, words, codes))
}

// besideCodes puts words beside one code, or beside two on a portrait screen, where
// there is room for both, else above them.
func besideCodes(c Canvas, words *kit.Column, codes []fyne.CanvasObject) fyne.CanvasObject {
	l := c.Look
	switch {
	case len(codes) == 0:
		return words
	case len(codes) == 1 || l.Portrait && len(codes) == 2:
		if all := kit.NewRow(l.Gap, codes...).Top(); all.MinSize().Width <= 0.6*float32(l.Screen.Width) {
			return kit.NewBeside(l.Gap, l.BesideQR(), words, all)
		}
	}
	words.Add(kit.NewFlow(l.Gap, codes...))
	return words
}

// code is one QR symbol under the name of where it leads; nothing when the link
// is too long to be one, which the organiser's check reports.
func code(c Canvas, id string, q model.QR) []fyne.CanvasObject {
	l := c.Look
	symbol, err := kit.NewQR(l, id, q.Content, q.Host)
	if err != nil {
		return nil
	}
	label := kit.NewText(l, l.Small.At(l.Strong.Weight), q.Label).Centre()
	return []fyne.CanvasObject{kit.NewFixed(kit.NewColumn(l.Tight, symbol, label), symbol.MinSize().Width)}
}

// productReading is what one reads: story, certificate, notices.
func productReading(c Canvas, m model.Product) fyne.CanvasObject {
	l := c.Look
	column := kit.NewColumn(l.Wide, shelves(c, m.Shelves)...)
	for _, s := range m.Sections {
		column.Add(paragraph(c, s.Title, s.Text))
	}
	if len(m.Rating.Facts) > 0 {
		column.Add(lines(c, m.Rating.Title, m.Rating.Facts))
	}
	if len(m.Notices) > 0 {
		notice := lines(c, c.Say("product.notices"), m.Notices)
		column.Add(kit.NewPanel(l, l.Palette.GoldTint, l.Wide, notice))
	}
	return column
}

func lines(c Canvas, title string, texts []string) fyne.CanvasObject {
	column := kit.NewColumn(c.Look.Tight, kit.NewText(c.Look, c.Look.Strong, title))
	for _, text := range texts {
		column.Add(body(c, text))
	}
	return column
}

// productBar stands at the foot: keep the product and, when it is nominated in an
// open round, vote for it.
func productBar(c Canvas, m model.Product) fyne.CanvasObject {
	keep := keepButton(c, m.Code)
	if m.Vote == nil {
		return bar(c, kit.Fill(keep, 1))
	}
	to := model.Route{Screen: model.AtNominees, ID: m.Vote.Round, Sub: m.Vote.Category}
	vote := kit.NewButton(c.Look, "product.vote", kit.Vote, "vote", c.Say("product.vote"), opens(c, to)).Big()
	return bar(c, kit.Fill(keep, 4), kit.Fill(vote, 5))
}
