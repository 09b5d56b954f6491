package main

import (
	"flag"
	"fmt"
	"io"
	"strconv"

	"hangviet/ui/look"
)

// windowFlags are what the window is started with.
type windowFlags struct {
	data     string
	content  string
	hub      string
	lang     string
	targets  string
	pictures int // megabytes; 0: as set
	health   string
	windowed bool
	setup    bool // a kiosk that nobody set up begins with that
	width    int  // 0: the whole screen
	height   int
}

func parseWindowFlags(args []string, stderr io.Writer) (windowFlags, error) {
	var f windowFlags
	var size string
	set := flag.NewFlagSet("kiosk", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { usage(stderr) }
	set.StringVar(&f.data, "data", "", "data folder")
	set.StringVar(&f.content, "content", "", "content folder or address to fetch releases from")
	set.StringVar(&f.hub, "hub", "", "address of the hub")
	set.StringVar(&f.lang, "lang", "vi", "language a visit starts in")
	set.StringVar(&f.targets, "targets", "", "file to keep the list of touch targets in")
	set.StringVar(&f.health, "health", "", "file to keep the program's own state in")
	set.IntVar(&f.pictures, "pictures", 0, "megabytes that pictures may take, in place of what is set")
	set.BoolVar(&f.windowed, "windowed", false, "open a window instead of filling the screen")
	set.BoolVar(&f.setup, "setup", false, "set the kiosk up at its screen when it trusts nobody yet")
	set.StringVar(&size, "size", "", "size of the window in pixels, as 1080x1920")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	return f, f.check(size, set.Args())
}

func (f *windowFlags) check(size string, rest []string) error {
	if len(rest) > 0 {
		return fmt.Errorf("unknown command %q", rest[0])
	}
	if f.data == "" {
		return fmt.Errorf("--data DIR is missing")
	}
	if f.pictures != 0 {
		if err := checkPictures(strconv.Itoa(f.pictures)); err != nil {
			return fmt.Errorf("--pictures %d: %w", f.pictures, err)
		}
	}
	if size == "" {
		return nil
	}
	var err error
	f.width, f.height, err = parseSize(size)
	return err
}

func parseSize(size string) (width, height int, err error) {
	if n, err := fmt.Sscanf(size, "%dx%d", &width, &height); n != 2 || err != nil || width < 320 || height < 320 {
		return 0, 0, fmt.Errorf("--size %q is not of the form 1080x1920, at least 320 each way", size)
	}
	return width, height, nil
}

// screen is the panel the window begins with; its true size comes with the
// first layout.
func (f windowFlags) screen(diagonal float64) look.Screen {
	if f.width > 0 {
		return look.Screen{Width: f.width, Height: f.height, DiagonalInch: diagonal}
	}
	return look.Screen{Width: 1080, Height: 1920, DiagonalInch: diagonal}
}
