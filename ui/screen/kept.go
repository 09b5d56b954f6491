package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// kept is the visitor's list: the code that takes it along, and what is on it.
func kept(c Canvas, m model.KeptList) Page {
	l := c.Look
	if len(m.Cards) == 0 {
		nothing := empty(c, "heart", c.Say("list.mine.empty.title"), c.Say("list.mine.empty.text"), allProducts(c))
		return Page{Content: kit.NewFrame(kit.NewTopBar(l, c.Say("list.mine")), nothing, nil)}
	}
	top := kit.NewTopBar(l, c.Say("list.mine"), kit.NewText(l, l.Body, m.Count))
	grid := cardGrid(c, m.Cards)
	grid.ForReading()
	grid.SetHeader(kit.NewPad(takeAlong(c, m), l.Margin, l.Wide))
	return gridPage(c, top, grid, nil)
}

// takeAlong is the one code for the whole list, with what it is for beside it.
func takeAlong(c Canvas, m model.KeptList) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(l.Small1, kit.NewText(l, l.Title, m.QR.Label).Even(), body(c, c.Say("list.qr.hint")))
	if m.Note != "" {
		words.Add(body(c, m.Note))
	}
	words.Add(small(c, c.Say("list.mine.visit")))
	clear := kit.NewButton(l, "list.clear", kit.Outline, "close", c.Say("list.mine.clear"), c.Visitor.Forget)
	words.Add(kit.NewRow(l.Gap, clear, kit.Fill(nil, 1)))
	var all fyne.CanvasObject = words
	if symbol, err := kit.NewQR(l, "list.qr", m.QR.Content, m.Count); err == nil {
		all = kit.NewBeside(l.Wide, l.BesideQR(), words, symbol)
	}
	return kit.NewPanel(l, l.Palette.Sunken, l.Wide, all)
}

// hearts are the marks of the cards on a page by what each keeps, so that one
// touch marks them all.
type hearts map[*kit.Card]string

// keepable lets a card be kept by its heart.
func keepable(c Canvas, card *kit.Card, code string) {
	c.hearts[card] = code
	card.Keepable("list.keep."+code, c.Visitor.Kept(code), func() {
		on := c.Visitor.Keep(code)
		for other, same := range c.hearts {
			if same == code {
				other.Keep(on)
			}
		}
	})
}

// keepButton keeps the product of a page.
func keepButton(c Canvas, code string) *kit.Button {
	var button *kit.Button
	tell := func(on bool) {
		word, icon := "list.keep", "heart"
		if on {
			word, icon = "list.kept", "heart-full"
		}
		button.SetIcon(icon)
		button.SetText(c.Say(word))
	}
	button = kit.NewButton(c.Look, "list.keep."+code, kit.Outline, "heart", "", func() { tell(c.Visitor.Keep(code)) }).Big()
	tell(c.Visitor.Kept(code))
	return button
}
