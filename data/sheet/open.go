package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
)

// maxUnpacked bounds what a workbook may unpack to, in MB: a workbook of 5,000
// rows has about 20, a zip bomb has thousands.
const maxUnpacked = 512

// refusal is a workbook that cannot be opened, as the sentence to say.
type refusal struct {
	rule rule
	args []any
}

func (r *refusal) Error() string { return r.rule.message(r.args...)["en"] }

// openWorkbook opens a workbook, or returns a *refusal that tells what it is
// instead.
func openWorkbook(path string) (*excelize.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	if r := tellApart(file, info.Size(), filepath.Ext(path)); r != nil {
		return nil, r
	}
	return parseWorkbook(file)
}

// parseWorkbook hands the bytes to excelize, which may panic on bytes that no
// spreadsheet program wrote.
func parseWorkbook(r io.Reader) (f *excelize.File, err error) {
	defer func() {
		if recover() != nil {
			f, err = nil, &refusal{rule: damaged}
		}
	}()
	f, err = excelize.OpenReader(r, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked << 20, UnzipXMLSizeLimit: maxUnpacked << 20,
	})
	if err != nil {
		return nil, &refusal{rule: damaged}
	}
	cutBlankTails(f)
	return f, nil
}

// tellApart looks at the file's first bytes and its table of contents.
func tellApart(file io.ReaderAt, size int64, ext string) *refusal {
	head := make([]byte, min(size, 4096))
	if _, err := file.ReadAt(head, 0); err != nil && err != io.EOF {
		return &refusal{rule: damaged}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return tellZipApart(file, size)
	case bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}):
		if hasEncryptedPackage(file, size) {
			return &refusal{rule: locked}
		}
		return &refusal{rule: oldExcel}
	case bytes.Contains(bytes.ToLower(head), []byte("<html")), bytes.Contains(head, []byte("<table")):
		return &refusal{otherOffice, []any{"HTML"}}
	case len(head) > 0 && (strings.EqualFold(ext, ".csv") || isText(head)):
		return &refusal{rule: csvFile}
	}
	return &refusal{rule: damaged}
}

// isText tells whether the bytes are text of any encoding offices use: no
// control characters, or UTF-16 with its mark.
func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return true
	}
	return !bytes.ContainsFunc(head, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r'
	})
}

// hasEncryptedPackage looks for the stream that a workbook with a password is
// kept in; its name stands in UTF-16 in the folder of the compound file.
func hasEncryptedPackage(file io.ReaderAt, size int64) bool {
	var name []byte
	for _, unit := range utf16.Encode([]rune("EncryptedPackage")) {
		name = append(name, byte(unit), byte(unit>>8))
	}
	const step = 1 << 20
	buf := make([]byte, step+len(name))
	for at := int64(0); at < size; at += step {
		n, _ := file.ReadAt(buf, at)
		if bytes.Contains(buf[:n], name) {
			return true
		}
	}
	return false
}

// tellZipApart tells a workbook from the other things that are ZIP files, and
// from one that unpacks to too much.
func tellZipApart(file io.ReaderAt, size int64) *refusal {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return &refusal{rule: damaged}
	}
	unpacked, names := uint64(0), map[string]bool{}
	for _, f := range z.File {
		names[strings.ToLower(strings.ReplaceAll(f.Name, "\\", "/"))] = true
		if unpacked += min(f.UncompressedSize64, maxUnpacked<<21); unpacked > maxUnpacked<<20 {
			return &refusal{tooLarge, []any{maxUnpacked}}
		}
	}
	switch {
	case names["xl/workbook.bin"]:
		return &refusal{otherOffice, []any{"Excel Binary (.xlsb)"}}
	case names["word/document.xml"]:
		return &refusal{otherOffice, []any{"Word (.docx)"}}
	case names["content.xml"]:
		return &refusal{otherOffice, []any{"OpenDocument (.ods)"}}
	case names["index/document.iwa"]:
		return &refusal{otherOffice, []any{"Apple Numbers"}}
	}
	return nil
}

// Refused returns why a file, such as a photo, is not taken, in words for people.
func Refused(err error) (why catalog.Text, refused bool) {
	var r *refusal
	if !errors.As(err, &r) {
		return nil, false
	}
	return r.rule.message(r.args...), true
}
