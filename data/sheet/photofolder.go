package sheet

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"hangviet/data/catalog"
)

// photoFolder is the folder of photos by name. It is only ever opened as a
// root: no name, and no link in it, leads out of it.
type photoFolder struct {
	root  *os.Root          // nil when there is no folder
	files map[string]string // folded name → path within the folder
	stems map[string]string // the same without the ending; "" when several have it
	links map[string]bool   // folded names of links
	names []string
}

// openPhotoFolder lists dir, which may be missing.
func openPhotoFolder(dir string) (*photoFolder, error) {
	f := &photoFolder{files: map[string]string{}, stems: map[string]string{}, links: map[string]bool{}}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open photos: %w", err)
	}
	f.root = root
	if err := fs.WalkDir(root.FS(), ".", f.visit); err != nil {
		root.Close()
		return nil, fmt.Errorf("list photos: %w", err)
	}
	return f, nil
}

func (f *photoFolder) visit(name string, entry fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case entry.Type()&fs.ModeSymlink != 0:
		f.links[foldName(name)] = true
	case entry.Type().IsRegular():
		f.files[foldName(name)] = name
		f.names = append(f.names, name)
		stem := stemOf(foldName(name))
		if other, taken := f.stems[stem]; taken && other != name {
			name = ""
		}
		f.stems[stem] = name
	}
	return nil
}

// Close closes the folder.
func (f *photoFolder) Close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}

// foldName is the key on which file names are compared: composed, whatever the
// file system made of it, and without regard to case.
func foldName(name string) string {
	return strings.ToLower(strings.TrimSpace(catalog.NFC(strings.ReplaceAll(name, "\\", "/"))))
}

func stemOf(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// The reasons for which a name is no photo.
var (
	errOutside   = errors.New("name leads out of the folder")
	errShortcut  = errors.New("photo is a link")
	errNotInside = errors.New("no such photo")
)

// find returns the path of the photo that a cell names, relative to the folder.
// The folder's own name in front and a missing ending are understood.
func (f *photoFolder) find(name string) (string, error) {
	k := strings.TrimPrefix(foldName(name), "./")
	if !filepath.IsLocal(filepath.FromSlash(k)) || path.IsAbs(k) || strings.Contains(k, ":") ||
		strings.Contains("/"+k+"/", "/../") {
		return "", errOutside
	}
	for _, k := range []string{k, strings.TrimPrefix(k, PhotoDir+"/")} {
		if f.links[k] {
			return "", errShortcut
		}
		if file, ok := f.files[k]; ok {
			return file, nil
		}
		if file := f.stems[k]; file != "" {
			return file, nil
		}
	}
	return "", errNotInside
}

// wantedPhoto is a photo that a cell names.
type wantedPhoto struct {
	by     record
	column string
	path   string // within the folder
	alt    catalog.Text
	give   func(catalog.Photo) // takes the photo once it is prepared
}

// photoNames reads the photos that a cell names, in order; the caption goes to
// the first.
func (c record) photoNames(column, caption string) []wantedPhoto {
	var out []wantedPhoto
	alt := c.heading(caption)
	for _, name := range c.fileNames(column) {
		file, err := c.r.folder.find(name)
		switch {
		case errors.Is(err, errOutside):
			c.fault(column, photoOutside, name)
		case errors.Is(err, errShortcut):
			c.fault(column, photoLink, name)
		case err != nil:
			c.fault(column, photoMissing, name, c.r.suggest(name, c.r.folder.names))
		default:
			out = append(out, wantedPhoto{by: c, column: column, path: file, alt: alt})
			alt = nil
		}
	}
	return out
}

// fileNames parts a cell into names; a name with a comma in it is kept whole
// when there is such a file.
func (c record) fileNames(column string) []string {
	cell := c.raw(column, "vi")
	if _, err := c.r.folder.find(cell); err == nil {
		return []string{cell}
	}
	return list(cell)
}
