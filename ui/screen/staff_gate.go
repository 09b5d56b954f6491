package screen

import (
	"time"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// gate tells at the staff's entrance how a try went, and counts a wait down.
type gate struct {
	c      Canvas
	status *kit.Text
	words  *kit.Middle // what is typed, and status
	why    string      // it has to be waited
	wait   waiting
}

func newGate(c Canvas) gate {
	return gate{c: c, status: kit.NewText(c.Look, c.Look.Strong, "").Centre()}
}

func (g *gate) refuse(why model.Refusal) {
	g.why = why.Text
	g.tell(why.Text, true)
	g.wait.begin(why.Wait)
}

func (g *gate) tell(text string, bad bool) {
	g.status.SetText(text)
	g.status.In(g.c.Look.Palette.Ink)
	if bad {
		g.status.In(g.c.Look.Palette.Lacquer)
	}
	g.words.Refresh() // it may take another line now
}

func (g *gate) tick(now time.Time) {
	left, over := g.wait.tick(now)
	switch {
	case over:
		g.tell("", false)
	case left > 0:
		g.tell(g.why+" "+g.c.Say("vote.wait", left)+".", true)
	}
}
