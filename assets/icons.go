package assets

import "embed"

// Icons holds the line icons, one SVG each under icons/, drawn on a 24 by 24
// grid in #000000, which the program replaces by the colour it needs.
//
//go:embed icons/*.svg
var Icons embed.FS
