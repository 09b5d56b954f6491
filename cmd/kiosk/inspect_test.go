package main

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"hangviet/ui"
	"hangviet/ui/inspect"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// inspectAll in the environment makes the inspection walk every text size in
// every scheme on every panel; it takes minutes.
const inspectAll = "INSPECT_ALL"

var panels = []orientation{
	{name: "portrait", width: 1080, height: 1920},
	{name: "landscape", width: 1920, height: 1080},
	{name: "laptop", width: 1366, height: 768, diagonal: 15.6},
	{name: "4k", width: 3840, height: 2160, diagonal: 55},
}

// aidsOf are the aids that each screen is inspected with in a language: over both
// languages every scheme, in each the smallest and the largest text, and once the
// largest with all that acts in the lower third.
func aidsOf(lang string) []ui.Aids {
	switch {
	case os.Getenv(inspectAll) != "":
		return everyAid()
	case lang == model.DefaultLang:
		return []ui.Aids{{}, {Scheme: look.Dark, Text: look.TextLargest}, {Text: look.TextLargest, Low: true}}
	}
	return []ui.Aids{{Scheme: look.Dark}, {Scheme: look.Contrast, Text: look.TextLargest}}
}

func everyAid() (all []ui.Aids) {
	for scheme := look.Light; scheme <= look.Contrast; scheme++ {
		for text := look.TextNormal; text <= look.TextLargest; text++ {
			all = append(all, ui.Aids{Scheme: scheme, Text: text}, ui.Aids{Scheme: scheme, Text: text, Low: true})
		}
	}
	return all
}

// testTour is a tour of invented products.
func testTour(t *testing.T) (tour, []stopover, ui.Options) {
	t.Helper()
	c := modeltest.New()
	tr := tour{wear: wearer(test.NewTempApp(t)), booth: tourBooth{}, photos: newPromptPhotos(paint)}
	t.Cleanup(tr.photos.cache.Close)
	tr.release = withVariants(ui.Release{Sample: true, Catalogue: c, Finder: func() model.Finder { return c }})
	plan, err := planTour(t.Context(), tr.release)
	must(t, err)
	options, err := uiWords()
	must(t, err)
	options.Point = "point-1"
	return tr, plan, options
}

// TestEveryScreenIsSound walks to every screen of the tour, in every language,
// orientation and scheme and in the smallest and the largest text, and lets it
// be inspected.
func TestEveryScreenIsSound(t *testing.T) {
	tr, plan, options := testTour(t)
	forms := panels[:2]
	if os.Getenv(inspectAll) != "" {
		forms = panels
	}
	for _, form := range forms {
		for _, lang := range options.Words.Langs() {
			for _, stop := range plan {
				t.Run(fmt.Sprintf("%s-%s-%s", stop.name, form.name, lang), func(t *testing.T) { tr.inspect(t, stop, options, form, lang) })
			}
		}
	}
}

// inspect walks to one screen with all aids.
func (t tour) inspect(test *testing.T, stop stopover, options ui.Options, form orientation, lang string) {
	for _, aids := range aidsOf(lang) {
		v := t.visit(stop, options, form, lang)
		v.shell.SetAids(aids)
		if err := v.walk(stop); err != nil {
			test.Error(err)
		}
		var said []string
		for _, fault := range inspect.Page(v.shell.Root(), v.shell.Look()) {
			if line := fault.String(); !slices.Contains(said, line) {
				said = append(said, line)
				test.Errorf("%+v: %s", aids, line)
			}
		}
		v.close()
		software.NewCanvas().Capture() // Fyne forgets old widgets only when it draws
	}
}
