package kit_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit"
	"hangviet/ui/kit/pictures"
)

// later is a loader whose answers a test gives when it likes.
type later struct {
	asked     []string
	photos    []pictures.Photo
	sizes     []image.Point
	done      []func(image.Image)
	cancelled int
}

func (l *later) Load(wanted pictures.Photo, done func(image.Image)) func() {
	l.photos = append(l.photos, wanted)
	l.asked, l.sizes = append(l.asked, wanted.Key), append(l.sizes, image.Pt(wanted.Width, wanted.Height))
	l.done = append(l.done, done)
	return func() { l.cancelled++ }
}

func newPicture(t *testing.T) (*kit.Picture, *later, *clock) {
	t.Helper()
	l, loader, clock := benchLook(t), &later{}, &clock{}
	picture := kit.NewPicture(l, loader)
	picture.Time = kit.Time{Now: clock.Now, Frames: clock}
	return picture, loader, clock
}

func shown(p *kit.Picture) image.Image { return p.Parts()[0].(*canvas.Image).Image }

func TestAPictureAsksOnceForItsSize(t *testing.T) {
	picture, loader, _ := newPicture(t)
	picture.Set("tea")
	if len(loader.asked) != 0 {
		t.Error("asked before it has a size")
	}
	picture.Resize(fyne.NewSize(300, 200))
	picture.Refresh()
	picture.Set("tea")
	if len(loader.asked) != 1 || loader.sizes[0] != image.Pt(300, 200) {
		t.Errorf("asked %v at %v", loader.asked, loader.sizes)
	}
}

func TestALateAnswerForAnotherPictureIsDropped(t *testing.T) {
	picture, loader, _ := newPicture(t)
	picture.Resize(fyne.NewSize(300, 200))
	picture.Set("tea")
	picture.Set("honey")
	tea, honey := image.NewRGBA(image.Rect(0, 0, 300, 200)), image.NewRGBA(image.Rect(0, 0, 300, 200))
	loader.done[0](tea)
	if shown(picture) != nil || loader.cancelled != 1 {
		t.Errorf("shows the wrong picture; %d loads cancelled", loader.cancelled)
	}
	loader.done[1](honey)
	if shown(picture) != honey {
		t.Error("does not show the right one")
	}
}

func TestAPictureFadesInAndComesToRest(t *testing.T) {
	picture, loader, clock := newPicture(t)
	picture.Resize(fyne.NewSize(300, 200))
	picture.Set("tea")
	loader.done[0](image.NewRGBA(image.Rect(0, 0, 300, 200)))
	cover := picture.Parts()[1]
	if !cover.Visible() {
		t.Error("no fade")
	}
	for range 30 {
		clock.pass()
	}
	if cover.Visible() || clock.step != nil {
		t.Error("the fade does not end")
	}
}

func TestAPictureAtRestHoldsNothing(t *testing.T) {
	picture, loader, _ := newPicture(t)
	picture.Resize(fyne.NewSize(300, 200))
	picture.Set("tea")
	loader.done[0](image.NewRGBA(image.Rect(0, 0, 300, 200)))
	picture.Rest()
	if shown(picture) != nil {
		t.Error("still holds the photo")
	}
	picture.Set("tea")
	if len(loader.asked) != 2 {
		t.Error("does not ask again")
	}
}

func TestAMissingPhotoShowsTheSectorsDrawing(t *testing.T) {
	picture, loader, _ := newPicture(t)
	picture.Resize(fyne.NewSize(300, 200))
	picture.SetOf("tea", 2)
	loader.done[0](nil)
	if got := loader.photos[1]; got.Key != "" || got.Drawing.Name != "sector-2" || got.Width != 300 {
		t.Fatalf("asked for %+v", got)
	}
	drawn := image.NewRGBA(image.Rect(0, 0, 300, 200))
	loader.done[1](drawn)
	if mark := picture.Parts()[2]; mark.Visible() || shown(picture) != drawn {
		t.Error("the drawing is not shown")
	}
	picture.SetOf("", 3)
	if got := loader.photos[2]; got.Drawing.Name != "sector-3" || shown(picture) != nil {
		t.Errorf("of goods without a photo it asked for %+v", got)
	}
}

func TestWithoutEvenADrawingTheMarkIsShown(t *testing.T) {
	picture, loader, _ := newPicture(t)
	picture.Resize(fyne.NewSize(300, 200))
	picture.Set("tea")
	mark := picture.Parts()[2]
	if mark.Visible() {
		t.Error("says that there is nothing before it knows")
	}
	loader.done[0](nil)
	loader.done[1](nil)
	if !mark.Visible() || shown(picture) != nil {
		t.Error("no mark for a missing photo")
	}
}

func TestCornersAndSizeAreAskedFor(t *testing.T) {
	picture, loader, _ := newPicture(t)
	picture.Round(kit.TopCorners)
	picture.Resize(fyne.NewSize(300, 200))
	picture.Set("tea")
	want := pictures.Photo{Key: "tea", Width: 300, Height: 200, Corners: kit.TopCorners, Radius: int(benchLook(t).Radius)}
	if loader.photos[0] != want {
		t.Errorf("asked for %+v, want %+v", loader.photos[0], want)
	}
}

func TestAPageThatIsThrownAwayHoldsNothing(t *testing.T) {
	here, loader, _ := newPicture(t)
	coming, late, _ := newPicture(t)
	stage := kit.NewStage(benchLook(t))
	stage.SetContent(kit.NewColumn(10, kit.NewPad(here, 4, 4), coming))
	for _, picture := range []*kit.Picture{here, coming} {
		picture.Resize(fyne.NewSize(300, 200))
		picture.Set("tea")
	}
	loader.done[len(loader.done)-1](image.NewRGBA(image.Rect(0, 0, 300, 200)))
	stage.SetContent(kit.NewColumn(10))
	if shown(here) != nil {
		t.Error("a photo of the page before is still held")
	}
	if late.cancelled == 0 {
		t.Error("a photo of the page before is still being loaded")
	}
}
