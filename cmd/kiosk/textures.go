//go:build textures

package main

import (
	_ "unsafe" // for go:linkname

	"fyne.io/fyne/v2"
)

// countTextures counts the objects of a canvas that hold a texture on the
// graphics card. Fyne keeps that to itself, so this is for measuring only
// (bench visits builds it in), never for a kiosk that serves people. Words are
// not counted: their textures are shared and go a minute after their last use.
func countTextures(c fyne.Canvas) *int {
	n := 0
	rangeTextures(c, func(fyne.CanvasObject) { n++ })
	return &n
}

//go:linkname rangeTextures fyne.io/fyne/v2/internal/cache.RangeTexturesFor
func rangeTextures(c fyne.Canvas, f func(fyne.CanvasObject))
