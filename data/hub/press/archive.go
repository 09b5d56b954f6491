package press

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"hangviet/data/catalog"
	"hangviet/data/sheet"
)

// The bounds of a ZIP file beside those of [Limits]. Photos hardly shrink in one,
// and a workbook to a tenth.
const (
	maxRatio     = 200      // of an entry's bytes to those it is packed in
	freeOfRatio  = 1 << 20  // bytes up to which the ratio does not matter
	maxDirectory = 32 << 20 // bytes of the table of contents
	maxTrailer   = 128 << 10
)

// unpacking puts what is in a ZIP file into the draft.
type unpacking struct {
	draft    *draft
	file     string // name of the ZIP file, for people
	now      time.Time
	left     int64 // bytes that may still be unpacked
	files    int   // entries that may still be unpacked
	problems []sheet.Problem
	progress func(done, total int64)
}

// refused is why a ZIP file or an entry is not unpacked.
type refused struct {
	code string
	text catalog.Text
}

func why(code, vi, en string) *refused { return &refused{code, catalog.Text{"vi": vi, "en": en}} }

var (
	zipDamaged = why("zip-damaged", "Tệp ZIP bị hỏng hoặc gửi lên chưa đủ; hãy nén lại rồi gửi lại.", "The ZIP file is damaged or not whole; pack it again and send it again.")
	zipLarge   = why("zip-large", "Tệp ZIP bung ra quá lớn hoặc có quá nhiều tệp nên không được mở.", "The ZIP file unpacks to too much or holds too many files and was not opened.")
	zipBomb    = why("zip-ratio", "Tệp này bung ra lớn bất thường nên bị bỏ qua.", "This file unpacks to something unusually large and was left out.")
	zipName    = why("zip-name", "Tên tệp này không dùng được (dẫn ra ngoài thư mục, quá dài hoặc có ký tự lạ) nên bị bỏ qua.", "This name cannot be used (it leads out of the folder, is too long or has odd signs); the file was left out.")
	zipNested  = why("zip-nested", "Không mở tệp ZIP nằm trong tệp ZIP; hãy gửi riêng.", "A ZIP file within a ZIP file is not opened; send it by itself.")
	zipLink    = why("zip-link", "Đây là liên kết, không phải tệp, nên bị bỏ qua.", "This is a link, not a file, and was left out.")
	zipLocked  = why("zip-password", "Tệp trong ZIP có mật khẩu; hãy nén lại không đặt mật khẩu.", "The file in the ZIP has a password; pack it again without one.")
	zipKind    = why("zip-kind", "Không phải ảnh hay bảng tính nên bị bỏ qua.", "Neither a photo nor a workbook; it was left out.")
	zipSize    = why("zip-size", "Tệp này quá lớn nên bị bỏ qua.", "This file is too large and was left out.")
)

func (u *unpacking) tell(name string, severity catalog.Severity, r *refused) {
	u.problems = append(u.problems, sheet.Problem{File: strings.ToValidUTF8(name, "�"), Severity: severity, Code: r.code, Message: r.text})
}

// unpack unpacks the ZIP file at path. The error is of the disk or of ctx; what is
// wrong with the file is among the problems.
func (u *unpacking) unpack(ctx context.Context, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open ZIP file: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("open ZIP file: %w", err)
	}
	if r := measureZIP(file, info.Size(), u.files); r != nil {
		u.tell(u.file, catalog.Error, r)
		return nil
	}
	z, err := zip.NewReader(file, info.Size())
	if err != nil {
		u.tell(u.file, catalog.Error, zipDamaged)
		return nil
	}
	return u.each(ctx, z)
}

func (u *unpacking) each(ctx context.Context, z *zip.Reader) error {
	total := uint64(0)
	for _, f := range z.File {
		if total += min(f.UncompressedSize64, 1<<50); total > uint64(u.left) || len(z.File) > u.files {
			u.tell(u.file, catalog.Error, zipLarge)
			return nil
		}
	}
	top := commonFolder(z.File)
	for i, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := u.one(f, top); err != nil {
			return err
		}
		u.progress(int64(i+1), int64(len(z.File)))
	}
	return nil
}

// commonFolder returns the folder in which everything lies, "HTX/", or "". It is
// the folder that was packed.
func commonFolder(files []*zip.File) string {
	top, found := "", false
	for _, f := range files {
		name := strings.ReplaceAll(f.Name, "\\", "/")
		first, rest, nested := strings.Cut(name, "/")
		if ignorable(first) || name == "" {
			continue
		}
		if !nested || found && first+"/" != top || rest == "" && !f.FileInfo().IsDir() {
			return ""
		}
		top, found = first+"/", true
	}
	return top
}

// one unpacks one entry, or tells why not.
func (u *unpacking) one(f *zip.File, top string) error {
	shown := strings.ReplaceAll(f.Name, "\\", "/")
	if strings.HasSuffix(shown, "/") {
		return nil
	}
	name, err := cleanName(strings.TrimPrefix(shown, top))
	if errors.Is(err, errIgnored) {
		return nil
	}
	if err != nil || !utf8.ValidString(f.Name) {
		u.tell(f.Name, catalog.Error, zipName)
		return nil
	}
	to, r := u.judge(f, name)
	if r != nil {
		severity := catalog.Error
		if r == zipKind {
			severity = catalog.Warning
		}
		u.tell(name, severity, r)
		return nil
	}
	return u.write(f, name, to)
}

