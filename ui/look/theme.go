package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme is what Fyne's own drawing asks for: the same fonts and colours by
// Fyne's names, no hover (it sticks after a touch) and no blur behind sheets.
//
// It is set once and wears each look that follows: Fyne reads every font anew
// when another theme is set, and keeps the old ones, tens of megabytes in all.
type Theme struct{ look *Look }

// Theme is a theme that wears the look.
func (l *Look) Theme() *Theme { return &Theme{l} }

// Wear takes the colours and sizes of another look, from the next frame on.
// For the UI thread.
func (t *Theme) Wear(l *Look) { t.look = l }

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
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

func (t *Theme) variant() fyne.ThemeVariant {
	if t.look.Scheme == Dark {
		return theme.VariantDark
	}
	return theme.VariantLight
}

// Font implements fyne.Theme.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return faces[Bold]
	default:
		return faces[Regular]
	}
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return t.look.Body.Size
	case theme.SizeNameModalBlurRadius, theme.SizeNamePadding:
		return 0
	default:
		return theme.DefaultTheme().Size(name)
	}
}
