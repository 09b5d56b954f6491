package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

func producer(c Canvas, m model.Producer) Page {
	if m.Gone {
		return Page{Content: empty(c, "search", c.Say("producer.gone.title"), c.Say("product.gone.text"), allProducts(c))}
	}
	grid := cardGrid(c, m.Cards)
	grid.ForReading()
	grid.SetHeader(producerHead(c, m))
	return gridPage(c, kit.NewTopBar(c.Look, c.Say("product.producer")), grid, nil)
}

func producerHead(c Canvas, m model.Producer) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(l.Tight, kit.NewText(l, l.Title, m.Name))
	for _, line := range []string{m.Form, m.Place} {
		if line != "" {
			words.Add(small(c, line))
		}
	}
	if m.Story != "" {
		words.Add(kit.NewPadding(body(c, m.Story), 0, l.Small1, 0, 0))
	}
	head := kit.NewColumn(l.Wide)
	if m.Photo != nil {
		picture := kit.NewPicture(l, c.Pictures).Round(kit.AllCorners).Aspect(16.0 / 9)
		picture.Set(m.Photo.Full.SHA256)
		head.Add(picture)
	}
	head.Add(withContact(c, words, "producer.contact", m.Contact))
	if len(m.Cards) > 0 {
		head.Add(kit.NewText(l, l.Lead, c.Say("producer.products")))
	}
	return kit.NewPad(head, l.Margin, l.Wide)
}

func allProducts(c Canvas) *kit.Button {
	return kit.NewButton(c.Look, "home.all", kit.Primary, "", c.Say("home.all"), opens(c, model.Route{Screen: model.AtList})).Big()
}
