package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
)

// CardFace is what a [Card] says. Empty fields leave their room empty, so that
// all cards of a grid are alike.
type CardFace struct {
	Picture string // key for the loader
	Sector  int    // 1 to 6, for the drawing where there is no photo; 0 none
	Name    string // two lines at most
	Met     []Span // parts of Name that a search met
	Line    string // producer or place, one line
	LineMet []Span // parts of Line that a search met
	Stars   int    // 3 to 5; 0 shows none
	Note    string // beside or instead of stars: "Tiềm năng 5 sao", "4 sao"
	Price   string
	Ribbon  string // on the picture: "Dữ liệu mẫu"
	Chosen  bool   // ticked, as in a vote
}

// Card is a product or nominee: its picture, name, place, stars and price.
type Card struct {
	Base
	Touch
	look    *look.Look
	body    *plate
	words   *print            // the body with all that is written on it
	edge    *canvas.Rectangle // around a chosen card
	veil    *veil
	picture *Picture
	name    *Text
	line    *Text
	stars   *Stars
	note    *Text
	price   *Text
	ribbon  *Ribbon
	tick    *tick
	heart   *Heart // in the corner; nil on a card without
	priced  bool
}

// NewCard makes an empty card; set its ID, OnTap and face.
func NewCard(l *look.Look, loader Loader) *Card {
	c := &Card{look: l, edge: canvas.NewRectangle(color.Transparent), priced: true}
	c.veil = newVeil(l, &c.Base)
	c.body = newPlate(l, l.Palette.Surface, lowerEdge)
	c.edge.CornerRadius, c.veil.rect.CornerRadius = l.Radius, l.Radius
	c.edge.StrokeColor, c.edge.StrokeWidth = l.Palette.Lacquer, l.Line
	c.picture = NewPicture(l, loader).Round(TopCorners)
	c.name = NewText(l, l.Strong, "").Most(2).Brief()
	c.line = NewText(l, l.Small, "").Most(1).Soft().Brief()
	c.stars = NewStars(l, 0, round(l.Body.Size*0.95))
	c.note = NewText(l, l.Caption, "").Most(1).Soft()
	c.price = NewText(l, l.Price, "").Most(1).In(l.Palette.Tea)
	c.ribbon, c.tick = NewRibbon(l, ""), newTick(l)
	c.feedback = c.veil.press
	c.words = newPrint(l.Pen(), c.layoutWords, c.body.Image, c.name, c.line, c.stars, c.note, c.price)
	c.form(c, c.layout, c.least, c.picture, c.words, c.ribbon, c.edge, c.tick, c.veil.rect)
	if l.CardLies {
		c.lie()
	}
	c.Set(CardFace{})
	return c
}

// lie lays the picture on the card's ground, which is a whole one then.
func (c *Card) lie() {
	c.body.shape.edge = wholeEdge
	c.picture.Round(AllCorners)
	c.parts[0], c.parts[1] = c.words, c.picture
}

// Unpriced leaves no room for a price, as in a vote; it returns the card.
func (c *Card) Unpriced() *Card {
	c.priced = false
	return c
}

// Keepable gives the card a heart, the target of that name, that is full when
// the product is kept.
func (c *Card) Keepable(id string, kept bool, onTap func()) {
	c.corner("heart", "heart-full", id, onTap)
	c.heart.Set(kept)
}

// Telling gives the card a sign, the target of that name, that leads to more
// about it.
func (c *Card) Telling(id string, onTap func()) {
	c.corner("info", "info", id, onTap)
	c.heart.Set(false)
}

func (c *Card) corner(sign, lit, id string, onTap func()) {
	if c.heart == nil {
		c.heart = newHeart(c.look, sign, lit)
		c.parts = append(c.parts, c.heart)
		c.relayout()
	}
	c.heart.ID, c.heart.OnTap = id, onTap
}

// Keep says whether the product is kept.
func (c *Card) Keep(kept bool) {
	c.heart.Set(kept)
	c.repaint()
}

