package room

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/image/draw"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/sheet"
)

// The bounds of pictures: of an entry, and of one as it is sent, in bytes.
const (
	MaxPhotos = 8
	MaxPhoto  = 25 << 20
)

// ErrTooLarge says that a file is longer than it may be.
var ErrTooLarge = errors.New("the file is too large")

// PhotoError says in words why a picture is not taken.
type PhotoError struct{ Text catalog.Text }

// Error says it in English.
func (e *PhotoError) Error() string { return e.Text["en"] }

// AddPhoto puts a picture at the end of an entry's. It is always encoded anew, so
// that neither place nor camera nor anything else that a file can carry stays in it.
// The error is a *PhotoError when the picture is to blame, [ErrTooLarge] or
// [ErrFull].
func (r *Rooms) AddPhoto(ctx context.Context, room, id, name string, source io.Reader) (Held, error) {
	h, err := r.Entry(ctx, room, id)
	if err != nil {
		return h, err
	}
	if err := roomFor(h); err != nil {
		return h, err
	}
	data, err := io.ReadAll(io.LimitReader(source, MaxPhoto+1))
	if err != nil {
		return h, fmt.Errorf("read picture: %w", err)
	}
	if len(data) > MaxPhoto {
		return h, ErrTooLarge
	}
	return r.keepPhoto(ctx, h, name, data, func(h *Held, name string) error {
		if err := roomFor(*h); err != nil {
			return err
		}
		h.Photos = append(slices.Clone(h.Photos), name)
		return nil
	})
}

// roomFor tells whether an entry takes one more picture. A firm has one.
func roomFor(h Held) error {
	most := MaxPhotos
	if h.Form == dossier.Firm {
		most = 1
	}
	if len(h.Photos) >= most {
		return ErrFull
	}
	_, err := h.State.After(dossier.Save)
	return err
}

// keepPhoto prepares a picture and gives it to an entry: place says where.
func (r *Rooms) keepPhoto(ctx context.Context, h Held, name string, data []byte, place func(h *Held, name string) error) (Held, error) {
	row, err := r.prepare(ctx, h, name, data)
	if err != nil {
		return h, err
	}
	var unused []books.DossierFile
	changed, err := r.amend(ctx, h.Room, h.ID, func(t *books.Tx, h *Held) (err error) {
		before := h.Photos
		row.Added = r.Now()
		if err := place(h, row.ID+".jpg"); err != nil {
			return err
		}
		if err := t.PutDossierFile(row); err != nil {
			return err
		}
		unused, err = dropUnused(t, *h, before)
		return err
	})
	if err != nil {
		return changed, errors.Join(err, r.discard(row))
	}
	return changed, r.discard(unused...)
}

// dropUnused forgets the pictures that an entry had before, has no more, and that
// no version was sent with.
func dropUnused(t *books.Tx, h Held, before []string) (unused []books.DossierFile, err error) {
	versions, err := t.DossierVersions(h.ID)
	if err != nil {
		return nil, err
	}
	used := slices.Clone(h.Photos)
	for _, v := range versions {
		_, names, err := ParseAnswers(v.Answers, v.Photos)
		if err != nil {
			return nil, err
		}
		used = append(used, names...)
	}
	for _, name := range before {
		if row, ok := h.Photo(name); ok && !slices.Contains(used, name) {
			unused = append(unused, row)
			if err := t.DropDossierFile(row.ID); err != nil {
				return nil, err
			}
		}
	}
	return unused, nil
}

// prepare writes a picture in its two sizes to the disk.
func (r *Rooms) prepare(ctx context.Context, h Held, name string, data []byte) (row books.DossierFile, err error) {
	if err := r.memory.Acquire(ctx, 1); err != nil {
		return row, err
	}
	full, thumb, err := sheet.PreparePhoto(name, data)
	r.memory.Release(1)
	if text, refused := sheet.Refused(err); refused {
		return row, &PhotoError{text}
	}
	if err != nil {
		return row, err
	}
	row = books.DossierFile{
		ID: newID(), Room: h.Room, Dossier: h.ID, Kind: KindPhoto, Name: cut(name), Media: "image/jpeg",
		Size: int64(len(full.JPEG)), Width: int64(full.Width), Height: int64(full.Height),
	}
	err = errors.Join(writePicture(r.photoPath(row), full.JPEG), writePicture(r.thumbPath(row), thumb.JPEG))
	if err != nil {
		return row, errors.Join(err, r.discard(row))
	}
	return row, nil
}

// cut keeps a file's name short.
func cut(name string) string {
	letters := []rune(catalog.NFC(filepath.Base(filepath.ToSlash(name))))
	return string(letters[:min(len(letters), 100)])
}

