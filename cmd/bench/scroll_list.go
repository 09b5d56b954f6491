package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/data/store"
	"hangviet/ui"
	"hangviet/ui/kit"
	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// showList shows the kiosk's own list page of so many cards until ctx ends. The
// catalogue is the one of a data folder, over and over; every card's photo counts
// as another one, so that each is read and decoded. With every the release is
// switched again and again. What it opens stays open until the program ends.
func (w *frameWindow) showList(ctx context.Context, data string, cards int, every time.Duration) error {
	folder, err := contentOf(data)
	if err != nil {
		return err
	}
	photos := pictures.New(pictures.Options{Bytes: 96 << 20, Post: kit.Post, Open: func(key string) (io.ReadCloser, error) {
		sha, _, _ := strings.Cut(key, "/")
		return os.Open(filepath.Join(folder, "photos", sha[:2], sha+".jpg"))
	}})
	options, err := listOptions()
	if err != nil {
		return err
	}
	options.Pictures = photos
	options.OnLook = func(l *look.Look) { w.app.Settings().SetTheme(l.Theme()) }
	releases := &longReleases{folder: folder, cards: cards}
	first, err := releases.next(ctx)
	if err != nil {
		return err
	}
	shell := ui.New(options)
	w.app.Lifecycle().SetOnStarted(func() {
		shell.SetRelease(first)
		shell.Begin()
		shell.Open(model.Route{Screen: model.AtList})
		if every > 0 {
			go releases.switching(ctx, every, func(r ui.Release) { kit.Post(func() { shell.SetRelease(r) }) })
		}
	})
	w.probe.offset = func() float32 { return gridOffset(shell.Root()) }
	w.show(ctx, moving{content: shell.Root()}, shell.Close, photos.Close, releases.close)
	return nil
}

// gridOffset is how far the grid of a page is scrolled.
func gridOffset(root fyne.CanvasObject) float32 {
	for _, thing := range kit.Survey(root) {
		if grid, ok := thing.Object.(*kit.Grid); ok {
			return grid.Offset()
		}
	}
	return 0
}

// longReleases are releases of so many cards, each out of the same file.
type longReleases struct {
	folder string
	cards  int
	mu     sync.Mutex
	open   []*store.Catalogue
}

// next opens the file anew.
func (l *longReleases) next(ctx context.Context) (ui.Release, error) {
	number, err := os.ReadFile(filepath.Join(l.folder, "content", "current"))
	if err != nil {
		return ui.Release{}, err
	}
	file, err := store.OpenCatalogue(ctx, filepath.Join(l.folder, "content", strings.TrimSpace(string(number)), "catalog.db"))
	if err != nil {
		return ui.Release{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = append(l.open, file)
	return ui.Release{Catalogue: &longList{Catalogue: file, cards: l.cards}, Finder: func() model.Finder { return nil }}, nil
}

// switching shows another release again and again until ctx ends, and makes a
// search index of each as the kiosk does.
func (l *longReleases) switching(ctx context.Context, every time.Duration, show func(ui.Release)) {
	again := time.NewTicker(every)
	defer again.Stop()
	for {
		select {
		case <-again.C:
		case <-ctx.Done():
			return
		}
		r, err := l.next(ctx)
		if err != nil {
			continue // ctx has ended
		}
		show(r)
		search.New(r.Catalogue.(*longList).documents(ctx), nil)
	}
}

func (l *longReleases) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, file := range l.open {
		file.Close()
	}
}

// contentOf is the folder in a kiosk's data folder that holds what it shows.
func contentOf(data string) (string, error) {
	for _, folder := range []string{data, filepath.Join(data, "sample")} {
		if _, err := os.Stat(filepath.Join(folder, "content", "current")); err == nil {
			return folder, nil
		}
	}
	return "", fmt.Errorf("%s holds no content", data)
}

func listOptions() (o ui.Options, err error) {
	if o.Words, err = model.ParseWords(assets.Words); err != nil {
		return o, err
	}
	if o.Places, err = catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces); err != nil {
		return o, err
	}
	if o.Classes, err = catalog.ParseClassification(assets.Classification, assets.GroupAliases); err != nil {
		return o, err
	}
	o.Look = look.New(look.Screen{Width: screenWidth, Height: screenHeight, DiagonalInch: 43})
	o.Post, o.Now, o.Lang = kit.Post, time.Now, model.DefaultLang
	return o, nil
}

// longList is a catalogue whose products come again and again under other names.
type longList struct {
	*store.Catalogue
	cards int
}

// Cards implements model.Catalogue.
func (l *longList) Cards(ctx context.Context, f catalog.CardFilter) ([]catalog.Card, error) {
	few, err := l.Catalogue.Cards(ctx, catalog.CardFilter{
		Sector: f.Sector, Province: f.Province, Point: f.Point, Producer: f.Producer, Category: f.Category,
		Featured: f.Featured, Codes: f.Codes,
	})
	if err != nil || len(few) == 0 || f.Codes != nil {
		return few, err
	}
	many := make([]catalog.Card, l.cards)
	for i := range many {
		many[i] = another(few[i%len(few)], i)
	}
	return many, nil
}

// documents are the words of as many products; none once ctx has ended.
func (l *longList) documents(ctx context.Context) []search.Document {
	few, err := l.Catalogue.Documents(ctx, time.Now(), "")
	if err != nil || len(few) == 0 {
		return nil
	}
	many := make([]search.Document, l.cards)
	for i := range many {
		many[i] = few[i%len(few)]
		many[i].Code += "-" + strconv.Itoa(i)
	}
	return many
}

// another is a card with a name, a price and a photo of its own.
func another(c catalog.Card, i int) catalog.Card {
	number := strconv.Itoa(i)
	c.Code += "-" + number
	c.Name = catalog.Pack(catalog.Text{"vi": c.Name.In("vi") + " " + number, "en": c.Name.In("en") + " " + number})
	c.Price.Dong += int64(i) * 1000
	if c.Cover != nil {
		cover := *c.Cover
		cover.Thumb.SHA256 += "/" + number
		c.Cover = &cover
	}
	return c
}

// Product implements model.Catalogue.
func (l *longList) Product(ctx context.Context, code string) (catalog.Product, error) {
	code = code[:max(0, strings.LastIndexByte(code, '-'))]
	return l.Catalogue.Product(ctx, code)
}
