package room

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/hub/dossier"
	"hangviet/data/sheet"
)

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, catalog.Zone)

// rooms opens rooms in a folder, on the database that the tests run on.
func rooms(t testing.TB, dir, db string) *Rooms {
	t.Helper()
	held, err := openBooks(t.Context(), db, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := held.Close(); err != nil {
			t.Error(err)
		}
	})
	r, err := New(config(held, dir))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func openBooks(ctx context.Context, db, dir string) (*books.DB, error) {
	if db != "" {
		return books.OpenPostgres(ctx, db)
	}
	return books.OpenSQLite(ctx, filepath.Join(dir, "hub.db"))
}

func config(db *books.DB, dir string) Config {
	return Config{
		DB: db, Dir: filepath.Join(dir, "rooms"), Now: func() time.Time { return now }, Judge: options,
		Tell: func(_ context.Context, t *books.Tx, producer, act, subject, remark string) error {
			return t.PutAudit(books.Audit{At: now, Who: producer, Act: act, Subject: subject, Note: remark})
		},
	}
}

func options() (sheet.Options, error) {
	provinces, err1 := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	classes, err2 := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	return sheet.Options{Provinces: provinces, Classification: classes}, errors.Join(err1, err2)
}

// made returns a room with one product.
func made(t testing.TB, r *Rooms, name string) (books.Room, Held) {
	t.Helper()
	room, err := r.Make(t.Context(), "Thảo", name, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	h, err := r.Add(t.Context(), room.ID, dossier.Answers{"name": "Trà"})
	if err != nil {
		t.Fatal(err)
	}
	return room, h
}

func photo(width, height int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), 90, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

var document = []byte("%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n")

// TestManyProducersAtOnce: five hundred producers save at the same time, each twice,
// on the engine that the tests run on; every one has what was acknowledged.
func TestManyProducersAtOnce(t *testing.T) {
	const producers = 500
	r := rooms(t, t.TempDir(), pgtest.Place(t))
	all := make([]Held, producers)
	var group sync.WaitGroup
	each := func(f func(i int) error) time.Duration {
		began := time.Now()
		for i := range producers {
			group.Go(func() {
				if err := f(i); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		return time.Since(began)
	}
	each(func(i int) error {
		room, err := r.Make(t.Context(), "Thảo", fmt.Sprintf("Chủ thể %d", i), "", nil)
		if err == nil {
			all[i], err = r.Add(t.Context(), room.ID, dossier.Answers{"name": "Trà"})
		}
		return err
	})
	took := each(func(i int) (err error) {
		h := all[i]
		if all[i], err = r.Save(t.Context(), h.Room, h.ID, h.Seen("words"), "words", dossier.Answers{"story": fmt.Sprintf("Chuyện %d", i)}); err != nil {
			return err
		}
		all[i], err = r.Save(t.Context(), h.Room, h.ID, h.Seen("product"), "product", dossier.Answers{"name": fmt.Sprintf("Trà %d", i)})
		return err
	})
	t.Logf("%d savings of %d producers at once took %s", 2*producers, producers, took.Round(time.Millisecond))
	for i, h := range all {
		h, err := r.Entry(t.Context(), h.Room, h.ID)
		if err != nil || h.Answers["story"] != fmt.Sprintf("Chuyện %d", i) || h.Answers["name"] != fmt.Sprintf("Trà %d", i) || h.Edit != 3 {
			t.Fatalf("producer %d has %v in edit %d, %v", i, h.Answers, h.Edit, err)
		}
	}
}

// TestOnePhoneWins: of many phones that save the same step as they all have seen it,
// one does, and the others are told.
func TestOnePhoneWins(t *testing.T) {
	r := rooms(t, t.TempDir(), pgtest.Place(t))
	room, h := made(t, r, "HTX Suối Mây (ví dụ)")
	seen := h.Seen("words")
	var mu sync.Mutex
	var won []string
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			story := fmt.Sprintf("Chuyện %d", i)
			_, err := r.Save(t.Context(), room.ID, h.ID, seen, "words", dossier.Answers{"story": story})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won = append(won, story)
			} else if !errors.Is(err, ErrStale) {
				t.Error(err)
			}
		})
	}
	group.Wait()
	h, err := r.Entry(t.Context(), room.ID, h.ID)
	if err != nil || len(won) != 1 || h.Answers["story"] != won[0] {
		t.Errorf("%q were acknowledged, %q is there, %v", won, h.Answers["story"], err)
	}
}

