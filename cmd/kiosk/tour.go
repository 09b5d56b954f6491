package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/catalog"
	"hangviet/ui"
	"hangviet/ui/look"
)

// tourTime is the moment every drawing shows, so that two tours can be compared.
var tourTime = time.Date(2026, 11, 21, 10, 0, 0, 0, catalog.Zone)

// runTour is kiosk tour: it draws every screen to PNG, in both orientations and
// every language, without a display: of the built-in sample, or of what a data
// folder shows.
func runTour(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("kiosk tour", flag.ContinueOnError)
	set.SetOutput(stderr)
	out := set.String("out", "tour", "folder for the drawings")
	data := set.String("data", "", "data folder whose catalogue is drawn; the sample when empty")
	plain := set.Bool("plain", false, "leave out large text, dark, high contrast and lowered controls")
	only := set.String("only", "", "draw only the screen of this name")
	size := set.String("size", "", "draw only for a screen of this size in pixels, as 1366x768; portrait and landscape when empty")
	inches := set.Float64("diagonal", 0, "of that screen, in inches; 0: the usual")
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	forms, err := formsOf(*size, *inches)
	if err != nil {
		fmt.Fprintln(stderr, "kiosk tour:", err)
		return 2
	}
	n, err := tourFolder(ctx, *data, tour{out: *out, only: *only, plain: *plain, forms: forms})
	if err != nil {
		fmt.Fprintln(stderr, "kiosk tour:", err)
		return 1
	}
	fmt.Fprintf(stdout, "%d drawings in %s\n", n, *out)
	return 0
}

// formsOf are the screens that are drawn: one of this size, or the usual two.
func formsOf(size string, inches float64) ([]orientation, error) {
	if size == "" {
		return []orientation{{name: "portrait", width: 1080, height: 1920}, {name: "landscape", width: 1920, height: 1080}}, nil
	}
	width, height, err := parseSize(size)
	return []orientation{{name: size, width: width, height: height, diagonal: inches}}, err
}

// tourFolder draws what a data folder shows; a folder of its own with the sample
// when dir is "".
func tourFolder(ctx context.Context, dir string, t tour) (n int, err error) {
	if dir == "" {
		if dir, err = os.MkdirTemp("", "kiosk-tour-"); err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	h, err := openHome(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	s, err := h.show(ctx)
	if err != nil {
		return 0, err
	}
	var unsearchable error // set before the file has closed
	release, closeFile, err := openRelease(ctx, s, "", func() time.Time { return tourTime }, func(err error) { unsearchable = err })
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, closeFile(), unsearchable) }()
	t.release, t.booth = withVariants(release), tourBooth{}
	t.photos = newPromptPhotos(func(sha256 string) (io.ReadCloser, error) { return os.Open(s.photo(sha256)) })
	defer t.photos.cache.Close()
	return t.draw(ctx)
}

// draw draws every screen in both orientations and every language.
func (t tour) draw(ctx context.Context) (n int, err error) {
	if err := os.MkdirAll(t.out, 0o755); err != nil {
		return 0, err
	}
	t.wear = wearer(newApp())
	plan, err := planTour(ctx, t.release)
	if err != nil {
		return 0, err
	}
	options, err := uiWords()
	if err != nil {
		return 0, err
	}
	if options.Point, err = firstPoint(ctx, t.release.Catalogue); err != nil {
		return 0, err
	}
	for _, form := range t.forms {
		for _, lang := range options.Words.Langs() {
			for _, d := range t.wardrobe() {
				drawn, err := t.drawAll(plan, options, view{form, lang, d})
				if n += drawn; err != nil {
					return n, err
				}
			}
		}
	}
	return n, nil
}

// guise is how a screen is drawn: the aids a visitor chose, by a name.
type guise struct {
	name string
	aids ui.Aids
}

// view is what a screen is drawn in.
type view struct {
	form  orientation
	lang  string
	guise guise
}

// wardrobe is every guise: each scheme, the smallest and the largest text, and
// the controls in the lower third.
func (t tour) wardrobe() []guise {
	all := []guise{
		{},
		{"-large", ui.Aids{Text: look.TextLargest}},
		{"-dark", ui.Aids{Scheme: look.Dark}},
		{"-contrast", ui.Aids{Scheme: look.Contrast, Text: look.TextLargest}},
		{"-low", ui.Aids{Low: true}},
	}
	if t.plain {
		return all[:1]
	}
	return all
}

func (t tour) drawAll(plan []stopover, options ui.Options, as view) (n int, err error) {
	for _, stop := range plan {
		if t.only != "" && stop.name != t.only {
			continue
		}
		name := fmt.Sprintf("%s-%s-%s%s.png", stop.name, as.form.name, as.lang, as.guise.name)
		if err := t.drawOne(stop, options, as, filepath.Join(t.out, name)); err != nil {
			return n, fmt.Errorf("draw %s: %w", name, err)
		}
		n++
	}
	return n, nil
}

func (t tour) drawOne(stop stopover, options ui.Options, as view, path string) (err error) {
	v := t.visit(stop, options, as.form, as.lang)
	defer v.close()
	v.shell.SetAids(as.guise.aids)
	if err := v.walk(stop); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	return encoder.Encode(file, v.canvas.Capture())
}
