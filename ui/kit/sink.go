package kit

import "fyne.io/fyne/v2"

// sinker is a page that a finger moves and that can begin lower than its top,
// so that what stands first in it comes within reach. Nothing in it takes a
// touch above the line of reach.
type sinker interface {
	sinkTo(room float32) // empty room above the page, in pixels
	reach() float32      // look.Look.Reach
}

// sink lets every page under o begin at the line of reach; y is where o's
// parent stands.
func sink(o fyne.CanvasObject, y, line float32) {
	if line == 0 || o == nil || !o.Visible() {
		return
	}
	y += o.Position().Y
	if s, ok := o.(sinker); ok {
		room := max(0, line-y)
		if room >= o.Size().Height { // it ends above the line: it can only be read
			room = 0
		}
		s.sinkTo(room)
		return
	}
	for _, part := range partsOf(o) {
		sink(part, y, line)
	}
}

// sunken is the empty room above a page that begins lower than its top.
type sunken struct {
	sunk  float32           // how much there is
	above fyne.CanvasObject // what it says; nil for nothing
	read  bool              // the page begins at its top; the room is come to by a pull
}

// ForReading says that a page is more read than touched: where it could begin
// lower it is shown from its top all the same, and a pull brings what stands first
// within reach.
func (s *sunken) ForReading() { s.read = true }

// SetAbove puts an object, as a word of why it is empty, into the room above a
// page that begins lower; nil for none.
func (s *sunken) SetAbove(o fyne.CanvasObject) { s.above = o }

// begin is how far a page is moved when the room has changed from what it was.
func (s *sunken) begin(room, offset float32) (to float32) {
	if !s.read {
		return offset
	}
	return max(0, offset+room-s.sunk)
}

// fill adds what the room says to the parts of a page.
func (s *sunken) fill(parts []fyne.CanvasObject) []fyne.CanvasObject {
	if s.above == nil || s.sunk == 0 || s.read {
		return parts
	}
	return append(parts, s.above)
}

// placeAbove puts it into the lower end of the room.
func (s *sunken) placeAbove(width, offset float32) {
	if s.above != nil {
		height := min(HeightFor(s.above, width), s.sunk)
		place(s.above, 0, round(s.sunk-height-offset), width, height)
	}
}

func (s *Scroller) reach() float32 { return s.look.Reach }

func (s *Scroller) sinkTo(room float32) {
	if s.sunk != room {
		to := s.begin(room, s.Offset())
		s.sunk = room
		s.parts = s.fill([]fyne.CanvasObject{s.content, s.bar})
		s.Refresh()
		if !s.ends {
			s.startAt(to)
		}
	}
}

func (g *Grid) reach() float32 { return g.look.Reach }

func (g *Grid) sinkTo(room float32) {
	if g.sunk != room {
		to := g.begin(room, g.Offset())
		g.sunk = room
		g.Refresh()
		g.startAt(to)
	}
}

// startAt moves a page that does not move of itself.
func (p *pan) startAt(position float32) {
	if position != p.Offset() && !p.fling.Moving() {
		p.ScrollTo(position)
	}
}