// TestFilesThatLie: what a file is called counts for nothing; what it holds is
// looked at, and what is refused leaves nothing behind.
func TestFilesThatLie(t *testing.T) {
	dir := t.TempDir()
	r := rooms(t, dir, "")
	room, h := made(t, r, "HTX Suối Mây (ví dụ)")
	var plain bytes.Buffer
	if err := png.Encode(&plain, image.NewGray(image.Rect(0, 0, 300, 300))); err != nil {
		t.Fatal(err)
	}
	huge := bytes.Clone(plain.Bytes())
	copy(huge[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65536 × 65536
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"page.pdf":   {[]byte("<html><script>alert(1)</script>"), dossier.ErrNoDocument},
		"tool.pdf":   {[]byte("MZ\x90\x00 program"), dossier.ErrNoDocument},
		"zip.jpg":    {[]byte("PK\x03\x04 archive"), dossier.ErrNoDocument},
		"empty.pdf":  {nil, dossier.ErrNoDocument},
		"cut.pdf":    {document[:20], ErrCutOff},
		"cut.jpg":    {photo(300, 300)[:2000], ErrCutOff},
		"mask.jpg":   {[]byte("\xff\xd8\xff\xe0 and nothing else"), ErrCutOff},
		"huge.png":   {huge, ErrCutOff},
		"long.pdf":   {append(append([]byte("%PDF-1.4"), make([]byte, dossier.MaxDocument)...), "%%EOF"...), ErrTooLarge},
		"photo.pdf":  {photo(300, 300), nil},
		"scan":       {plain.Bytes(), nil},
		"giấy.exe":   {document, nil},
		"../../a.b/": {document, nil},
	} {
		if _, err := r.AddDocument(t.Context(), room.ID, h.ID, "quality", name, bytes.NewReader(c.data)); !errors.Is(err, c.want) {
			t.Errorf("document %s: %v, want %v", name, err, c.want)
		}
	}
	for name, data := range map[string][]byte{
		"anh.jpg": document, "cut.jpg": photo(900, 900)[:5000], "small.jpg": photo(199, 900), "page.png": []byte("<svg onload=alert(1)>"), "huge.png": huge,
	} {
		_, err := r.AddPhoto(t.Context(), room.ID, h.ID, name, bytes.NewReader(data))
		refused := (*PhotoError)(nil)
		if !errors.As(err, &refused) || refused.Text["vi"] == "" || refused.Text["en"] == "" {
			t.Errorf("photo %s: %v", name, err)
		}
	}
	h, err := r.Entry(t.Context(), room.ID, h.ID)
	if err != nil || len(h.Files) != 4 || len(h.Photos) != 0 {
		t.Errorf("%d files are kept, %v", len(h.Files), err)
	}
	names, err := r.vault.Names()
	if err != nil || len(names) != 4 {
		t.Errorf("the vault holds %d documents, %v", len(names), err)
	}
	for _, f := range h.Files {
		if strings.ContainsAny(f.Name, `/\`) {
			t.Errorf("a document is called %q", f.Name)
		}
	}
}

// TestDocumentsAreEncrypted: nothing that a document says stands on the disk.
func TestDocumentsAreEncrypted(t *testing.T) {
	dir := t.TempDir()
	r := rooms(t, dir, "")
	room, h := made(t, r, "HTX Suối Mây (ví dụ)")
	secret := "So tai khoan 0123456789"
	data := append(bytes.Clone(document), "\n% "+secret+"\n%%EOF"...)
	if _, err := r.AddDocument(t.Context(), room.ID, h.ID, "licence", "a.pdf", bytes.NewReader(data)); !errors.Is(err, ErrNone) {
		t.Errorf("a firm's paper in a product: %v", err)
	}
	if _, err := r.AddDocument(t.Context(), room.ID, h.ID, "quality", "a.pdf", bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		held, err := os.ReadFile(path)
		if bytes.Contains(held, []byte(secret)) {
			t.Errorf("%s tells it", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestPhotosAreMended: turned, cut, made the cover and taken away; what was sent
// keeps its picture, and what nobody needs is gone from the disk.
func TestPhotosAreMended(t *testing.T) {
	r := rooms(t, t.TempDir(), "")
	room, h := made(t, r, "HTX Suối Mây (ví dụ)")
	for range 2 {
		if _, err := r.AddPhoto(t.Context(), room.ID, h.ID, "a.jpg", bytes.NewReader(photo(1200, 800))); err != nil {
			t.Fatal(err)
		}
	}
	size := func(name string) (int, int) {
		file, err := os.Open(filepath.Join(r.PhotoDir(room.ID), name))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		config, err := jpeg.DecodeConfig(file)
		if err != nil {
			t.Fatal(err)
		}
		return config.Width, config.Height
	}
	h, err := r.Entry(t.Context(), room.ID, h.ID)
	if err != nil {
		t.Fatal(err)
	}
	first, second := h.Photos[0], h.Photos[1]
	if h, err = r.MendPhoto(t.Context(), room.ID, h.ID, first, Mending{Quarters: 1, Left: 25, Top: 50}); err != nil {
		t.Fatal(err)
	}
	if width, height := size(h.Photos[0]); width != 600 || height != 600 {
		t.Errorf("turned and cut it is %d × %d", width, height)
	}
	if _, err := os.Stat(filepath.Join(r.PhotoDir(room.ID), first)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the picture as it was: %v", err)
	}
	if _, err := r.MendPhoto(t.Context(), room.ID, h.ID, h.Photos[0], Mending{Left: 60, Right: 60}); err == nil {
		t.Error("a picture of nothing")
	}
	if h, err = r.CoverPhoto(t.Context(), room.ID, h.ID, second); err != nil || h.Photos[0] != second {
		t.Errorf("cover: %v, %v", h.Photos, err)
	}
	if h, err = r.RemovePhoto(t.Context(), room.ID, h.ID, second); err != nil || len(h.Photos) != 1 || len(h.Files) != 1 {
		t.Errorf("removed: %v, %d files, %v", h.Photos, len(h.Files), err)
	}
	for range MaxPhotos {
		_, err = r.AddPhoto(t.Context(), room.ID, h.ID, "a.jpg", bytes.NewReader(photo(300, 300)))
	}
	if !errors.Is(err, ErrFull) {
		t.Errorf("one more than may be: %v", err)
	}
}

// TestStrayPictures: a picture of a hub that was killed before it was told of goes
// after a while; one that belongs to something, or has just come, stays.
func TestStrayPictures(t *testing.T) {
	r := rooms(t, t.TempDir(), "")
	room, h := made(t, r, "HTX Suối Mây (ví dụ)")
	h, err := r.AddPhoto(t.Context(), room.ID, h.ID, "a.jpg", bytes.NewReader(photo(300, 300)))
	if err != nil {
		t.Fatal(err)
	}
	place := func(name string, age time.Duration) string {
		path := filepath.Join(r.PhotoDir(room.ID), name)
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, time.Time{}, now.Add(-age))); err != nil {
			t.Fatal(err)
		}
		return path
	}
	old, fresh := place(newID()+".jpg", 2*time.Hour), place(newID()+".jpg", time.Minute)
	kept := filepath.Join(r.PhotoDir(room.ID), h.Photos[0])
	if err := os.Chtimes(kept, time.Time{}, now.Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if n, err := r.SweepPictures(t.Context()); n != 1 || err != nil {
		t.Errorf("%d are deleted, %v", n, err)
	}
	for path, want := range map[string]bool{old: false, fresh: true, kept: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}
