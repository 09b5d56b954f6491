package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/store"
	"hangviet/data/vote"
)

func image(name string, size int) catalog.Image {
	sum := sha256.Sum256([]byte(name))
	return catalog.Image{SHA256: hex.EncodeToString(sum[:]), Length: int64(100 * size), Width: size, Height: size / 2}
}

func photo(name string) catalog.Photo {
	return catalog.Photo{Full: image(name, 1600), Thumb: image("small "+name, 480), Alt: vi(name)}
}

func vi(s string) catalog.Text { return catalog.Text{"vi": s, "en": "in English: " + s} }

func day(y int, m time.Month, d int) catalog.Date { return catalog.Date{Year: y, Month: m, Day: d} }

// full is a product in which every field is set.
func full() catalog.Product {
	return catalog.Product{
		Code: "TQ-001.A", Name: vi("Chè Shan tuyết"), Set: 11, Category: "do-uong", Producer: "htx-na-hang",
		Place: catalog.Place{Commune: "xã Hồng Thái", Province: "08", FormerName: "Hà Giang", AsCertified: "xã Hồng Thái, huyện Na Hang"},
		Certificate: catalog.Certificate{
			Status: catalog.Certified, Stars: 4, Number: "3981/QĐ-UBND", Authority: "UBND tỉnh Tuyên Quang",
			Issued: day(2025, 3, 31), Expires: day(2028, 3, 31), Refiled: true, LegalBasis: "148/QĐ-TTg",
		},
		Titles: []catalog.Title{
			{Programme: vi("Hàng Việt Nam được người tiêu dùng yêu thích"), Year: 2025, Rank: vi("Top 1"), Date: day(2025, 12, 20)},
			{Programme: vi("Make in Viet Nam"), Year: 2024},
		},
		Quality: []string{"HACCP", "ISO 22000"},
		Price:   catalog.Price{Dong: 250_000, Max: 300_000, Unit: vi("hộp 200 g")}, NetContent: vi("200 g"),
		Short: vi("Chè cổ thụ trên núi cao."), Story: vi("Truyện dài <b>&</b> \"ngoặc\"\nhai dòng."),
		Ingredients: vi("100% búp chè"), Use: vi("Pha nước 90 °C"), Notices: vi("Để nơi khô"), AlcoholVol: 29.5,
		Photos: []catalog.Photo{photo("b"), photo("a")},
		Links: []catalog.Link{
			{Channel: "shopee", URL: "https://shopee.vn/product/1/2", Label: vi("Cửa hàng")},
			{Channel: "website", URL: "https://example.vn/"},
		},
		Barcode: "8936000000016", TraceURL: "https://check.example.vn/1",
		Export: true, Distributors: vi("20 kg một kiện"), Points: []string{"diem-1", "diem-2"}, Featured: true,
		Added: day(2026, 1, 15),
	}
}

func sample() (catalog.Catalogue, []vote.Round) {
	cover := photo("producer")
	c := catalog.Catalogue{
		Organiser: vi("Sở Công Thương"),
		Sample:    true,
		Producers: []catalog.Producer{
			{ID: "a-trong", Name: vi("Ân Thành")},
			{
				ID: "htx-na-hang", Name: vi("HTX Na Hang"), Form: vi("Hợp tác xã"), Place: catalog.Place{Province: "08"},
				Story: vi("Thành lập năm 2010."), Website: "https://nahang.example.vn/", Phone: "0207 000 000", Contact: true, Photo: &cover,
			},
		},
		Products: []catalog.Product{
			{Code: "B", Name: vi("Đũa tre"), Set: 21, Producer: "a-trong", Place: catalog.Place{Province: "01"}},
			{Code: "C", Name: vi("Dừa sấy"), Set: 7, Certificate: catalog.Certificate{Status: catalog.Revoked, Stars: 3}},
			{Code: "D", Name: vi("Áo dài"), Featured: true, Category: "may-mac", Photos: []catalog.Photo{photo("a")}},
			full(),
		},
		Points: []catalog.Point{
			{ID: "diem-1", Name: vi("Điểm Tuyên Quang"), Address: vi("Số 1"), Place: catalog.Place{Province: "08", Commune: "phường Minh Xuân"}},
			{ID: "diem-2", Name: vi("Chợ Viềng")},
		},
		Events: []catalog.Event{
			{ID: "hoi-cho", Name: vi("Hội chợ"), Description: vi("Xuân"), Venue: vi("Nhà văn hóa"), Place: catalog.Place{Province: "01"}, Point: "diem-1", From: day(2026, 2, 1), To: day(2026, 2, 7), Products: []string{"B", "D"}},
			{ID: "tuan-le", Name: vi("Tuần lễ"), From: day(2025, 2, 1), To: day(2025, 2, 7)},
		},
	}
	rounds := []vote.Round{
		{
			ID: "2026", Title: vi("Bình chọn 2026"), Rules: vi("Thể lệ"), Opens: instant(2026), Closes: instant(2027),
			Switch: vote.SetPause, Test: true, Mode: vote.ByTicket, Pause: 90 * time.Second, Reveal: vote.Never, Receipts: true, Categories: []vote.Category{
				{ID: "do-uong", Title: vi("Đồ uống"), Choices: 2, Nominees: []vote.Nominee{{ID: "n2", Product: "TQ-001.A"}, {ID: "n1", Product: "B"}}},
				{ID: "may-mac", Title: vi("May mặc"), Choices: 1, Nominees: []vote.Nominee{{ID: "n1", Product: "D"}}},
			},
		},
		{ID: "2027", Title: vi("Sắp tới"), Opens: instant(2025), Closes: instant(2028)},
	}
	return c, rounds
}

