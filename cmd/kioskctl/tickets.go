package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/cards"
	"hangviet/data/ticket"
)

const ticketsHelp = `usage: kioskctl tickets --round R --count N --out FILE [--out FILE] [--list FILE]
                        [--title TEXT] [--per-page N] [--lang vi|en]

Draws N one-time codes for round R. FILE.csv is a table of number and code,
FILE.pdf sheets of A4 with a card for each code, to print and cut; give --out twice
for both. Whoever has these files can vote N times: keep them like money.

The list file has no codes, only what a kiosk recognises them by. Hand it to
kioskctl publish --tickets, or put it into the folder tickets/ beside the workbook.
Run the command again for more codes: lists of a round are added together.
Nothing is overwritten.`

// runTickets draws one-time codes and writes them as a table, as cards and as the
// list that goes into a release.
func runTickets(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	d := drawing{cli: newCLI("tickets", ticketsHelp, stdout, stderr), now: time.Now()}
	d.flags.StringVar(&d.round, "round", "", "id of the `round`, as in the workbook")
	d.flags.IntVar(&d.count, "count", 0, fmt.Sprintf("how many `codes`, 1 to %d", ticket.MaxMarks))
	d.flags.Func("out", "`file` for the codes, .csv or .pdf; may be given several times", d.addOut)
	d.flags.StringVar(&d.list, "list", "", "`file` for the list (default: the first FILE with "+listSuffix+")")
	d.flags.StringVar(&d.title, "title", "", "what stands on the cards, in Vietnamese (default: the round's id)")
	d.flags.IntVar(&d.perPage, "per-page", 10, fmt.Sprintf("cards on a page, one of `%v`", cards.PerPage()))
	d.speak("the sentences")
	return d.run(ctx, args, d.fits, d.draw)
}

// listSuffix is how the name of a list ends.
const listSuffix = ".list"

// drawing is one run of tickets.
type drawing struct {
	*cli
	round, title, list string
	outs               []string
	count, perPage     int
	now                time.Time
}

func (d *drawing) addOut(path string) error {
	switch filepath.Ext(path) {
	case ".csv", ".pdf":
		d.outs = append(d.outs, path)
		return nil
	}
	return errors.New("it must end in .csv or .pdf")
}

// fits fills in what was not given.
func (d *drawing) fits(rest []string) bool {
	if d.title == "" {
		d.title = d.round
	}
	if d.list == "" && len(d.outs) > 0 {
		d.list = strings.TrimSuffix(d.outs[0], filepath.Ext(d.outs[0])) + listSuffix
	}
	return nothing(rest) && d.round != "" && d.count > 0 && len(d.outs) > 0
}

func (d *drawing) draw(ctx context.Context, _ []string) error {
	if err := d.check(); err != nil {
		return err
	}
	paths := append(slices.Clone(d.outs), d.list)
	files, err := createNew(paths)
	if exists := (*errExists)(nil); errors.As(err, &exists) {
		return d.refuse("đã có %s; tickets không ghi đè. Hãy chọn tên khác.",
			"%s is there already; tickets replaces nothing. Choose another name.", exists.path)
	}
	if err != nil {
		return err
	}
	if err := d.fill(ctx, files); err != nil {
		return errors.Join(err, removeAll(paths))
	}
	return d.say(ticketsDone["vi"], ticketsDone["en"], d.count, d.round, strings.Join(d.outs, ", "), d.list)
}

// ticketsDone says what to do next, by language.
var ticketsDone = map[string]string{
	"vi": "Đã tạo %d mã cho đợt “%s”: %s\n  Ai có mã thì bỏ phiếu được: hãy giữ kín các tệp này, phát xong thì hủy.\n" +
		"Danh sách để nhận ra mã: %[4]s\nTiếp theo: kioskctl publish --tickets %[4]s\n",
	"en": "Made %d codes for round “%s”: %s\n  Whoever has a code can vote: keep these files secret, and destroy them once handed out.\n" +
		"The list that recognises them: %[4]s\nNext: kioskctl publish --tickets %[4]s\n",
}

