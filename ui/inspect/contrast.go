package inspect

import (
	"image/color"
	"math"
)

// Ratio is the contrast of two opaque colours as WCAG 2.1 defines it, 1 to 21.
func Ratio(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// opaque is a colour, which may be clear in part or nil, seen over another.
func opaque(c color.Color, over color.NRGBA) color.NRGBA {
	if c == nil {
		return over
	}
	top := color.NRGBAModel.Convert(c).(color.NRGBA)
	share := float64(top.A) / 255
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*share + float64(b)*(1-share) + 0.5) }
	return color.NRGBA{mix(top.R, over.R), mix(top.G, over.G), mix(top.B, over.B), 0xff}
}
