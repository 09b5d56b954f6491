package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme is what Fyne's own drawing asks for: the same fonts and colours by
// Fyne's names, no hover (it sticks after a touch) and no blur behind sheets.
func (l *Look) Theme() fyne.Theme { return fyneTheme{l} }

type fyneTheme struct{ look *Look }

func (t fyneTheme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	p := t.look.Palette
	colours := map[fyne.ThemeColorName]color.Color{
		theme.ColorNameBackground:          p.Paper,
		theme.ColorNameOverlayBackground:   p.Surface,
		theme.ColorNameForeground:          p.Ink,
		theme.ColorNamePlaceHolder:         p.InkSoft,
		theme.ColorNameDisabled:            p.InkSoft,
		theme.ColorNamePrimary:             p.Tea,
		theme.ColorNameForegroundOnPrimary: p.OnTea,
		theme.ColorNameError:               p.Lacquer,
		theme.ColorNameSeparator:           p.Line,
		theme.ColorNameHover:               color.Transparent,
		theme.ColorNameFocus:               color.Transparent,
		theme.ColorNamePressed:             p.Press,
		theme.ColorNameShadow:              p.Shadow,
	}
	if c, ok := colours[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, t.variant())
}

func (t fyneTheme) variant() fyne.ThemeVariant {
	if t.look.Scheme == Dark {
		return theme.VariantDark
	}
	return theme.VariantLight
}

func (t fyneTheme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return faces[Bold]
	default:
		return faces[Regular]
	}
}

func (t fyneTheme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

func (t fyneTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return t.look.Body.Size
	case theme.SizeNameModalBlurRadius, theme.SizeNamePadding:
		return 0
	default:
		return theme.DefaultTheme().Size(name)
	}
}