func instant(year int) time.Time { return time.Date(year, 5, 1, 8, 30, 0, 0, catalog.Zone) }

// write writes a catalogue to a file and returns its path.
func write(t testing.TB, c catalog.Catalogue, rounds []vote.Round) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "danh mục #1?.db")
	if err := store.WriteCatalogue(t.Context(), path, c, rounds); err != nil {
		t.Fatal(err)
	}
	return path
}

func openCatalogue(t testing.TB, path string) *store.Catalogue {
	t.Helper()
	c, err := store.OpenCatalogue(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// catalog-v1.db is what [sample] held when the format was 1 and rounds had
// neither switch nor mode.
func TestOldCatalogueOpens(t *testing.T) {
	reader := openCatalogue(t, filepath.Join("testdata", "catalog-v1.db"))
	if err := reader.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, rounds := sample()
	r := &rounds[0]
	r.Switch, r.Test, r.Mode, r.Pause, r.Reveal, r.Receipts = "", false, "", 0, "", false
	gotC, gotRounds, err := reader.Whole(t.Context())
	if err != nil || !reflect.DeepEqual(gotC, c) || !reflect.DeepEqual(gotRounds, rounds) {
		t.Errorf("came back as %v, %+v", err, gotRounds)
	}
}

// opened returns a reader of what [sample] holds.
func opened(t testing.TB) *store.Catalogue {
	c, rounds := sample()
	return openCatalogue(t, write(t, c, rounds))
}

func TestCatalogueComesBackWhole(t *testing.T) {
	c, rounds := sample()
	reader := openCatalogue(t, write(t, c, rounds))
	if err := reader.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	gotC, gotRounds, err := reader.Whole(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(gotC, c) {
		t.Errorf("catalogue came back as\n%+v\nwant\n%+v", gotC, c)
	}
	if !reflect.DeepEqual(gotRounds, rounds) {
		t.Errorf("rounds came back as\n%+v\nwant\n%+v", gotRounds, rounds)
	}
}

// TestEveryFieldIsSet of a product and a round, or the round trip proves nothing
// of it.
func TestEveryFieldIsSet(t *testing.T) {
	var unset func(v reflect.Value, path string)
	unset = func(v reflect.Value, path string) {
		if v.IsZero() {
			t.Errorf("%s is not set, so the round trip proves nothing of it", path)
		}
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := 0; v.Kind() == reflect.Struct && i < v.NumField(); i++ {
			unset(v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	}
	unset(reflect.ValueOf(full()), "Product")
	_, rounds := sample()
	unset(reflect.ValueOf(rounds[0]), "Round")
}

func TestSameContentSameBytes(t *testing.T) {
	c, rounds := sample()
	first, err := os.ReadFile(write(t, c, rounds))
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(c.Products)
	slices.Reverse(c.Producers)
	slices.Reverse(c.Points)
	slices.Reverse(c.Events)
	slices.Reverse(rounds)
	for i := range c.Products {
		slices.Reverse(c.Products[i].Points)
	}
	second, err := os.ReadFile(write(t, c, rounds))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the same content in another order gives other bytes")
	}
	c.Products[0].Short = vi("khác")
	third, err := os.ReadFile(write(t, c, rounds))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(first, third) {
		t.Error("other content gives the same bytes")
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*catalog.Catalogue, []vote.Round){
		"unknown producer":        func(c *catalog.Catalogue, _ []vote.Round) { c.Products[0].Producer = "nobody" },
		"unknown point":           func(c *catalog.Catalogue, _ []vote.Round) { c.Products[0].Points = []string{"nowhere"} },
		"event at unknown point":  func(c *catalog.Catalogue, _ []vote.Round) { c.Events[0].Point = "nowhere" },
		"nominee without product": func(_ *catalog.Catalogue, r []vote.Round) { r[0].Categories[0].Nominees[0].Product = "X" },
		"two products of a code":  func(c *catalog.Catalogue, _ []vote.Round) { c.Products[0].Code = c.Products[1].Code },
		"photo without hash":      func(c *catalog.Catalogue, _ []vote.Round) { c.Products[2].Photos[0].Full.SHA256 = "../x" },
		"photo of two lengths":    func(c *catalog.Catalogue, _ []vote.Round) { c.Products[2].Photos[0].Full.Length++ },
	} {
		t.Run(name, func(t *testing.T) {
			c, rounds := sample()
			spoil(&c, rounds)
			dir := t.TempDir()
			if err := store.WriteCatalogue(t.Context(), filepath.Join(dir, "catalog.db"), c, rounds); err == nil {
				t.Error("written")
			}
			if left, _ := os.ReadDir(dir); len(left) != 0 {
				t.Errorf("left %v behind", left)
			}
		})
	}
}

func TestWriteReplacesWhole(t *testing.T) {
	c, rounds := sample()
	path := write(t, c, rounds)
	c.Products, c.Events = nil, nil
	if err := store.WriteCatalogue(t.Context(), path, c, nil); err != nil {
		t.Fatal(err)
	}
	if n, _, _, err := openCatalogue(t, path).Counts(t.Context()); n != 0 || err != nil {
		t.Errorf("%d products, %v", n, err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.WriteCatalogue(cancelled, path, c, rounds); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled write: %v", err)
	}
	if err := openCatalogue(t, path).Check(t.Context()); err != nil {
		t.Errorf("after a cancelled write: %v", err)
	}
}

// poke overwrites bytes of a file.
func poke(t *testing.T, path string, offset int64, data ...byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(data, offset)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// Offsets in the first page of an SQLite file.
const (
	userVersionAt   = 60
	applicationIDAt = 68
)

func TestOpenRefuses(t *testing.T) {
	c, rounds := sample()
	for name, test := range map[string]struct {
		spoil func(path string)
		want  error
	}{
		"newer format":  {func(path string) { poke(t, path, userVersionAt+3, 3) }, store.ErrNewerFormat},
		"other program": {func(path string) { poke(t, path, applicationIDAt, 1) }, store.ErrNotOurs},
		"not a database": {func(path string) {
			poke(t, path, 0, bytes.Repeat([]byte("x"), 4096)...)
		}, store.ErrDamaged},
		"empty":   {func(path string) { os.Truncate(path, 0) }, store.ErrNotOurs},
		"missing": {func(path string) { os.Remove(path) }, os.ErrNotExist},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, c, rounds)
			test.spoil(path)
			if _, err := store.OpenCatalogue(t.Context(), path); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

func TestCheckFindsDamage(t *testing.T) {
	c, rounds := sample()
	path := write(t, c, rounds)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	pages := info.Size() / 4096
	for page := int64(1); page < pages; page++ {
		t.Run(fmt.Sprintf("page %d", page), func(t *testing.T) {
			path := write(t, c, rounds)
			poke(t, path, page*4096, bytes.Repeat([]byte{0xff}, 4096)...)
			checkDamaged(t, path)
		})
	}
	t.Run("cut short", func(t *testing.T) {
		path := write(t, c, rounds)
		if err := os.Truncate(path, info.Size()-4096); err != nil {
			t.Fatal(err)
		}
		checkDamaged(t, path)
	})
	t.Run("text", func(t *testing.T) {
		path := write(t, c, rounds)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		poke(t, path, int64(bytes.Index(data, []byte(`{"en":"in English: Chè`))), 'x')
		checkDamaged(t, path)
	})
}

func checkDamaged(t *testing.T, path string) {
	t.Helper()
	c, err := store.OpenCatalogue(t.Context(), path)
	if err == nil {
		err = errors.Join(c.Check(t.Context()), c.Close())
	}
	if !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v, want %v", err, store.ErrDamaged)
	}
}
