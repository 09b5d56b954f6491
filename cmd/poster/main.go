// Command poster lays drawings of a tour side by side into the pictures of README,
// so that what a stranger sees first is the kiosk as it is now. The same drawings
// give the same bytes.
//
//	poster --from tour --out assets/pictures
package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

// poster is one picture: drawings of one height in a row, from left to right.
type poster struct {
	name   string
	height int      // of each drawing, in pixels
	shows  []string // as the tour names them, without language and ending
}

// posters are the pictures of README: the kiosk upright and lying, and a fair.
var posters = []poster{
	{"kiosk", 720, []string{"home-portrait", "product-landscape"}},
	{"fair", 640, []string{"stick-portrait", "nominees-portrait", "confirmed-portrait", "staff-today-portrait"}},
}

// langs are the languages of README.
var langs = []string{"en", "vi"}

// quality is that of the JPEG files: text stays sharp, and a picture below 300 kB.
const quality = 86

func run(args []string, stderr io.Writer) int {
	set := flag.NewFlagSet("poster", flag.ContinueOnError)
	set.SetOutput(stderr)
	from := set.String("from", "tour", "`FOLDER` that the tour has drawn")
	out := set.String("out", filepath.Join("assets", "pictures"), "`FOLDER` for the pictures")
	if err := set.Parse(args); err != nil {
		return 2
	}
	if err := makeAll(*from, *out); err != nil {
		fmt.Fprintln(stderr, "poster:", err)
		return 1
	}
	return 0
}

// makeAll makes every picture in every language.
func makeAll(from, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	for _, p := range posters {
		for _, lang := range langs {
			drawings, err := p.open(from, lang)
			if err != nil {
				return err
			}
			if err := keep(filepath.Join(out, p.name+"-"+lang+".jpg"), p.compose(drawings)); err != nil {
				return err
			}
		}
	}
	return nil
}

// open reads the drawings of a poster.
func (p poster) open(from, lang string) (drawings []image.Image, err error) {
	for _, show := range p.shows {
		drawing, err := read(filepath.Join(from, show+"-"+lang+".png"))
		if err != nil {
			return nil, fmt.Errorf("read drawing: %w", err)
		}
		drawings = append(drawings, drawing)
	}
	return drawings, nil
}

func read(path string) (drawing image.Image, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return png.Decode(file)
}

func keep(path string, picture image.Image) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("keep picture: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return jpeg.Encode(file, picture, &jpeg.Options{Quality: quality})
}
