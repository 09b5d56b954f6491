package release

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Earlier is a release that the publisher's own content folder still holds.
type Earlier struct {
	Manifest Manifest

	files folder
	ctx   context.Context
}

// Held lists the releases that the content folder repo holds, the newest first,
// without checking signatures: it is the publisher's own. The last of them may be
// gone by the next publishing.
func Held(ctx context.Context, repo string) (all []Earlier, err error) {
	at := func(name string) folder { return folder{filepath.Join(repo, name), func(string) {}} }
	p := publisher{ctx: ctx, files: at("files"), targets: at("targets"), metadata: at("metadata")}
	sets, err := p.history()
	if err != nil {
		return nil, fmt.Errorf("list releases: %w", err)
	}
	for _, s := range sets {
		if n := len(all); n == 0 || all[n-1].Manifest.Number != s.Number {
			all = append(all, Earlier{s.Manifest, p.files, ctx})
		}
	}
	return all, nil
}

// Catalogue writes the release's catalogue to dst.
func (e Earlier) Catalogue(dst string) error {
	p := publisher{ctx: e.ctx, files: e.files}
	db, err := p.unpacked(e.Manifest.CatalogueDB, e.Manifest.Catalogue)
	if err != nil {
		return fmt.Errorf("unpack catalogue: %w", err)
	}
	defer os.Remove(db.Name())
	defer db.Close()
	t := Taking{dst: dst}
	return t.write(func(w io.Writer) error { return copyFile(db.Name(), w) })
}

// Index reads the release's photo index.
func (e Earlier) Index() (PhotoIndex, error) {
	p := publisher{ctx: e.ctx, files: e.files}
	text, err := p.indexOf(e.Manifest.Index)
	if err != nil {
		return PhotoIndex{}, fmt.Errorf("read photo index: %w", err)
	}
	return parseIndex(text)
}
