package look

import "image/color"

// TestColours are the grounds that a self-test fills the screen with: spots, stripes
// and a colour that lacks are seen on them.
var TestColours = [...]color.NRGBA{rgb(0xFFFFFF), rgb(0x000000), rgb(0xFF0000), rgb(0x00FF00), rgb(0x0000FF), rgb(0x808080)}
