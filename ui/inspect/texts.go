package inspect

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

func (p *page) texts() {
	for i := p.first; i < len(p.things); i++ {
		t := p.things[i]
		switch o := t.Object.(type) {
		case *kit.Text:
			p.whole(t, o)
		case *canvas.Text:
			if o.Text != "" && t.Seen.Width() > 0 && t.Seen.Height() > 0 {
				p.inside(t, o.Text)
				p.readable(i, o)
			}
		}
	}
}

// whole judges a text by its words: none left out, unless it is one that may be
// shortened, and room for every line.
func (p *page) whole(t kit.Thing, text *kit.Text) {
	if text.String() == "" {
		return
	}
	if text.Shortened() && !text.MayShorten() {
		p.fault(Clipped, text.String(), t.At, "is shortened to %d px", int(t.At.Width()))
	}
	if need := p.need(text, t.At.Width()); t.At.Height() > 0 && need > t.At.Height()+slack {
		p.fault(Clipped, text.String(), t.At, "needs %.0f px of height and has %.0f", need, t.At.Height())
	}
}

// need is the height that shows a text whole: a single line needs no room to the
// next one.
func (p *page) need(text *kit.Text, width float32) float32 {
	if height := text.HeightFor(width); height > text.Font().Line {
		return height
	}
	return text.Font().Box("Ậg").Height
}

// inside judges a line by where it stands: in the window, in what it lies in,
// and not cut by the edge of a page that cannot be moved that way.
func (p *page) inside(t kit.Thing, line string) {
	if t.At.Right > t.Seen.Right+slack && !t.Across || t.At.Left < t.Seen.Left-slack && !t.Across {
		p.fault(Clipped, line, t.At, "is cut at its side")
	}
	if !t.Along && (t.At.Bottom > t.Seen.Bottom+slack || t.At.Top < t.Seen.Top-slack) {
		p.fault(Clipped, line, t.At, "is cut above or below")
	}
	if holder := p.holder(t); holder != nil && (t.At.Left < holder.Left-slack || t.At.Right > holder.Right+slack) {
		p.fault(Clipped, line, t.At, "stands out of what it lies in by %.0f px", max(holder.Left-t.At.Left, t.At.Right-holder.Right))
	}
}

// holder is the box of the target a line lies in, nil for none.
func (p *page) holder(t kit.Thing) *kit.Box {
	for i := len(t.Inside) - 1; i >= 0; i-- {
		touchable, ok := t.Inside[i].(kit.Touchable)
		if !ok || touchable.TargetID() == "" {
			continue
		}
		for _, other := range p.things {
			if other.Object == fyne.CanvasObject(touchable) {
				return &other.At
			}
		}
	}
	return nil
}

// readable judges a line by its contrast with what lies under its middle.
func (p *page) readable(i int, o *canvas.Text) {
	t := p.things[i]
	under := p.ground(i)
	if got, least := Ratio(opaque(o.Color, under), under), p.least(o); got < least {
		p.fault(TooFaint, o.Text, t.At, "has a contrast of %.1f:1, needs %.1f:1", got, least)
	}
}

// least is the contrast a line needs: running text most, unless the scheme is
// the one of high contrast.
func (p *page) least(o *canvas.Text) float64 {
	l := p.look
	switch {
	case l.Scheme == look.Contrast:
		return 20
	case o.TextSize == l.Body.Size && !o.TextStyle.Bold && o.FontSource == l.Body.Source(o.Text):
		return 7
	}
	return 4.5
}

// ground is the colour under the middle of the line i.
func (p *page) ground(i int) color.NRGBA {
	at := p.things[i].Seen
	x, y := (at.Left+at.Right)/2, (at.Top+at.Bottom)/2
	colour := p.look.Palette.Paper
	for _, t := range p.things[:i] {
		if x >= t.Seen.Left && x < t.Seen.Right && y >= t.Seen.Top && y < t.Seen.Bottom {
			colour = opaque(fill(t, x, y), colour)
		}
	}
	return colour
}

// fill is the colour a thing has at a point, nil when it draws no ground.
func fill(t kit.Thing, x, y float32) color.Color {
	switch o := t.Object.(type) {
	case *canvas.Rectangle:
		return o.FillColor
	case *canvas.Circle:
		return o.FillColor
	case *canvas.Image:
		if o.Image == nil || t.At.Width() < 1 || t.At.Height() < 1 {
			return nil
		}
		b := o.Image.Bounds()
		return o.Image.At(b.Min.X+int((x-t.At.Left)/t.At.Width()*float32(b.Dx())), b.Min.Y+int((y-t.At.Top)/t.At.Height()*float32(b.Dy())))
	}
	return nil
}
