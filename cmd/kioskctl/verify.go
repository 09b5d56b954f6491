package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/release"
	"hangviet/data/store"
)

const verifyHelp = `usage: kioskctl verify --repo REPO|URL --root ROOT.json [--json] [--lang vi|en]

Checks every signature, file and photo of a content folder and opens its catalogue.
Exits 1 and names the file when one is not as it was signed.`

// runVerify re-hashes a whole content folder and says what it holds.
func runVerify(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	v := verifying{cli: newCLI("verify", verifyHelp, stdout, stderr), now: time.Now()}
	v.flags.StringVar(&v.repo, "repo", "", "content `folder` or address")
	v.flags.StringVar(&v.root, "root", "", "the organiser's root.json, `file`")
	v.speak("the sentences")
	v.flags.BoolVar(&v.asJSON, "json", false, "print one JSON object instead")
	fits := func(rest []string) bool { return nothing(rest) && v.repo != "" && v.root != "" }
	return v.run(ctx, args, fits, func(ctx context.Context, _ []string) error {
		if err := v.verify(ctx); err != nil {
			return err
		}
		return v.print()
	})
}

// verifying is one run of verify.
type verifying struct {
	*cli
	repo, root string
	asJSON     bool
	now        time.Time
	found      verified
}

// verified is what --json prints.
type verified struct {
	Release     int64          `json:"release"`
	Issued      time.Time      `json:"issued"`
	Expires     time.Time      `json:"expires"` // the first of the signatures
	Note        string         `json:"note"`
	Sample      bool           `json:"sample"`
	Products    int            `json:"products"`
	Producers   int            `json:"producers"`
	Photos      int            `json:"photos"`            // photographs; each is two files
	PhotoFiles  int            `json:"photo_files"`       // in the packs
	Tickets     map[string]int `json:"tickets,omitempty"` // by round
	Files       int            `json:"files"`             // catalogue, index and packs
	Bytes       int64          `json:"bytes"`             // of those
	Root        int64          `json:"root"`              // number of the newest root
	Fingerprint string         `json:"fingerprint"`       // of ROOT.json
}

func (v *verifying) verify(ctx context.Context) error {
	c, err := openSigned(ctx, v.repo, v.root, v.now)
	if err != nil {
		return err
	}
	return edition.InWorkFolder(func(dir string) error {
		db := filepath.Join(dir, "catalog.db")
		held, err := verifyFiles(ctx, c, db)
		if err != nil {
			return err
		}
		v.found = verified{
			Release: held.Manifest.Number, Issued: held.Manifest.IssuedAt, Expires: held.Expires, Note: held.Manifest.Note,
			Sample: held.Manifest.Sample, PhotoFiles: held.Photos, Files: held.Files, Bytes: held.Bytes, Root: held.Root,
			Fingerprint: release.Fingerprint(c.root),
		}
		index, err := c.Index(ctx, c.Source)
		if err != nil {
			return err
		}
		return c.ReadFrom(ctx, db, func(file *store.Catalogue) error {
			if err := v.checkCatalogue(ctx, file, index); err != nil {
				return c.Blame(err)
			}
			return nil
		})
	})
}

// verifyFiles hashes everything and leaves the catalogue at path db.
func verifyFiles(ctx context.Context, c signed, db string) (release.Holdings, error) {
	f, err := os.Create(db)
	if err != nil {
		return release.Holdings{}, fmt.Errorf("unpack catalogue: %w", err)
	}
	held, err := c.Verify(ctx, c.Source, f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return held, err
}

// checkCatalogue checks the catalogue itself, and that each of its photos is in
// the packs.
func (v *verifying) checkCatalogue(ctx context.Context, c *store.Catalogue, index release.PhotoIndex) (err error) {
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
	if v.found.Tickets, err = countTickets(ctx, c); err != nil {
		return err
	}
	v.found.Products, v.found.Producers, v.found.Photos, err = c.Counts(ctx)
	return err
}

// countTickets returns how many tickets each round has, of those that have any.
func countTickets(ctx context.Context, c *store.Catalogue) (map[string]int, error) {
	rounds, err := c.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	lists, err := edition.TicketsOf(ctx, c, rounds)
	count := make(map[string]int, len(lists))
	for _, l := range lists {
		count[l.Round] = len(l.Marks)
	}
	return count, err
}

func (v *verifying) print() error {
	if v.asJSON {
		return printJSON(v.stdout, v.found)
	}
	f := v.found
	err := v.say(
		"Bản phát hành %d còn nguyên vẹn.\n  phát hành lúc  %s, nhận được đến %s\n  ghi chú        %s\n"+
			"  nội dung       %d sản phẩm, %d chủ thể, %d ảnh\n  tệp            %d tệp, %d byte, %d tệp ảnh\n  root           số %d, vân tay %s\n",
		"Release %d is whole.\n  issued    %s, may be taken until %s\n  note      %s\n"+
			"  content   %d products, %d producers, %d photos\n  files     %d files, %d bytes, %d photo files\n  root      number %d, fingerprint %s\n",
		f.Release, showTime(f.Issued), showTime(f.Expires), cmp.Or(f.Note, "–"),
		f.Products, f.Producers, f.Photos, f.Files, f.Bytes, f.PhotoFiles, f.Root, f.Fingerprint)
	for _, round := range slices.Sorted(maps.Keys(f.Tickets)) {
		err = errors.Join(err, v.say("  mã phiếu       đợt “%s”: %d\n", "  tickets   round “%s”: %d\n", round, f.Tickets[round]))
	}
	return err
}

func showTime(t time.Time) string { return t.In(catalog.Zone).Format("15:04 02/01/2006") }
