package sheet

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// PhotoDir is the folder of photos beside the workbook.
const PhotoDir = "photos"

// TemplateName is the file name of the workbook that [WriteTemplate] is asked
// for by `kioskctl init`, in every language.
const TemplateName = "catalogue.xlsx"

// Options say how a folder is read.
type Options struct {
	Now            time.Time // the moment at which certificates are judged
	Provinces      *catalog.Provinces
	Classification *catalog.Classification
	// Work keeps prepared photos from one time to the next; "" is the folder
	// ".kioskctl" beside the workbook. It may be deleted at any time.
	Work string
	// CheckOnly looks at the head and the end of each photo and prepares none:
	// the catalogue's photos name no files and Book.Photos is empty.
	CheckOnly bool
	// Progress is told after each photo how many of all are done; one call at a
	// time. nil for nobody.
	Progress func(done, total int)

	clock func() time.Time // nil: time.Now; for tests
}

// Book is what a folder holds.
type Book struct {
	Path      string // the workbook
	Opened    bool   // it could be read as a workbook, whatever is in it
	Catalogue catalog.Catalogue
	Rounds    []vote.Round
	// Photos leads from the SHA-256 of each published picture, full and thumb
	// alike, in lower-case hexadecimal, to its file in the work folder.
	Photos   map[string]string
	Problems []Problem // by sheet, row and column
}

// HasErrors tells whether the book must not be published.
func (b *Book) HasErrors() bool {
	for _, p := range b.Problems {
		if p.Severity == catalog.Error {
			return true
		}
	}
	return false
}

// workFolder is where prepared photos are kept unless Options.Work says
// otherwise.
const workFolder = ".kioskctl"

// Read reads the one workbook (.xlsx) in dir and the photos it names. What is
// wrong with the content is in Book.Problems, also when the workbook cannot be
// opened at all; the error is for a folder that cannot be read, a work folder
// that cannot be written and a context that ended.
func Read(ctx context.Context, dir string, opt Options) (*Book, error) {
	if opt.Work == "" {
		opt.Work = filepath.Join(dir, workFolder)
	}
	book := &Book{Photos: map[string]string{}}
	name, problem, err := findWorkbook(dir)
	if err != nil {
		return nil, err
	}
	if problem != nil {
		book.Problems = []Problem{*problem}
		return book, nil
	}
	book.Path = filepath.Join(dir, name)
	r := newReader(name, book, opt)
	f, err := openWorkbook(book.Path)
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		r.refuse(refused)
		return book, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if r.folder, err = openPhotoFolder(filepath.Join(dir, PhotoDir)); err != nil {
		return nil, err
	}
	defer r.folder.Close()
	return book, r.read(ctx, f)
}

// read reads the open workbook.
func (r *reader) read(ctx context.Context, f *excelize.File) error {
	if err := r.readSheets(ctx, f); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.refuse(&refusal{rule: damaged})
		return nil
	}
	return r.readTables(ctx)
}

// readTables makes the catalogue of the sheets that were found.
func (r *reader) readTables(ctx context.Context) error {
	r.readAbout()
	r.readProducers()
	r.readPoints()
	r.readEvents()
	products := r.readProducts()
	r.readShown()
	r.readLinks(products)
	r.readTitles(products)
	r.readRounds(products)
	if err := r.preparePhotos(ctx); err != nil {
		return err
	}
	r.checkCatalogue()
	r.sortProblems()
	r.book.Opened = true
	return nil
}
