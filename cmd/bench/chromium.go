package main

import (
	"context"
	"errors"
	"html/template"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"hangviet/data/catalog"
)

// chromiumName is the program of Debian's package chromium.
const chromiumName = "chromium"

// chromiumCards is how many cards the page has.
const chromiumCards = 30

// openChromium shows a page in a kiosk window, with a profile of its own, and
// tells when a frame of it was on the display.
func (d *display) openChromium(ctx context.Context, profile, page string) (*program, *watch, time.Duration, error) {
	args := []string{
		"--kiosk", "--no-first-run", "--no-default-browser-check", "--disable-sync", "--disable-background-networking",
		"--disable-component-update", "--password-store=basic", "--force-device-scale-factor=1",
		"--window-position=0,0", "--window-size=" + strconv.Itoa(screenWidth) + "," + strconv.Itoa(screenHeight),
		"--user-data-dir=" + profile,
	}
	if os.Getuid() == 0 { // it refuses to start for root otherwise
		args = append(args, "--no-sandbox")
	}
	address := url.URL{Scheme: "file", Path: page}
	p, w, err := d.open(ctx, chromiumName, append(args, address.String())...)
	if err != nil {
		return nil, nil, 0, err
	}
	err = w.until(ctx, "Chromium's first frame", func() (bool, error) { return w.window(), p.alive() })
	if err != nil {
		return nil, nil, 0, errors.Join(err, p.end(ctx))
	}
	return p, w, time.Since(w.from), nil
}

// end asks a program to end whose way of ending says nothing, and waits until its
// window is gone.
func (p *program) end(ctx context.Context) error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-p.ended
	return p.display.waitDark(ctx)
}

func hasChromium() bool { return theChromium.missing() == "" }

// writePage writes the cards as a plain page: no script, the photos beside it as
// the kiosk has them.
func writePage(dir string, cards []catalog.Card, photo func(sha string) string) (string, error) {
	type face struct{ Photo, Name, Place, Stars, Price string }
	var faces []face
	for _, c := range cards {
		f := face{Name: c.Name.In("vi"), Place: c.ProducerName.In("vi"), Price: c.Price.Show("vi")}
		for range c.Stars(time.Now()) {
			f.Stars += "★"
		}
		if c.Cover != nil {
			f.Photo = photo(c.Cover.Thumb.SHA256)
		}
		faces = append(faces, f)
	}
	path := filepath.Join(dir, "cards.html")
	file, err := os.Create(path)
	if err != nil {
		return "", err
	}
	return path, errors.Join(cardsPage.Execute(file, faces), file.Close())
}

var cardsPage = template.Must(template.New("cards").Parse(`<!doctype html>
<html lang="vi"><meta charset="utf-8"><title>Hàng Việt</title>
<style>
body { margin: 0; padding: 44px; background: #FBF7F0; color: #1F2A24; font: 28px/1.45 sans-serif }
main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px }
article { background: #fff; border: 1px solid #E6DED2; border-radius: 20px; overflow: hidden }
img { display: block; width: 100%; aspect-ratio: 1; object-fit: cover }
div { padding: 16px }
h2 { font-size: 28px; height: 82px; margin: 0; overflow: hidden }
p { margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.stars { color: #E3A008 } .price { color: #1F6B4A; font-size: 30px; font-weight: bold }
</style>
<main>{{range .}}<article><img src="{{.Photo}}" alt=""><div><h2>{{.Name}}</h2>
<p>{{.Place}}</p><p class="stars">{{.Stars}}</p><p class="price">{{.Price}}</p></div></article>
{{end}}</main></html>
`))
