package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/sheet"
	"hangviet/data/store"
)

// runPublish makes a release from a workbook and adds it to a content folder.
func runPublish(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("publish", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl publish --from DIR --repo REPO [--keys KEYS]... [--note TEXT] [--lang vi|en]")
		fmt.Fprintln(stderr, "\nSigns the workbook and photos of DIR as the next release of the content folder REPO.")
		flags.PrintDefaults()
	}
	p := publishing{now: time.Now(), stdout: stdout, stderr: stderr}
	flags.StringVar(&p.from, "from", "", "`folder` of the workbook and photos/")
	flags.StringVar(&p.repo, "repo", "", "content `folder` to add to; made when it is not there")
	flags.Func("keys", "`folder` of keys, may be given several times (default FROM/keys)", p.addKeys)
	flags.StringVar(&p.note, "note", "", "what is new, in a sentence")
	flags.StringVar(&p.version, "minimum-version", "", "`version` of the kiosk that the release needs, as 1.4")
	flags.IntVar(&p.days, "valid-days", int(release.DefaultValidity/(24*time.Hour)), "how long kiosks may take the release, in `days`")
	flags.IntVar(&p.keep, "keep", release.DefaultKeep, "how many `releases` the folder supports: patches lead from them, and what none of them needs is removed")
	flags.Int64Var(&p.number, "number", 0, "`number` of the release, when the content folder was lost (default: the next)")
	flags.StringVar(&p.secret, "passphrase-file", "", "`file` whose first line opens the keys")
	flags.StringVar(&p.lang, "lang", "vi", "language of the sentences, `vi or en`")
	rest, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	if len(rest) > 0 || p.from == "" || p.repo == "" || p.days < 1 || p.days > maxDays || p.keep < 1 || !langKnown(p.lang) {
		flags.Usage()
		return exitUsage
	}
	return p.exit(p.run(ctx))
}

// maxDays is the longest validity that can be asked for: 200 years.
const maxDays = 200 * 365

// publishing is one run of publish.
type publishing struct {
	from, repo, note, version, secret, lang string
	keyDirs                                 []string
	days, keep                              int
	number                                  int64
	now                                     time.Time
	stdout, stderr                          io.Writer
}

// errRefused says that what is wrong with the workbook has been printed.
var errRefused = errors.New("the workbook has errors")

func (p *publishing) addKeys(dir string) error {
	p.keyDirs = append(p.keyDirs, dir)
	return nil
}

func (p *publishing) exit(err error) int {
	switch {
	case err == nil:
		return exitOK
	case !errors.Is(err, errRefused):
		printFault(p.stderr, "publish", p.lang, err)
	}
	return exitFailed
}

func (p *publishing) run(ctx context.Context) error {
	keys, err := p.loadKeys()
	if err != nil {
		return err
	}
	book, err := p.read(ctx)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "hangviet-publish-*")
	if err != nil {
		return fmt.Errorf("make work folder: %w", err)
	}
	defer os.RemoveAll(work)
	if err := p.checkRounds(ctx, keys, work, book.Rounds); err != nil {
		return err
	}
	db := filepath.Join(work, "catalog.db")
	if err := store.WriteCatalogue(ctx, db, book.Catalogue, book.Rounds); err != nil {
		return err
	}
	m, report, err := release.Publish(ctx, p.repo, keys, release.Input{
		CatalogueDB: db, Photos: book.Photos, Note: catalog.NFC(p.note), MinimumVersion: p.version,
		Sample: book.Catalogue.Sample, IssuedAt: p.now, ValidFor: time.Duration(p.days) * 24 * time.Hour, Number: p.number,
		Keep: p.keep, Has: hasCode(book.Catalogue.Products),
	})
	if err != nil {
		return err
	}
	return p.print(book, m, report)
}

// hasCode tells whether a product is among those.
func hasCode(products []catalog.Product) func(code string) bool {
	known := make(map[string]bool, len(products))
	for _, p := range products {
		known[p.Code] = true
	}
	return func(code string) bool { return known[code] }
}