// Set shows another product.
func (c *Card) Set(face CardFace) {
	c.picture.SetOf(face.Picture, face.Sector)
	c.name.SetText(face.Name)
	c.name.Mark(face.Met...)
	c.line.SetText(face.Line)
	c.line.Mark(face.LineMet...)
	c.stars.Set(face.Stars)
	c.note.SetText(face.Note)
	c.price.SetText(face.Price)
	c.ribbon.SetText(face.Ribbon)
	c.edge.Hidden, c.tick.Hidden = !face.Chosen, !face.Chosen
	c.relayout()
	c.words.again()
	c.repaint()
}

// Rest drops the picture while the card is out of sight.
func (c *Card) Rest() { c.picture.Rest() }

// Wanted is the photo of a key as this card shows it.
func (c *Card) Wanted(key string) pictures.Photo { return c.picture.Wanted(key) }

// HeightFor implements [Sized].
func (c *Card) HeightFor(width float32) float32 {
	if c.look.CardLies {
		return c.wordsHeight()
	}
	return c.wordsHeight() + round(width)
}

// wordsHeight is that of all that can be written on a card.
func (c *Card) wordsHeight() float32 {
	l := c.look
	height := l.Small1 + 2*l.Strong.Line + l.Small.Line + l.Tight*1.5 + l.Body.Line + l.Small1
	if c.priced {
		height += l.Price.Line
	}
	return round(height)
}

// frame is where the picture stands: above the words, or at their left. Pictures
// are square, as shops want them: most photos of goods are, and then nothing of
// the thing is cut away.
func (c *Card) frame(size fyne.Size) (at fyne.Position, side float32) {
	if inset := c.look.Tight; c.look.CardLies {
		return fyne.NewSquareOffsetPos(inset), size.Height - 2*inset
	}
	return fyne.Position{}, round(size.Width)
}

func (c *Card) least() fyne.Size {
	return fyne.NewSize(c.look.CardWide, c.HeightFor(c.look.CardWide))
}

func (c *Card) layout(size fyne.Size) {
	l := c.look
	c.edge.Resize(size)
	c.veil.rect.Resize(size)
	at, side := c.frame(size)
	place(c.picture, at.X, at.Y, side, side)
	if l.CardLies {
		place(c.words, 0, 0, size.Width, size.Height)
	} else {
		place(c.words, 0, side, size.Width, size.Height-side)
	}
	c.layoutOver(at, side)
}

// layoutOver places what stands on the picture.
func (c *Card) layoutOver(at fyne.Position, side float32) {
	l, wide := c.look, side-2*c.look.Tight
	if c.heart != nil {
		wide -= l.Touch
		place(c.heart, at.X+side-l.Touch, at.Y, l.Touch, l.Touch)
	}
	wide = min(c.ribbon.MinSize().Width, wide)
	place(c.ribbon, at.X+l.Tight, at.Y+l.Tight, wide, c.ribbon.HeightFor(wide))
	tick := c.tick.MinSize().Width
	place(c.tick, at.X+side-tick-l.Tight, at.Y+side-tick-l.Tight, tick, tick)
}

// layoutWords places what is written under the picture.
func (c *Card) layoutWords(size fyne.Size) {
	l := c.look
	c.body.put(0, 0, size.Width, size.Height)
	x, y, width := l.Small1, l.Small1, size.Width-2*l.Small1
	if l.CardLies {
		at, side := c.frame(size)
		x += at.X + side
		width = size.Width - x - l.Small1
	}
	place(c.name, x, y, width, c.name.HeightFor(width))
	y += 2*l.Strong.Line + round(l.Tight/2)
	place(c.line, x, y, width, l.Small.Line)
	y += l.Small.Line + l.Tight
	c.placeStars(x, y, width)
	if c.priced {
		place(c.price, x, y+l.Body.Line, width, l.Price.Line)
	}
}

func (c *Card) placeStars(x, y, width float32) {
	l, stars := c.look, c.stars.MinSize().Width
	if c.stars.count == 0 {
		stars = -l.Tight
	}
	place(c.stars, x, y, c.stars.MinSize().Width, l.Body.Line)
	c.note.font, c.note.width = fitLine(l, l.Caption, c.note.text, max(1, width-stars-l.Tight)), 0
	place(c.note, x+stars+l.Tight, y, max(0, width-stars-l.Tight), l.Body.Line)
}
