// Package batch keeps the codes of tickets between being drawn and being handed to
// the organiser.
//
// Whoever has the codes can vote as often as there are any, so they are nowhere for
// longer than needed: they are encrypted as soon as they are drawn, under a key that
// is shown to one person once and kept nowhere ([NewKey], [Seal]), and deleted once
// they were downloaded. Who has the server's disk, its database or a backup of it
// has no code. The marks by which kiosks recognise a ticket do not lead back to its
// code, see package ticket.
//
// The key is of 60 random bits, made to be written down: its check characters tell
// a slip of the pen. It is stretched by scrypt with 4 MB, which is little, as the
// key is no password that a person made up: to try all would take 2⁵⁹ times 10 ms on
// average, eleven thousand years of 16,000 processors.
//
// Start with [Draw].
package batch

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"filippo.io/age"

	"hangviet/data/cards"
	"hangviet/data/ticket"
)

// Most is the largest number of tickets of one batch.
const Most = 1_000_000

// ErrKey says that a key is not the one of the batch.
var ErrKey = errors.New("not the key of this batch")

// workFactor is the power of two of scrypt's cost.
const workFactor = 12

// NewKey draws the key of a batch.
func NewKey() (ticket.Code, error) { return ticket.New(rand.Reader) }

// Seal encrypts codes under a key (age, with a passphrase).
func Seal(codes []ticket.Code, key ticket.Code) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(string(key))
	if err != nil {
		return nil, fmt.Errorf("seal codes: %w", err)
	}
	recipient.SetWorkFactor(workFactor)
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipient)
	if err != nil {
		return nil, fmt.Errorf("seal codes: %w", err)
	}
	buffer := bufio.NewWriter(w)
	for _, c := range codes {
		buffer.WriteString(string(c) + "\n") // what goes wrong, Flush tells
	}
	if err := errors.Join(buffer.Flush(), w.Close()); err != nil {
		return nil, fmt.Errorf("seal codes: %w", err)
	}
	return out.Bytes(), nil
}

// Open decrypts what [Seal] made, or fails with [ErrKey]. typed is the key as a
// person writes it.
func Open(sealed []byte, typed string) ([]ticket.Code, error) {
	key, err := ticket.Parse(typed)
	if err != nil {
		return nil, ErrKey
	}
	identity, err := age.NewScryptIdentity(string(key))
	if err != nil {
		return nil, fmt.Errorf("open codes: %w", err)
	}
	identity.SetMaxWorkFactor(workFactor)
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return nil, ErrKey
	}
	if err != nil {
		return nil, fmt.Errorf("open codes: %w", err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("open codes: %w", err)
	}
	var codes []ticket.Code
	for line := range strings.Lines(string(text)) {
		codes = append(codes, ticket.Code(strings.TrimSuffix(line, "\n")))
	}
	return codes, nil
}

// WriteTable writes a table of number and code that Excel opens as it is. A code
// begins with a letter or a digit, so that none is taken for a formula.
func WriteTable(w io.Writer, codes []ticket.Code) error {
	out := bufio.NewWriter(w)
	out.WriteString("\ufeffnumber,code\r\n") // what goes wrong, Flush tells
	for i, c := range codes {
		fmt.Fprintf(out, "%d,%s\r\n", i+1, c)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write codes: %w", err)
	}
	return nil
}

// perFile is how many cards a PDF has at most: a file is made in memory, 14 KB for
// a card.
const perFile = 2000

// WriteZip writes the table and the cards to print, some thousand in a file, one
// after the other: a million take no more memory than a few. sheet has what stands
// on a card, without codes.
func WriteZip(ctx context.Context, w io.Writer, codes []ticket.Code, sheet cards.Sheet) error {
	if err := sheet.Check(min(len(codes), perFile)); err != nil {
		return err
	}
	out := zip.NewWriter(w)
	table, err := create(out, "codes.csv", sheet.Made)
	if err == nil {
		err = WriteTable(table, codes)
	}
	for from := 0; from < len(codes) && err == nil; from += perFile {
		to := min(len(codes), from+perFile)
		sheet.Codes, sheet.First = codes[from:to], from
		var file io.Writer
		if file, err = create(out, fmt.Sprintf("cards-%07d-%07d.pdf", from+1, to), sheet.Made); err == nil {
			err = cards.Write(ctx, file, sheet)
		}
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("write cards: %w", err)
	}
	return nil
}

// create begins a file of the archive. PDFs are compressed already.
func create(out *zip.Writer, name string, made time.Time) (io.Writer, error) {
	method := zip.Deflate
	if strings.HasSuffix(name, ".pdf") {
		method = zip.Store
	}
	return out.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: made})
}