// Mending is what is done to a picture: turned so many quarters clockwise, then cut
// at the sides by so many hundredths of its width and height.
type Mending struct {
	Quarters                 int
	Left, Top, Right, Bottom int // 0 to 90; two that face each other at most 90 together
}

// whether it does anything.
func (m Mending) empty() bool { return m == Mending{Quarters: m.Quarters} && m.Quarters%4 == 0 }

func (m Mending) valid() bool {
	for _, n := range []int{m.Left, m.Top, m.Right, m.Bottom} {
		if n < 0 || n > 90 {
			return false
		}
	}
	return m.Left+m.Right <= 90 && m.Top+m.Bottom <= 90
}

// MendPhoto turns and cuts one of an entry's pictures. What was sent before keeps
// the picture as it was.
func (r *Rooms) MendPhoto(ctx context.Context, room, id, name string, m Mending) (Held, error) {
	h, err := r.Entry(ctx, room, id)
	if err != nil {
		return h, err
	}
	row, ok := h.Photo(name)
	if !ok || !slices.Contains(h.Photos, name) || !m.valid() {
		return h, ErrNone
	}
	if m.empty() {
		return h, nil
	}
	data, err := r.mended(ctx, row, m)
	if err != nil {
		return h, err
	}
	return r.keepPhoto(ctx, h, row.Name, data, func(h *Held, fresh string) error {
		at := slices.Index(h.Photos, name)
		if at < 0 {
			return ErrStale
		}
		h.Photos = slices.Clone(h.Photos)
		h.Photos[at] = fresh
		return nil
	})
}

func (r *Rooms) mended(ctx context.Context, row books.DossierFile, m Mending) ([]byte, error) {
	if err := r.memory.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer r.memory.Release(1)
	file, err := os.Open(r.photoPath(row))
	if err != nil {
		return nil, fmt.Errorf("open picture: %w", err)
	}
	defer file.Close()
	source, err := jpeg.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, m.apply(source), &jpeg.Options{Quality: 95})
	return out.Bytes(), err
}

func (m Mending) apply(source image.Image) image.Image {
	turned := toRGBA(source)
	for range (m.Quarters%4 + 4) % 4 {
		turned = quarter(turned)
	}
	w, h := turned.Rect.Dx(), turned.Rect.Dy()
	return turned.SubImage(image.Rect(w*m.Left/100, h*m.Top/100, w-w*m.Right/100, h-h*m.Bottom/100))
}

func toRGBA(source image.Image) *image.RGBA {
	b := source.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Rect, source, b.Min, draw.Src)
	return out
}

// quarter turns a picture clockwise.
func quarter(source *image.RGBA) *image.RGBA {
	w, h := source.Rect.Dx(), source.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			out.SetRGBA(h-1-y, x, source.RGBAAt(x, y))
		}
	}
	return out
}

// CoverPhoto makes a picture the first.
func (r *Rooms) CoverPhoto(ctx context.Context, room, id, name string) (Held, error) {
	return r.arrange(ctx, room, id, name, func(rest []string) []string { return append([]string{name}, rest...) })
}

// RemovePhoto takes a picture away.
func (r *Rooms) RemovePhoto(ctx context.Context, room, id, name string) (Held, error) {
	return r.arrange(ctx, room, id, name, func(rest []string) []string { return rest })
}

// arrange changes the order of an entry's pictures; f is given all but one.
func (r *Rooms) arrange(ctx context.Context, room, id, name string, f func(rest []string) []string) (Held, error) {
	var unused []books.DossierFile
	h, err := r.amend(ctx, room, id, func(t *books.Tx, h *Held) (err error) {
		before := h.Photos
		if !slices.Contains(before, name) {
			return ErrNone
		}
		h.Photos = f(slices.DeleteFunc(slices.Clone(before), func(other string) bool { return other == name }))
		unused, err = dropUnused(t, *h, before)
		return err
	})
	if err != nil {
		return h, err
	}
	return h, r.discard(unused...)
}

// PhotoFile returns where a room's picture lies, small or in full, or [ErrNone].
func (r *Rooms) PhotoFile(ctx context.Context, room, id string, small bool) (path string, err error) {
	var row books.DossierFile
	err = r.DB.View(ctx, func(t *books.Tx) error {
		row, err = t.DossierFileOf(room, id)
		return err
	})
	if err == nil && row.Kind != KindPhoto {
		err = ErrNone
	}
	if err != nil {
		return "", none(err)
	}
	if small {
		return r.thumbPath(row), nil
	}
	return r.photoPath(row), nil
}
