package assets

import "embed"

// Drawings holds what stands for a missing photo of goods, one SVG for each
// sector and one for goods of none, on a 240 by 240 grid. They are filled shapes in
// the four tones #000000, #666666, #999999 and #cccccc, which the program replaces
// by tints.
//
//go:embed drawings/*.svg
var Drawings embed.FS
