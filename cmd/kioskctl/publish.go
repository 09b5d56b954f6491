package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/release"
	"hangviet/data/sheet"
)

const publishHelp = `usage: kioskctl publish --from DIR --repo REPO [--keys KEYS]... [--tickets FILE]...
                        [--note TEXT] [--stage ID,...] [--lang vi|en]

Signs the workbook and photos of DIR as the next release of the content folder REPO.`

// runPublish makes a release from a workbook and adds it to a content folder.
func runPublish(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := publishing{cli: newCLI("publish", publishHelp, stdout, stderr), now: time.Now()}
	p.flags.StringVar(&p.from, "from", "", "`folder` of the workbook and photos/")
	p.flags.StringVar(&p.repo, "repo", "", "content `folder` to add to; made when it is not there")
	p.keys.addFlags(p.cli, "`folder` of keys, may be given several times (default FROM/keys)")
	p.addTicketFlags()
	p.flags.StringVar(&p.note, "note", "", "what is new, in a sentence")
	p.flags.StringVar(&p.version, "minimum-version", "", "`version` of the kiosk that the release needs, as 1.4")
	p.flags.IntVar(&p.days, "valid-days", int(release.DefaultValidity/(24*time.Hour)), "how long kiosks may take the release, in `days`")
	p.flags.IntVar(&p.keep, "keep", release.DefaultKeep, "how many `releases` the folder supports: patches lead from them, and what none of them needs is removed")
	p.flags.Int64Var(&p.number, "number", 0, "`number` of the release, when the content folder was lost (default: the next)")
	p.flags.Func("stage", "`IDs` of the kiosks that take it first, parted by commas; the others wait for a release without", p.addStage)
	p.speak("the sentences")
	return p.run(ctx, args, p.fits, p.publish)
}

// maxDays is the longest validity that can be asked for: 200 years.
const maxDays = 200 * 365

// publishing is one run of publish.
type publishing struct {
	*cli
	from, repo, note, version string
	keys                      keyRing
	lists                     ticketLists
	days, keep                int
	stage                     []string
	number                    int64
	now                       time.Time
}

func (p *publishing) addStage(ids string) error {
	for id := range strings.SplitSeq(ids, ",") {
		p.stage = append(p.stage, strings.ToLower(strings.TrimSpace(id)))
	}
	return nil
}

func (p *publishing) fits(rest []string) bool {
	return nothing(rest) && p.from != "" && p.repo != "" && p.days > 0 && p.days <= maxDays && p.keep > 0
}

func (p *publishing) publish(ctx context.Context, _ []string) error {
	if len(p.keys.dirs) == 0 {
		p.keys.dirs = []string{filepath.Join(p.from, "keys")}
	}
	keys, err := p.keys.load(p.stderr)
	if err != nil {
		return err
	}
	book, err := p.read(ctx)
	if err != nil {
		return err
	}
	tickets, err := p.loadTickets(book.Rounds)
	if err != nil {
		return err
	}
	if err := p.checkLast(ctx, keys, book.Rounds, tickets); err != nil {
		return err
	}
	edition := edition.Of(book)
	edition.Tickets = tickets
	m, report, err := edition.Publish(ctx, p.repo, keys, release.Input{
		Note: catalog.NFC(p.note), MinimumVersion: p.version, Stage: p.stage, IssuedAt: p.now,
		ValidFor: time.Duration(p.days) * 24 * time.Hour, Number: p.number, Keep: p.keep,
	})
	if err != nil {
		return err
	}
	return errors.Join(p.print(book, m, report), p.printTickets(tickets))
}

// read reads the workbook; what is wrong with it is printed.
func (p *publishing) read(ctx context.Context) (*sheet.Book, error) {
	opt, err := edition.Options(p.now)
	if err != nil {
		return nil, err
	}
	photos := newProgressLine(p.stderr, p.in("Chuẩn bị ảnh", "Preparing photos"), p.lang)
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
		return nil, p.refuse("danh mục còn lỗi, chưa phát hành gì.", "the workbook has errors; nothing was published.")
	}
	return book, nil
}

func (p *publishing) print(book *sheet.Book, m release.Manifest, r release.Report) error {
	err := p.say(
		"Đã phát hành bản %d vào %s: %d sản phẩm, %d chủ thể, %d tệp ảnh.\nTệp mới: %d (%d byte); dùng lại: %d (%d byte).\n",
		"Published release %d to %s: %d products, %d producers, %d photo files.\nNew files: %d (%d bytes); used again: %d (%d bytes).\n",
		m.Number, p.repo, len(book.Catalogue.Products), len(book.Catalogue.Producers), len(book.Photos),
		r.NewFiles, r.NewBytes, r.ReusedFiles, r.ReusedBytes)
	if err == nil && m.Stage != nil {
		err = p.say("Chỉ %d kiosk nhận bản này trước; phát hành lại không có --stage để gửi cho tất cả.\n",
			"%d kiosks take it first; publish again without --stage to give it to all.\n", len(m.Stage))
	}
	if err == nil {
		err = p.printKept(r)
	}
	if end := m.IssuedAt.AddDate(0, 0, p.days); err == nil && r.RootExpires.Before(end) {
		err = p.remark(
			"root hết hạn ngày %s, trước bản phát hành này; hãy chạy kioskctl keys renew.",
			"the root runs out on %s, before this release does; run kioskctl keys renew.",
			catalog.DateOf(r.RootExpires).Show())
	}
	return err
}

// printKept tells of patches, of what was removed, and of what stays hidden.
func (p *publishing) printKept(r release.Report) error {
	err := p.say("Bản vá: %d (%d byte); đã xóa: %d tệp cũ (%d byte).\n", "Patches: %d (%d bytes); removed: %d old files (%d bytes).\n",
		r.Patches, r.PatchBytes, r.PrunedFiles, r.PrunedBytes)
	if err == nil && len(r.Withdrawn) > 0 {
		err = p.remark(
			"vẫn còn bị ẩn vì đã rút trước đó: %s. Để hiện lại: kioskctl withdraw --restore.",
			"still hidden because they were withdrawn before: %s. To show them again: kioskctl withdraw --restore.",
			strings.Join(r.Withdrawn, ", "))
	}
	return err
}
