package hub

import (
	"cmp"
	"fmt"
	"strings"
	"sync"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/hub/books"
	"hangviet/data/hub/fleet"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// row is a kiosk as the list shows it.
func (f fleetState) row(k looked, lang string) web.FleetKiosk {
	row := web.FleetKiosk{
		ID: k.ID, Name: k.Called(), Code: wire.KioskCode(k.PublicKey), Status: string(k.Status),
		Place: cmp.Or(k.PointName, k.Address, k.At()), Area: provinceName(k.In(), lang),
		Heard: showTime(k.Kiosk.Heard), Ago: ago(f.now.Sub(k.Kiosk.Heard), lang), How: k.Kiosk.How,
		Release: int(k.Release), Old: k.Release < f.shown.Number, Version: k.Version, Open: k.Open,
		Ballots: int(k.Size), Unsent: int(k.Unsent), Told: !k.Beat.Heard.IsZero(),
	}
	if k.Beat.How == books.ByStick {
		row.AsOf = showTime(k.Made)
	}
	for _, p := range k.problems {
		row.Problems = append(row.Problems, showProblem(p, lang))
	}
	return row
}

func showProblem(p fleet.Problem, lang string) web.FleetProblem {
	shown := web.FleetProblem{Kind: string(p.Kind), Amount: amount(p, lang), Code: p.Code}
	if p.Code != "" {
		shown.Says = exchange.ExplainCode(p.Code).Message.In(lang)
	}
	if !p.Since.IsZero() {
		shown.Since = showTime(p.Since)
	}
	return shown
}

// amount writes how much of a problem there is.
func amount(p fleet.Problem, lang string) string {
	switch p.Kind {
	case fleet.Silent:
		return span(time.Duration(p.N)*time.Second, lang)
	case fleet.Disk:
		return bytesOf(p.N, lang)
	case fleet.Clock:
		return clockError(time.Duration(p.N)*time.Second, lang)
	case fleet.Unsent, fleet.Crashes, fleet.Behind:
		return web.Number(int(p.N), lang)
	}
	return ""
}

// clockError says by how much and which way a clock is wrong.
func clockError(d time.Duration, lang string) string {
	way := "fleet.clock.fast"
	if d < 0 {
		way = "fleet.clock.slow"
	}
	if d.Abs() < time.Second {
		return web.Word(lang, "fleet.clock.right")
	}
	return fill(web.Word(lang, way), span(d.Abs(), lang))
}

// span writes a length of time in its largest unit.
func span(d time.Duration, lang string) string {
	for _, unit := range []struct {
		length time.Duration
		key    string
	}{{24 * time.Hour, "days"}, {time.Hour, "hours"}, {time.Minute, "minutes"}} {
		if n := int(d / unit.length); n >= 2 || n == 1 && unit.key != "days" {
			return fill(web.Word(lang, "fleet.span."+unit.key), web.Number(n, lang))
		}
	}
	return fill(web.Word(lang, "fleet.span.seconds"), web.Number(int(d/time.Second), lang))
}

// ago writes how long ago something was.
func ago(d time.Duration, lang string) string {
	if d < time.Minute {
		return web.Word(lang, "fleet.now")
	}
	return fill(web.Word(lang, "fleet.ago"), span(d, lang))
}

// bytesOf writes an amount of bytes as people read it.
func bytesOf(n int64, lang string) string {
	units := []string{"KB", "MB", "GB", "TB"}
	size, unit := float64(n)/1000, 0
	for size >= 1000 && unit < len(units)-1 {
		size, unit = size/1000, unit+1
	}
	text := fmt.Sprintf("%.1f", size)
	if lang == "vi" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, ",0"), ".0") + " " + units[unit]
}

// fill puts the arguments into the gaps of a text in turn.
func fill(text string, args ...string) string {
	for _, a := range args {
		text = strings.Replace(text, "{}", a, 1)
	}
	return text
}

// provinces is the built-in table of provinces.
var provinces = sync.OnceValues(func() (*catalog.Provinces, error) {
	return catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
})

// provinceName returns the name of a province, or its code when there is none.
func provinceName(code, lang string) string {
	table, err := provinces()
	if err != nil || code == "" {
		return code
	}
	if p, ok := table.ByCode(code); ok {
		return p.Name.In(lang)
	}
	return code
}