// judge tells where an entry belongs, or why it is not taken.
func (u *unpacking) judge(f *zip.File, name string) (place, *refused) {
	size := int64(min(f.UncompressedSize64, 1<<50))
	to, err := u.draft.place(File{Name: name, Size: size, Modified: f.Modified})
	switch {
	case f.Mode()&fs.ModeSymlink != 0 || !f.Mode().IsRegular():
		return to, zipLink
	case f.Flags&1 != 0:
		return to, zipLocked
	case errors.Is(err, ErrKind):
		return to, zipKind
	case errors.Is(err, ErrTooLarge):
		return to, zipSize
	case err != nil:
		return to, zipName
	case to.kind == archiveFile:
		return to, zipNested
	case size > freeOfRatio && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return to, zipBomb
	}
	return to, nil
}

// write unpacks an entry into its place, never more than it says it has.
func (u *unpacking) write(f *zip.File, name string, to place) error {
	r, err := f.Open()
	if err != nil {
		u.tell(name, catalog.Error, zipDamaged)
		return nil
	}
	defer r.Close()
	size := int64(f.UncompressedSize64)
	if err := os.Remove(to.part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("make room for a file: %w", err)
	}
	got, err := u.draft.write(to, 0, size, r)
	switch {
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrAlgorithm),
		errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, ErrLength), err == nil && got != size, isCorrupt(err):
		u.tell(name, catalog.Error, zipDamaged)
		return os.Remove(to.part)
	case err != nil:
		return err
	}
	u.left, u.files = u.left-size, u.files-1
	at := f.Modified
	if at.IsZero() || at.Year() < 1980 {
		at = u.now
	}
	return u.draft.settle(File{Name: name, Size: size, Modified: at.Truncate(time.Millisecond)}, to)
}

// isCorrupt tells of flate's own errors, which have no class.
func isCorrupt(err error) bool { return err != nil && strings.Contains(err.Error(), "flate: corrupt") }

// The records at the end of a ZIP file (APPNOTE.TXT 4.3.14 to 4.3.16).
const (
	endMark     = "PK\x05\x06"
	end64Mark   = "PK\x06\x06"
	locatorMark = "PK\x06\x07"
	endLength   = 22
	locator     = 20
	end64Length = 56
)

// measureZIP looks at the end of a ZIP file before its table of contents is read:
// it must be bounded, for the whole of it is kept in memory.
func measureZIP(r io.ReaderAt, size int64, most int) *refused {
	tail := make([]byte, min(size, maxTrailer))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return zipDamaged
	}
	at := bytes.LastIndex(tail, []byte(endMark))
	if at < 0 || at+endLength > len(tail) {
		return zipDamaged
	}
	end := tail[at:]
	entries, length, offset := uint64(binary.LittleEndian.Uint16(end[10:])), uint64(binary.LittleEndian.Uint32(end[12:])), uint64(binary.LittleEndian.Uint32(end[16:]))
	if entries == 0xffff || length == 0xffffffff || offset == 0xffffffff {
		var ok bool
		if entries, length, offset, ok = end64(r, size, tail, at); !ok {
			return zipDamaged
		}
	}
	if entries > uint64(most) || length > maxDirectory {
		return zipLarge
	}
	if offset > uint64(size) || uint64(size)-offset-min(length, uint64(size)-offset) > maxTrailer {
		return zipDamaged
	}
	return nil
}

// end64 reads the record of a ZIP file with large numbers.
func end64(r io.ReaderAt, size int64, tail []byte, at int) (entries, length, offset uint64, ok bool) {
	if at < locator || !bytes.HasPrefix(tail[at-locator:], []byte(locatorMark)) {
		return 0, 0, 0, false
	}
	where := binary.LittleEndian.Uint64(tail[at-locator+8:])
	record := make([]byte, end64Length)
	if where > uint64(size) {
		return 0, 0, 0, false
	}
	if _, err := r.ReadAt(record, int64(where)); err != nil || !bytes.HasPrefix(record, []byte(end64Mark)) {
		return 0, 0, 0, false
	}
	return binary.LittleEndian.Uint64(record[32:]), binary.LittleEndian.Uint64(record[40:]), binary.LittleEndian.Uint64(record[48:]), true
}

// unpackAll unpacks ZIP files of the draft. They stay until the check has
// ended, so that one that was killed tells the same.
func (p *Press) unpackAll(ctx context.Context, archives []Entry, progress func(done, total int64)) ([]sheet.Problem, error) {
	files, bytes, err := p.draft.measure()
	if err != nil {
		return nil, err
	}
	u := &unpacking{
		draft: &p.draft, now: p.Now(), left: p.Limits.Total - bytes, files: p.Limits.Files - files, progress: progress,
	}
	for _, e := range archives {
		u.file = e.Name
		if err := u.unpack(ctx, filepath.Join(p.draft.archives(), path.Base(e.Name))); err != nil {
			return u.problems, err
		}
	}
	return u.problems, nil
}
