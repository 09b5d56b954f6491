package art

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"strings"

	"hangviet/data/sample/paint"
)

// easel is a board with the colours and the chance of one picture.
type easel struct {
	*paint.Board
	tone  color.NRGBA // the thing's main colour
	take  int         // 0 for the cover, 1 and 2 for further pictures
	dice  *rand.Rand
	floor float64 // where the table begins, in units
}

// Draw draws the take-th picture of a motif such as "honey-jar amber", with
// sides of that many pixels; later takes stand closer or show more of the same. It errs on a motif or colour it does not know.
func Draw(motif string, take int, pixels int) (*image.RGBA, error) {
	name, colour, _ := strings.Cut(motif, " ")
	draw, ok := motifs[name]
	if !ok {
		return nil, fmt.Errorf("unknown motif %q", name)
	}
	tone, ok := tones[colour]
	if !ok {
		return nil, fmt.Errorf("unknown colour %q", colour)
	}
	seed := uint64(len(motif)*31 + take)
	for _, c := range []byte(motif) {
		seed = seed*131 + uint64(c)
	}
	e := &easel{paint.New(pixels), tone, take, rand.New(rand.NewPCG(seed, 7)), 640} // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
	e.ground()
	switch take {
	case 1:
		e.View(480, 590, 1.45)
	case 2:
		e.View(420, 500, 2)
	}
	draw(e)
	grained(e.Image(), e.dice)
	return e.Image(), nil
}

// grained lays the finest grain over a picture, at most one level
// of 255 either way, so that long soft gradients do not fall into bands.
func grained(img *image.RGBA, dice *rand.Rand) {
	for i := 0; i+3 < len(img.Pix); i += 4 {
		d := dice.IntN(3) - 1
		for c := range 3 {
			img.Pix[i+c] = uint8(min(255, max(0, int(img.Pix[i+c])+d)))
		}
	}
}

// tones are the colours a motif may be named with.
var tones = map[string]color.NRGBA{
	"green": paint.Hex("#3F8F5B"), "red": paint.Hex("#C0392B"), "gold": paint.Hex("#E0A526"),
	"amber": paint.Hex("#D9822B"), "cream": paint.Hex("#EBD9B4"), "blue": paint.Hex("#3C78A8"),
	"purple": paint.Hex("#7A4E9C"), "brown": paint.Hex("#8A5A3B"), "grey": paint.Hex("#A9AFA9"),
	"white": paint.Hex("#F3EFE6"), "yellow": paint.Hex("#EFC03C"), "pink": paint.Hex("#E58BA5"),
	"tan": paint.Hex("#CFA36B"), "black": paint.Hex("#33302E"), "dark": paint.Hex("#4A362C"),
	"silver": paint.Hex("#B7C2C8"), "coral": paint.Hex("#E8775A"), "orange": paint.Hex("#EE8A2E"),
	"magenta": paint.Hex("#C72C6B"), "teal": paint.Hex("#2F8C88"), "plum": paint.Hex("#7E3B5C"),
	"indigo": paint.Hex("#34437E"), "clear": paint.Hex("#CFE3E2"),
}

// grounds are the walls that go with warm and with cool goods.
var grounds = []string{
	"#F3CF8E", "#B5D6B8", "#F0B69C", "#A9CBDD", "#DDB9CF", "#F0D9A6", "#9CCAC0", "#EDBFA6", "#C9D597", "#DCC3AB",
}

// ground paints a wall, a table and the light that falls on both.
func (e *easel) ground() {
	wall := paint.Hex(grounds[e.dice.IntN(len(grounds))])
	if near(wall, e.tone) {
		wall = paint.Mix(wall, paint.Hex("#DCE8E4"), 0.7)
	}
	table := paint.Darker(paint.Mix(wall, paint.Hex("#E9C79A"), 0.45), 0.06)
	all := paint.Rect(0, 0, 1000, 1000)
	e.Fill(all, paint.Radial(300, 180, 1050, paint.Lighter(wall, 0.42), paint.Darker(wall, 0.10)))
	e.Fill(paint.Disc(500, 470, 370), paint.Flat(paint.Fade(paint.Lighter(wall, 0.75), 0.38)))
	e.Fill(paint.Rect(0, e.floor, 1000, 1000-e.floor),
		paint.Linear(0, e.floor, paint.Lighter(table, 0.16), 0, 1000, paint.Darker(table, 0.10)))
	e.Fill(paint.Rect(0, e.floor, 1000, 5), paint.Flat(paint.Fade(paint.Lighter(table, 0.6), 0.7)))
}

// near tells whether two colours are too alike to stand on one another.
func near(a, b color.NRGBA) bool {
	d := func(x, y uint8) int { return (int(x) - int(y)) * (int(x) - int(y)) }
	return d(a.R, b.R)+d(a.G, b.G)+d(a.B, b.B) < 7000
}

// solid fills a path as a rounded thing in the light: lighter upper left,
// darker lower right, over the box x, y, w, h.
func (e *easel) solid(p paint.Path, c color.NRGBA, x, y, w, h float64) {
	e.Fill(p, paint.Linear(x, y, paint.Lighter(c, 0.22), x+w, y+h, paint.Darker(c, 0.22)))
}

// ball fills a path as a sphere about cx, cy.
func (e *easel) ball(p paint.Path, c color.NRGBA, cx, cy, r float64) {
	e.Fill(p, paint.Radial(cx-r*0.4, cy-r*0.45, r*1.75, paint.Lighter(c, 0.30), paint.Darker(c, 0.34)))
}

// gleam lays a soft white light over a path.
func (e *easel) gleam(p paint.Path, opacity float64) {
	e.Fill(p, paint.Flat(paint.Fade(paint.Hex("#FFFFFF"), opacity)))
}

// stands lays the shadow of something that stands on the table from x to x+w
// with its foot at y.
func (e *easel) stands(x, y, w float64) {
	e.Shadow(paint.Oval(x+w/2, y, w*0.52, w*0.075), w*0.06, 6, 34, 0.42)
	e.Shadow(paint.Oval(x+w*0.58, y+4, w*0.60, w*0.09), w*0.10, 10, 90, 0.22)
}

// between returns a chance number from a to b.
func (e *easel) between(a, b float64) float64 { return a + (b-a)*e.dice.Float64() }

var (
	cream = paint.Hex("#FBF4E4")
	ink   = paint.Hex("#3A2C24")
	leafy = paint.Hex("#4E8D4A")
	wood  = paint.Hex("#B07A4A")
	straw = paint.Hex("#D9B570")
	gold  = paint.Hex("#E3B23C")
)
