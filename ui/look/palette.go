package look

import "image/color"

// Scheme is one of the three colour schemes.
type Scheme int

// The schemes.
const (
	Light Scheme = iota
	Dark
	Contrast
)

// Palette names every colour. Contrast of Ink and InkSoft holds on Paper and on
// Surface; On… colours are for text on the colour of that name.
type Palette struct {
	Paper, Surface, Sunken color.NRGBA
	Ink, InkSoft           color.NRGBA
	Line, Outline, Thumb   color.NRGBA // Thumb says how far one has scrolled

	Tea, TeaDeep, TeaTint, OnTea                 color.NRGBA
	Lacquer, LacquerDeep, LacquerTint, OnLacquer color.NRGBA
	Gold, GoldEdge, GoldTint                     color.NRGBA

	Night, NightInk color.NRGBA // of a kiosk that is closed

	Scrim  color.NRGBA // over the page, under a sheet
	Press  color.NRGBA // over a surface while it is pressed
	Shadow color.NRGBA

	Sectors [6]Tint // grounds of the six OCOP sectors, in the order of the law
}

// Tint is a quiet ground with the ink that is read on it.
type Tint struct{ Ground, Ink color.NRGBA }

func paletteOf(s Scheme) Palette {
	switch s {
	case Dark:
		return dark
	case Contrast:
		return contrast
	default:
		return light
	}
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func fade(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}

var light = Palette{
	Paper: rgb(0xFBF7F0), Surface: rgb(0xFFFFFF), Sunken: rgb(0xF3ECE0),
	Ink: rgb(0x1F2A24), InkSoft: rgb(0x5B665F),
	Line: rgb(0xE6DED2), Outline: rgb(0x8A8578), Thumb: fade(rgb(0x8A8578), 0x80),
	Tea: rgb(0x1F6B4A), TeaDeep: rgb(0x154D35), TeaTint: rgb(0xE4F0E8), OnTea: rgb(0xFFFFFF),
	Lacquer: rgb(0xB3261E), LacquerDeep: rgb(0x8A1A14), LacquerTint: rgb(0xFBE9E5), OnLacquer: rgb(0xFFFFFF),
	Gold: rgb(0xE3A008), GoldEdge: rgb(0x8F6200), GoldTint: rgb(0xFCF1D6),
	Night: rgb(0x070908), NightInk: rgb(0xA9B2AC),
	Scrim: fade(rgb(0x1F2A24), 0x99), Press: fade(rgb(0x1F2A24), 0x26), Shadow: fade(rgb(0x4A3B22), 0x26),
	Sectors: [6]Tint{
		{rgb(0xFBEBD3), rgb(0x7A4308)},
		{rgb(0xE1EEF4), rgb(0x17506B)},
		{rgb(0xE3F0E2), rgb(0x22603A)},
		{rgb(0xF6E3DA), rgb(0x83341B)},
		{rgb(0xF6E4EC), rgb(0x84264F)},
		{rgb(0xE6E9F6), rgb(0x343F86)},
	},
}

var dark = Palette{
	Paper: rgb(0x141A17), Surface: rgb(0x1E2622), Sunken: rgb(0x0F1412),
	Ink: rgb(0xF3EFE7), InkSoft: rgb(0xB4BDB6),
	Line: rgb(0x35403A), Outline: rgb(0x7F8B84), Thumb: fade(rgb(0x7F8B84), 0x99),
	Tea: rgb(0x5FC598), TeaDeep: rgb(0x8ADBB6), TeaTint: rgb(0x1D3A2D), OnTea: rgb(0x0B1F16),
	Lacquer: rgb(0xF28B80), LacquerDeep: rgb(0xF7B0A8), LacquerTint: rgb(0x42211E), OnLacquer: rgb(0x2B0B08),
	Gold: rgb(0xF2BB3A), GoldEdge: rgb(0xF7D581), GoldTint: rgb(0x3A2F14),
	Night: rgb(0x070908), NightInk: rgb(0xA9B2AC),
	Scrim: fade(rgb(0x000000), 0xB3), Press: fade(rgb(0xFFFFFF), 0x2E), Shadow: fade(rgb(0x000000), 0x66),
	Sectors: [6]Tint{
		{rgb(0x3A2C18), rgb(0xF5CF9A)},
		{rgb(0x17303B), rgb(0xA9D6EA)},
		{rgb(0x1C3423), rgb(0xA8DCB4)},
		{rgb(0x3C241B), rgb(0xF2B9A2)},
		{rgb(0x3A1D2A), rgb(0xF2AFCB)},
		{rgb(0x22284A), rgb(0xB9C3F6)},
	},
}

var contrast = Palette{
	Paper: rgb(0xFFFFFF), Surface: rgb(0xFFFFFF), Sunken: rgb(0xFFFFFF),
	Ink: rgb(0x000000), InkSoft: rgb(0x000000),
	Line: rgb(0x000000), Outline: rgb(0x000000), Thumb: rgb(0x000000),
	Tea: rgb(0x000000), TeaDeep: rgb(0x000000), TeaTint: rgb(0xFFFFFF), OnTea: rgb(0xFFFFFF),
	Lacquer: rgb(0x000000), LacquerDeep: rgb(0x000000), LacquerTint: rgb(0xFFFFFF), OnLacquer: rgb(0xFFFFFF),
	Gold: rgb(0xFFC400), GoldEdge: rgb(0x000000), GoldTint: rgb(0xFFFFFF),
	Night: rgb(0x000000), NightInk: rgb(0xFFFFFF),
	Scrim: fade(rgb(0x000000), 0xCC), Press: fade(rgb(0x000000), 0x4D), Shadow: fade(rgb(0x000000), 0x00),
	Sectors: [6]Tint{
		{rgb(0xFFFFFF), rgb(0x000000)},
		{rgb(0xFFFFFF), rgb(0x000000)},
		{rgb(0xFFFFFF), rgb(0x000000)},
		{rgb(0xFFFFFF), rgb(0x000000)},
		{rgb(0xFFFFFF), rgb(0x000000)},
		{rgb(0xFFFFFF), rgb(0x000000)},
	},
}