// read reads the workbook; what is wrong with it is printed.
func (p *publishing) read(ctx context.Context) (*sheet.Book, error) {
	opt, err := sheetOptions(p.now)
	if err != nil {
		return nil, err
	}
	photos := newPhotoLine(p.stderr, p.lang)
	opt.Progress = photos.show
	book, err := sheet.Read(ctx, p.from, opt)
	photos.end()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p.from, err)
	}
	for _, problem := range book.Problems {
		fmt.Fprintln(p.stderr, sentence(problem, p.lang))
	}
	if book.HasErrors() {
		fmt.Fprint(p.stderr, p.say("kioskctl: danh mục còn lỗi, chưa phát hành gì.\n", "kioskctl: the workbook has errors; nothing was published.\n"))
		return nil, errRefused
	}
	return book, nil
}

func (p *publishing) loadKeys() (release.Keys, error) {
	if len(p.keyDirs) == 0 {
		p.keyDirs = []string{filepath.Join(p.from, "keys")}
	}
	var all release.Keys
	for _, dir := range p.keyDirs {
		keys, err := release.LoadKeys(dir, asker(p.secret, dir, p.stderr))
		if err != nil {
			return release.Keys{}, err
		}
		all = all.With(keys)
	}
	return all, nil
}

// asker returns what gets the passphrase of a folder's keys: from the file, or
// from the person at the terminal.
func asker(secret, dir string, stderr io.Writer) func() (string, error) {
	return func() (string, error) {
		if secret != "" {
			return readPassphrase(secret)
		}
		terminal := int(os.Stdin.Fd())
		if !term.IsTerminal(terminal) {
			return "", errors.New("the keys have a passphrase: give --passphrase-file")
		}
		fmt.Fprintf(stderr, "Mật khẩu của khóa / passphrase of the keys in %s: ", dir)
		text, err := term.ReadPassword(terminal)
		fmt.Fprintln(stderr)
		if err != nil {
			return "", fmt.Errorf("read passphrase: %w", err)
		}
		return string(text), nil
	}
}

func (p *publishing) say(vi, en string) string {
	return catalog.Text{"vi": vi, "en": en}.In(p.lang)
}

func (p *publishing) print(book *sheet.Book, m release.Manifest, r release.Report) error {
	_, err := fmt.Fprintf(p.stdout, p.say(
		"Đã phát hành bản %d vào %s: %d sản phẩm, %d chủ thể, %d tệp ảnh.\nTệp mới: %d (%d byte); dùng lại: %d (%d byte).\n",
		"Published release %d to %s: %d products, %d producers, %d photo files.\nNew files: %d (%d bytes); used again: %d (%d bytes).\n"),
		m.Number, p.repo, len(book.Catalogue.Products), len(book.Catalogue.Producers), len(book.Photos),
		r.NewFiles, r.NewBytes, r.ReusedFiles, r.ReusedBytes)
	if err == nil {
		err = p.printKept(r)
	}
	if end := m.IssuedAt.AddDate(0, 0, p.days); err == nil && r.RootExpires.Before(end) {
		_, err = fmt.Fprintf(p.stderr, p.say(
			"Lưu ý: root hết hạn ngày %s, trước bản phát hành này; hãy chạy kioskctl keys renew.\n",
			"Note: the root runs out on %s, before this release does; run kioskctl keys renew.\n"),
			catalog.DateOf(r.RootExpires).Show())
	}
	return err
}

// printKept tells of patches, of what was removed, and of what stays hidden.
func (p *publishing) printKept(r release.Report) error {
	_, err := fmt.Fprintf(p.stdout, p.say(
		"Bản vá: %d (%d byte); đã xóa: %d tệp cũ (%d byte).\n", "Patches: %d (%d bytes); removed: %d old files (%d bytes).\n"),
		r.Patches, r.PatchBytes, r.PrunedFiles, r.PrunedBytes)
	if err == nil && len(r.Withdrawn) > 0 {
		_, err = fmt.Fprintf(p.stderr, p.say(
			"Lưu ý: vẫn còn bị ẩn vì đã rút trước đó: %s. Để hiện lại: kioskctl withdraw --restore.\n",
			"Note: still hidden because they were withdrawn before: %s. To show them again: kioskctl withdraw --restore.\n"),
			strings.Join(r.Withdrawn, ", "))
	}
	return err
}
