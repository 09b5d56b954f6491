package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// StickSheet is the sheet of a stick that was put in. Progress moves in place;
// everything else is drawn anew.
type StickSheet struct {
	*kit.Sheet
	bar   *kit.Progress
	lines []*kit.Text
}

// NewStickSheet draws it; act is told what a person chose.
func NewStickSheet(c Canvas, v model.StickView, act func(model.StickAct)) *StickSheet {
	l := c.Look
	s := &StickSheet{}
	column := kit.NewColumn(l.Gap)
	if v.Note != "" {
		column.Add(stickNote(c, v))
	}
	columns, wide := 1, l.SheetWide
	if !l.Portrait { // what is to be done is in sight at once
		columns, wide = 2, float32(l.Screen.Width)*2/3
	}
	if len(v.Lines) > 0 {
		column.Add(kit.NewTiles(columns, l.Gap, s.facts(c, v.Lines)...))
	}
	if v.Share >= 0 {
		s.bar = kit.NewProgress(l)
		s.bar.Set(v.Share)
		column.Add(s.bar)
	}
	acts, ways := stickButtons(c, v.Acts, act)
	if len(acts) > 0 {
		column.Add(kit.NewPadding(kit.NewTiles(min(columns, len(acts)), l.Gap, acts...), 0, l.Small1, 0, 0))
	}
	s.Sheet = kit.NewChoice(l, v.Title, wide, column, ways...)
	return s
}

// facts draws lines, whose texts move later.
func (s *StickSheet) facts(c Canvas, lines []model.Section) (all []fyne.CanvasObject) {
	for _, line := range lines {
		value := kit.NewText(c.Look, c.Look.Strong, line.Text)
		s.lines = append(s.lines, value)
		all = append(all, kit.NewColumn(0, small(c, line.Title), value))
	}
	return all
}

// stickButtons draws what can be done with the stick, large, and the ways out, the one
// named first outermost.
func stickButtons(c Canvas, buttons []model.StickButton, act func(model.StickAct)) (acts []fyne.CanvasObject, ways []*kit.Button) {
	for i, b := range buttons {
		button := stickButton(c, b, i, act)
		switch b.Act {
		case model.StickClose, model.StickEject, model.StickCancel:
			ways = slices.Insert(ways, 0, button)
		default:
			acts = append(acts, button.Big())
		}
	}
	return acts, ways
}

// stickNote is the sentence, marked where something went wrong.
func stickNote(c Canvas, v model.StickView) fyne.CanvasObject {
	l := c.Look
	note := body(c, v.Note)
	if !v.Bad {
		return note
	}
	return kit.NewRow(l.Gap, kit.Icon("warning", l.Palette.Lacquer, l.IconBig), kit.Fill(note, 1))
}

func stickButton(c Canvas, b model.StickButton, place int, act func(model.StickAct)) *kit.Button {
	kind := kit.Outline
	if place == 0 && (b.Act == model.StickUpdate || b.Act == model.StickSetup) {
		kind = kit.Primary
	}
	return kit.NewButton(c.Look, "drive."+string(b.Act), kind, b.Icon, b.Label, func() { act(b.Act) })
}

// Move shows how far the work is; it returns false when the sheet has to be
// drawn anew for it.
func (s *StickSheet) Move(v model.StickView) bool {
	if s.bar == nil || v.Share < 0 || len(v.Lines) != len(s.lines) {
		return false
	}
	s.bar.Set(v.Share)
	for i, line := range v.Lines {
		s.lines[i].SetText(line.Text)
	}
	return true
}