// check refuses what would be found out only after the work.
func (d *drawing) check() error {
	switch {
	case !ticket.IsRound(d.round):
		return d.refuse("--round: “%s” không thể là mã của một đợt bình chọn.", "--round: “%s” cannot be the id of a round.", d.round)
	case d.count > ticket.MaxMarks:
		return d.refuse("--count: %d mã là quá nhiều, tối đa %d.", "--count: %d codes are too many, at most %d.", d.count, ticket.MaxMarks)
	case !slices.ContainsFunc(d.outs, isPDF):
		return nil
	}
	switch err := d.sheet(nil).Check(d.count); {
	case errors.Is(err, cards.ErrTitle):
		return d.refuse("--title: cần từ 1 đến 120 ký tự.", "--title: it takes 1 to 120 characters.")
	case errors.Is(err, cards.ErrGlyph):
		return d.refuse("--title: có ký tự không in được (%v).", "--title: it has a character that cannot be printed (%v).", err)
	case errors.Is(err, cards.ErrGrid):
		return d.refuse("--per-page: không chia được trang cho %d thẻ; hãy chọn một trong %v.",
			"--per-page: %d cards do not fill a page evenly; choose one of %v.", d.perPage, cards.PerPage())
	case errors.Is(err, cards.ErrMany):
		return d.refuse("--count: một tệp PDF chứa tối đa %[2]d thẻ, không phải %[1]d. Hãy chạy nhiều lần; các danh sách được cộng lại.",
			"--count: a PDF holds at most %[2]d cards, not %[1]d. Run it several times; lists are added together.", d.count, cards.Most)
	default:
		return err
	}
}

func isPDF(path string) bool { return filepath.Ext(path) == ".pdf" }

func (d *drawing) sheet(codes []ticket.Code) cards.Sheet {
	return cards.Sheet{Title: d.title, Codes: codes, PerPage: d.perPage, Made: d.now}
}

// fill draws the codes and writes the files, the list last: without it codes are
// worth nothing.
func (d *drawing) fill(ctx context.Context, files []*os.File) error {
	list := ticket.NewList(d.round)
	codes, err := ticket.Draw(rand.Reader, d.count)
	if err != nil {
		return errors.Join(err, closeAll(files))
	}
	line := newProgressLine(d.stderr, d.in("Tính mã", "Marking codes"), d.lang)
	marks, err := list.MarkAll(ctx, codes, func(done int) { line.show(done, len(codes)) })
	line.end()
	if list = list.With(marks); err == nil && len(list.Marks) < d.count {
		err = errors.New("two codes have one mark; run the command again") // once in 37 million runs of a million codes
	}
	if err != nil {
		return errors.Join(err, closeAll(files))
	}
	for _, f := range files {
		err = errors.Join(err, d.write(ctx, f, codes, list), f.Sync(), f.Close())
	}
	return err
}

// write writes the file that its name asks for.
func (d *drawing) write(ctx context.Context, f *os.File, codes []ticket.Code, list ticket.List) (err error) {
	switch {
	case f.Name() == d.list:
		_, err = f.Write(list.Encode())
	case isPDF(f.Name()):
		err = cards.Write(ctx, f, d.sheet(codes))
	default:
		err = writeTable(f, codes)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", f.Name(), err)
	}
	return nil
}

// writeTable writes a table that Excel opens as it is: UTF-8 with a mark in front,
// lines that end as Windows ends them.
func writeTable(w io.Writer, codes []ticket.Code) error {
	out := bufio.NewWriter(w)
	out.WriteString("\ufeff") // what goes wrong, Flush tells
	table := csv.NewWriter(out)
	table.UseCRLF = true
	table.Write([]string{"number", "code"})
	for i, c := range codes {
		table.Write([]string{strconv.Itoa(i + 1), c.String()})
	}
	table.Flush()
	return errors.Join(table.Error(), out.Flush())
}

// createNew makes files that only their owner may read, all or none.
func createNew(paths []string) (files []*os.File, err error) {
	for i, path := range paths {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			err = &errExists{path}
		}
		if err != nil {
			return nil, errors.Join(err, closeAll(files), removeAll(paths[:i]))
		}
		files = append(files, f)
	}
	return files, nil
}

func closeAll(files []*os.File) (err error) {
	for _, f := range files {
		err = errors.Join(err, f.Close())
	}
	return err
}

func removeAll(paths []string) (err error) {
	for _, path := range paths {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}
