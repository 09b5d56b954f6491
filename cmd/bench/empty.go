package main

import (
	"context"
	"image/color"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hangviet/ui/kit"
)

// showEmpty is the reference of what a window costs: one that fills the screen
// as the kiosk's does, holds a single plain rectangle and changes its colour
// when it is pressed and when it is released. It stays until ctx ends.
func showEmpty(ctx context.Context) {
	os.Setenv("FYNE_SCALE", "1")
	os.Setenv("FYNE_DISABLE_DPI_DETECTION", "1")
	app.SetMetadata(fyne.AppMetadata{ID: "vn.hangviet.bench", Name: "bench", Version: "0.0.1", Build: 1})
	a := app.New()
	w := a.NewWindow("empty")
	w.SetPadded(false)
	w.SetContent(newPlain())
	w.SetFullScreen(true)
	kit.Run(ctx, a, w, func() int { return 0 })
}

// plain is one rectangle that changes colour with each press and release on it.
type plain struct {
	widget.BaseWidget
	ground *canvas.Rectangle
	odd    bool
}

func newPlain() *plain {
	p := &plain{ground: canvas.NewRectangle(grounds[false])}
	p.ExtendBaseWidget(p)
	return p
}

var grounds = map[bool]color.Color{
	false: color.NRGBA{R: 0xf0, G: 0xe8, B: 0xd8, A: 0xff},
	true:  color.NRGBA{R: 0x30, G: 0x60, B: 0x50, A: 0xff},
}

// CreateRenderer implements fyne.Widget.
func (p *plain) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.ground) }

// MouseDown implements desktop.Mouseable.
func (p *plain) MouseDown(*desktop.MouseEvent) { p.turn() }

// MouseUp implements desktop.Mouseable.
func (p *plain) MouseUp(*desktop.MouseEvent) { p.turn() }

func (p *plain) turn() {
	p.odd = !p.odd
	p.ground.FillColor = grounds[p.odd]
	p.ground.Refresh()
}
