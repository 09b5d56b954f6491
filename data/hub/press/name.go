package press

import (
	"errors"
	"path"
	"slices"
	"strings"
	"unicode"

	"hangviet/data/catalog"
)

// The reasons for which a file is not taken.
var (
	ErrName     = errors.New("name of the file cannot be used")
	ErrKind     = errors.New("neither a workbook, a photo nor a ZIP file")
	ErrTooLarge = errors.New("file is too large")
	ErrTooMany  = errors.New("too many files")
	ErrFull     = errors.New("the draft is too large")
	ErrOffset   = errors.New("not where the upload stands")
	ErrLength   = errors.New("more bytes than the file was to have")

	// errIgnored: what systems put beside files.
	errIgnored = errors.New("not meant for anybody")
)

const (
	maxSegment  = 200 // bytes of a name within a folder
	maxPath     = 400 // bytes with the folders
	maxSegments = 8
)

// devices are names that Windows keeps for itself, with any ending.
var devices = []string{"con", "prn", "aux", "nul", "conin$", "conout$"}

// cleanName returns a path within the draft: composed, whatever the sender's file
// system made of it, with slashes. What could lead out of a folder, or could not be
// written to a disk of another system, is refused.
func cleanName(name string) (string, error) {
	name = strings.TrimPrefix(catalog.NFC(strings.ReplaceAll(name, "\\", "/")), "./")
	segments := strings.Split(name, "/")
	if name == "" || len(name) > maxPath || len(segments) > maxSegments || !strings.ContainsFunc(name, unicode.IsPrint) {
		return "", ErrName
	}
	for _, s := range segments {
		if ignorable(s) {
			return "", errIgnored
		}
		if !goodSegment(s) {
			return "", ErrName
		}
	}
	return name, nil
}

func goodSegment(s string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(s), ".")
	stem = strings.TrimSpace(stem)
	switch {
	case s == "" || len(s) > maxSegment || strings.Trim(s, ".") == "",
		strings.HasSuffix(s, ".") || strings.HasSuffix(s, " "),
		strings.ContainsAny(s, `<>:"|?*`) || strings.ContainsFunc(s, unseen),
		slices.Contains(devices, stem),
		len(stem) >= 4 && (stem[:3] == "com" || stem[:3] == "lpt") && len([]rune(stem[3:])) == 1 && strings.ContainsAny(stem[3:], "0123456789¹²³"):
		return false
	}
	return true
}

// unseen tells of signs that nobody sees, or that turn the others round.
func unseen(r rune) bool {
	return unicode.IsControl(r) || r == unicode.ReplacementChar ||
		r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 || r == 0xfeff
}

func ignorable(s string) bool {
	lower := strings.ToLower(s)
	return strings.HasPrefix(s, "~$") || strings.HasPrefix(s, ".") && s != "." && s != ".." ||
		lower == "__macosx" || lower == "thumbs.db" || lower == "desktop.ini"
}

// kind is what a file of the draft is.
type kind int

const (
	photoFile kind = iota + 1
	workbookFile
	archiveFile
)

// kinds are the endings that are taken. What cannot be used after all, such as an
// old workbook or a HEIC photo, is taken as well: the check says by row what to do
// about it.
var kinds = map[string]kind{
	".xlsx": workbookFile, ".xls": workbookFile, ".xlsm": workbookFile, ".xlsb": workbookFile, ".ods": workbookFile, ".csv": workbookFile,
	".zip": archiveFile,
	".jpg": photoFile, ".jpeg": photoFile, ".jfif": photoFile, ".png": photoFile, ".webp": photoFile, ".heic": photoFile, ".heif": photoFile,
	".avif": photoFile, ".gif": photoFile, ".bmp": photoFile, ".tif": photoFile, ".tiff": photoFile,
}

func kindOf(name string) (kind, error) {
	k, ok := kinds[strings.ToLower(path.Ext(name))]
	if !ok {
		return 0, ErrKind
	}
	return k, nil
}

// photoFolders are what people call the folder of photos.
var photoFolders = []string{"photos", "photo", "anh", "hinh", "hinh anh", "images"}

// photoPath returns the path of a photo below the draft's folder of photos: what
// stands before a folder that is called so is left out.
func photoPath(name string) string {
	segments := strings.Split(name, "/")
	for i, s := range segments[:len(segments)-1] {
		if slices.Contains(photoFolders, catalog.Fold(s)) {
			return strings.Join(segments[i+1:], "/")
		}
	}
	return name
}
