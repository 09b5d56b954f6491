package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/store"
)

// runVerify re-hashes a whole content folder and says what it holds.
func runVerify(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl verify --repo REPO|URL --root ROOT.json [--json] [--lang vi|en]")
		fmt.Fprintln(stderr, "\nChecks every signature, file and photo of a content folder and opens its catalogue.\nExits 1 and names the file when one is not as it was signed.")
		flags.PrintDefaults()
	}
	v := verifying{now: time.Now()}
	flags.StringVar(&v.repo, "repo", "", "content `folder` or address")
	flags.StringVar(&v.root, "root", "", "the organiser's root.json, `file`")
	flags.StringVar(&v.lang, "lang", "vi", "language of the sentences, `vi or en`")
	asJSON := flags.Bool("json", false, "print one JSON object instead")
	rest, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	if len(rest) > 0 || v.repo == "" || v.root == "" || !langKnown(v.lang) {
		flags.Usage()
		return exitUsage
	}
	if err = v.run(ctx); err == nil {
		err = v.print(stdout, *asJSON)
	}
	if err != nil {
		printFault(stderr, "verify", v.lang, err)
		return exitFailed
	}
	return exitOK
}

// verifying is one run of verify.
type verifying struct {
	repo, root, lang string
	now              time.Time
	found            verified
}

// verified is what --json prints.
type verified struct {
	Release     int64     `json:"release"`
	Issued      time.Time `json:"issued"`
	Expires     time.Time `json:"expires"` // the first of the signatures
	Note        string    `json:"note"`
	Sample      bool      `json:"sample"`
	Products    int       `json:"products"`
	Producers   int       `json:"producers"`
	Photos      int       `json:"photos"`      // photographs; each is two files
	PhotoFiles  int       `json:"photo_files"` // in the packs
	Files       int       `json:"files"`       // catalogue, index and packs
	Bytes       int64     `json:"bytes"`       // of those
	Root        int64     `json:"root"`        // number of the newest root
	Fingerprint string    `json:"fingerprint"` // of ROOT.json
}

func (v *verifying) run(ctx context.Context) error {
	root, err := os.ReadFile(v.root)
	if err != nil {
		return fmt.Errorf("read root: %w", err)
	}
	src, err := openContent(v.repo)
	if err != nil {
		return err
	}
	c, err := release.CheckUnder(ctx, src, root, v.now)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "hangviet-verify-*")
	if err != nil {
		return fmt.Errorf("make work folder: %w", err)
	}
	defer os.RemoveAll(work)
	db := filepath.Join(work, "catalog.db")
	held, err := verifyFiles(ctx, c, src, db)
	if err != nil {
		return err
	}
	v.found = verified{
		Release: held.Manifest.Number, Issued: held.Manifest.IssuedAt, Expires: held.Expires, Note: held.Manifest.Note,
		Sample: held.Manifest.Sample, PhotoFiles: held.Photos, Files: held.Files, Bytes: held.Bytes, Root: held.Root,
		Fingerprint: release.Fingerprint(root),
	}
	index, err := c.Index(ctx, src)
	if err != nil {
		return err
	}
	if err := v.openCatalogue(ctx, db, index); err != nil {
		return &release.FileError{Name: "files/" + held.Manifest.Catalogue.SHA256, Err: err}
	}
	return nil
}

// openContent opens a content folder by path or address.
func openContent(repo string) (release.Source, error) {
	if strings.HasPrefix(repo, "http://") || strings.HasPrefix(repo, "https://") {
		return release.HTTP(nil, repo), nil
	}
	return release.Dir(repo)
}

// verifyFiles hashes everything and leaves the catalogue at path db.
func verifyFiles(ctx context.Context, c *release.Candidate, src release.Source, db string) (release.Holdings, error) {
	f, err := os.Create(db)
	if err != nil {
		return release.Holdings{}, fmt.Errorf("unpack catalogue: %w", err)
	}
	held, err := c.Verify(ctx, src, f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return held, err
}

// openCatalogue checks the catalogue itself, and that each of its photos is in
// the packs.
func (v *verifying) openCatalogue(ctx context.Context, path string, index release.PhotoIndex) error {
	c, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Check(ctx); err != nil {
		return err
	}
	for image, err := range c.Photos(ctx) {
		if err != nil {
			return err
		}
		if !index.Has(image.SHA256) {
			return fmt.Errorf("%w: photo %s is in no pack", release.ErrMixed, image.SHA256)
		}
	}
	v.found.Products, v.found.Producers, v.found.Photos, err = c.Counts(ctx)
	return err
}

func (v *verifying) print(w io.Writer, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(v.found)
	}
	f := v.found
	format := catalog.Text{
		"vi": "Bản phát hành %d còn nguyên vẹn.\n  phát hành lúc  %s, nhận được đến %s\n  ghi chú        %s\n" +
			"  nội dung       %d sản phẩm, %d chủ thể, %d ảnh\n  tệp            %d tệp, %d byte, %d tệp ảnh\n  root           số %d, vân tay %s\n",
		"en": "Release %d is whole.\n  issued    %s, may be taken until %s\n  note      %s\n" +
			"  content   %d products, %d producers, %d photos\n  files     %d files, %d bytes, %d photo files\n  root      number %d, fingerprint %s\n",
	}.In(v.lang)
	_, err := fmt.Fprintf(w, format, f.Release, showTime(f.Issued), showTime(f.Expires), cmp.Or(f.Note, "–"),
		f.Products, f.Producers, f.Photos, f.Files, f.Bytes, f.PhotoFiles, f.Root, f.Fingerprint)
	return err
}

func showTime(t time.Time) string { return t.In(catalog.Zone).Format("15:04 02/01/2006") }
