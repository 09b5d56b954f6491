package press

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"hangviet/data/edition/editiontest"
)

// TestManyPhotosAfterACut: 2,000 photos are sent, the line is cut again and again,
// and what is here is not sent again.
func TestManyPhotosAfterACut(t *testing.T) {
	h := newHouse(t)
	const n = 2000
	files, data := make([]File, n), make([][]byte, n)
	for i := range n {
		data[i] = bytes.Repeat(fmt.Appendf(nil, "ảnh %d ", i), 300)
		files[i] = File{fmt.Sprintf("HTX %d/tra\u0300 %d.jpg", i%150, i), int64(len(data[i])), day.Add(time.Duration(i) * time.Millisecond)}
	}
	sent := int64(0)
	for round := 0; ; round++ {
		uploads, faults := h.press.Plan(files)
		if i := slices.IndexFunc(faults, func(err error) bool { return err != nil }); i >= 0 {
			t.Fatal(faults[i])
		}
		todo, budget := 0, int64(3<<20)
		for i, u := range uploads {
			if u.Done {
				continue
			}
			if todo++; budget <= 0 {
				continue
			}
			left := data[i][u.Offset:]
			var body io.Reader = bytes.NewReader(left)
			if int64(len(left)) > budget { // the line is cut amid this file
				body = io.MultiReader(bytes.NewReader(left[:budget]), iotest.ErrReader(errors.New("cut")))
			}
			got, err := h.press.Put(t.Context(), files[i], u.Offset, body)
			if err != nil && int64(len(left)) <= budget {
				t.Fatal(err)
			}
			sent += got.Offset - u.Offset
			budget -= int64(len(left))
		}
		if todo == 0 {
			break
		}
		if round > 20 {
			t.Fatal("never whole")
		}
		h.press = h.another() // the hub was started again
	}
	total := int64(0)
	for i, f := range files {
		total += f.Size
		got, err := os.ReadFile(filepath.Join(h.press.draft.photos(), fmt.Sprintf("HTX %d", i%150), fmt.Sprintf("trà %d.jpg", i)))
		if err != nil || !bytes.Equal(got, data[i]) {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	if sent != total {
		t.Errorf("%d bytes sent for %d", sent, total)
	}
	list, err := h.press.List(0, 100)
	h.must(err)
	if list.Photos != n || len(list.Page) != 100 || list.Parts != 0 {
		t.Errorf("%d photos, %d of a page, %d parts", list.Photos, len(list.Page), list.Parts)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"a.jpg": "a.jpg", "./a.jpg": "a.jpg", "HTX A\\b.png": "HTX A/b.png", "tra\u0300.jpg": "trà.jpg",
		"": "", "/etc/passwd": "", "../a.jpg": "", "a/../../b.jpg": "", "a/./b.jpg": "", "C:/a.jpg": "", "a:b.jpg": "",
		"CON.jpg": "", "com1.jpg": "", "lpt9": "", "nul .jpg": "", "a\x00.jpg": "", "a\n.jpg": "", "a/b./c.jpg": "", "a /b.jpg": "",
		"\u202egpj.exe": "", "<script>.jpg": "", strings.Repeat("a", 201) + ".jpg": "", strings.Repeat("a/", 9) + "b.jpg": "", "a//b.jpg": "",
	} {
		got, err := cleanName(name)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{".DS_Store", "__MACOSX/._a.jpg", "~$danh-muc.xlsx", "Thumbs.db", "a/.hidden/b.jpg"} {
		if _, err := cleanName(name); !errors.Is(err, errIgnored) {
			t.Errorf("%q is not passed over: %v", name, err)
		}
	}
	for name, want := range map[string]string{
		"a.jpg": "a.jpg", "Ảnh/a.jpg": "a.jpg", "2026/photos/HTX A/a.jpg": "HTX A/a.jpg", "HTX A/a.jpg": "HTX A/a.jpg", "photos": "photos",
	} {
		if got := photoPath(name); got != want {
			t.Errorf("%q belongs at %q", name, got)
		}
	}
}

// TestPutRefuses: what is not wanted leaves nothing.
func TestPutRefuses(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Limits = Limits{Photo: 1000, Workbook: 1000, Files: 3, Total: 1500} })
	put := func(name string, size int64, offset int64, data string) error {
		_, err := h.press.Put(t.Context(), File{name, size, day}, offset, strings.NewReader(data))
		h.wait(time.Minute) // files are counted anew
		return err
	}
	h.is(put("a.exe", 3, 0, "abc"), ErrKind)
	h.is(put("../a.jpg", 3, 0, "abc"), ErrName)
	h.is(put("a.jpg", 1001, 0, "abc"), ErrTooLarge)
	h.is(put("a.jpg", 3, 0, "abcd"), ErrLength)
	h.is(put("a.jpg", 3, 2, "c"), ErrOffset)
	h.must(put("a.jpg", 3, 0, "abc"))
	h.must(put("a.jpg", 3, 0, "abc"))
	h.must(put("b.jpg", 900, 0, strings.Repeat("b", 900)))
	h.is(put("c.jpg", 1000, 0, strings.Repeat("c", 1000)), ErrFull)
	h.must(put("c.jpg", 1, 0, "c"))
	h.is(put("d.jpg", 1, 0, "d"), ErrTooMany)
}

// entry is a file of a ZIP made by hand.
type entry struct {
	name string
	data []byte
}

func archiveOf(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// unpacked has a ZIP file checked and returns the codes of what was refused.
func (h *house) unpacked(data []byte) []string {
	h.Helper()
	h.send("gui.zip", data)
	c := h.check()
	problems, err := h.press.Problems(h.Context(), c.Number, 0)
	h.must(err)
	var codes []string
	for _, p := range problems {
		if strings.HasPrefix(p.Code, "zip-") {
			codes = append(codes, p.Code)
		}
	}
	if list, err := h.press.List(0, 10); err != nil || len(list.Archives) != 0 {
		h.Errorf("the ZIP file stays: %v, %v", list.Archives, err)
	}
	return codes
}

// TestZIP: a ZIP file from any system is taken, and nothing in it leads out of the
// draft.
func TestZIP(t *testing.T) {
	h := newHouse(t)
	book, picture := editiontest.Workbook(h, goods(1), day), editiontest.Photo(t, 1)
	codes := h.unpacked(archiveOf(t,
		entry{"Gửi lên/danh-muc.xlsx", book}, entry{"Gửi lên/Ảnh/tra-1.jpg", picture}, entry{"__MACOSX/._x", picture},
		entry{"Gửi lên/../../../evil.jpg", picture}, entry{"Gửi lên/CON.jpg", picture}, entry{"Gửi lên/trong.zip", picture},
		entry{"Gửi lên/đọc.docx", picture}, entry{"Gửi lên/\xff\xfe.jpg", picture},
	))
	slices.Sort(codes)
	if want := []string{"zip-kind", "zip-name", "zip-name", "zip-name", "zip-nested"}; !slices.Equal(codes, want) {
		t.Errorf("refused %v, want %v", codes, want)
	}
	c, _, err := h.press.LastCheck(t.Context())
	h.must(err)
	if c.Summary.Products != 1 || c.Summary.Photos != 2 {
		t.Errorf("check: %+v", c.Summary)
	}
	err = filepath.WalkDir(h.dir, func(path string, _ os.DirEntry, err error) error {
		if strings.Contains(path, "evil") {
			t.Errorf("%s was written", path)
		}
		return err
	})
	h.must(err)
}

// TestZIPBombs: whatever unpacks to too much is refused without being unpacked, and a
// file that lies about its length is cut off. See failures.md, "Hostile stick or
// page".
func TestZIPBombs(t *testing.T) {
	zeros := make([]byte, 8<<20)
	many := func() []byte {
		var entries []entry
		for i := range 400 {
			entries = append(entries, entry{fmt.Sprintf("%d.jpg", i), []byte("x")})
		}
		return archiveOf(t, entries...)
	}
	liar := archiveOf(t, entry{"a.jpg", zeros[:1<<20]})
	at := bytes.LastIndex(liar, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(liar[at+24:], 100) // of the unpacked bytes
	directory := archiveOf(t, entry{"a.jpg", []byte("x")})
	end := bytes.LastIndex(directory, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint32(directory[end+12:], 1<<31)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"ratio":           {archiveOf(t, entry{"a.jpg", zeros}), "zip-ratio"},
		"total":           {overlapping(t), "zip-large"},
		"many files":      {many(), "zip-large"},
		"length is a lie": {liar, "zip-damaged"},
		"large directory": {directory, "zip-large"},
		"cut off":         {archiveOf(t, entry{"a.jpg", zeros})[:5000], "zip-damaged"},
		"no ZIP":          {[]byte("hello"), "zip-damaged"},
		"nothing":         {nil, "zip-damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, func(c *Config) { c.Limits = Limits{Files: 300, Total: 64 << 20} })
			if codes := h.unpacked(c.data); !slices.Equal(codes, []string{c.want}) {
				t.Errorf("refused %v, want %s", codes, c.want)
			}
			if files, bytes, err := h.press.draft.measure(); err != nil || files != 0 || bytes != 0 {
				t.Errorf("%d files of %d bytes stay, %v", files, bytes, err)
			}
		})
	}
}

// overlapping is a ZIP file whose entries share their bytes, so that a small file
// unpacks to a hundred times more than it may, with no entry of an odd ratio.
func overlapping(t *testing.T) []byte {
	t.Helper()
	body := make([]byte, 1<<20)
	for i := range body {
		body[i] = byte(i * 7919 >> 8)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: "0.jpg", Method: zip.Store, CRC32: crc32.ChecksumIEEE(body), CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(body)),
	})
	if err == nil {
		_, err = w.Write(body)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	data := out.Bytes()
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	end := bytes.LastIndex(data, []byte("PK\x05\x06"))
	head, record, tail := data[:at], data[at:end], slices.Clone(data[end:])
	const n = 100
	binary.LittleEndian.PutUint16(tail[8:], n)
	binary.LittleEndian.PutUint16(tail[10:], n)
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(record)))
	return slices.Concat(head, bytes.Repeat(record, n), tail)
}

// TestPrepared: what a kiosk gets of a photo has neither place nor camera in it.
func TestPrepared(t *testing.T) {
	h := newHouse(t)
	plain := editiontest.Photo(t, 1)
	marked := slices.Concat(plain[:2], []byte{0xff, 0xe1, 0, 16}, []byte("Exif\x00\x00GPS 21.0"), plain[2:])
	h.send("danh-muc.xlsx", editiontest.Workbook(h, goods(1), day))
	h.send("tra-1.jpg", marked)
	h.check()
	files, err := filepath.Glob(filepath.Join(h.press.work(), "pictures", "*.jpg"))
	h.must(err)
	if len(files) != 2 {
		t.Fatalf("pictures %v", files)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		h.must(err)
		if bytes.Contains(data, []byte("GPS")) || bytes.Contains(data, []byte("Exif")) {
			t.Errorf("%s tells where it was taken", file)
		}
	}
	if _, ok := h.press.Photo("../../../etc/passwd"); ok {
		t.Error("a path counts as a photo")
	}
}
