package room

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // documents may be photographed
	_ "image/png"
	"io"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/vault"
	"hangviet/data/sheet"
)

// ErrCutOff says that a document does not come to its end, or is damaged.
var ErrCutOff = errors.New("the document is cut off or damaged")

// headBytes is how much of a document is looked at before it is taken; within so
// much even a photo with a preview in it tells its size.
const headBytes = 256 << 10

// AddDocument keeps a document for the officers, encrypted. What it is is told by
// its content alone: [dossier.ErrNoDocument], [ErrCutOff], [ErrTooLarge] and
// [ErrFull] say why it is not taken.
func (r *Rooms) AddDocument(ctx context.Context, room, id string, paper dossier.Paper, name string, source io.Reader) (Held, error) {
	h, err := r.Entry(ctx, room, id)
	if err == nil && !h.Form.IsPaper(paper) {
		err = ErrNone
	}
	if err == nil {
		err = paperFor(h)
	}
	if err != nil {
		return h, err
	}
	row := books.DossierFile{Room: room, Dossier: id, Kind: string(paper), Name: cut(name)}
	if err := r.seal(ctx, &row, source); err != nil {
		return h, err
	}
	changed, err := r.amend(ctx, room, id, func(t *books.Tx, h *Held) error {
		if err := paperFor(*h); err != nil {
			return err
		}
		row.Added = r.Now()
		return errors.Join(t.PutDossierFile(row), r.tellPaper(ctx, t, *h, "dossier.document.added", row))
	})
	if err != nil {
		return changed, errors.Join(err, r.vault.Delete(row.ID))
	}
	return changed, nil
}

// paperFor tells whether an entry takes one more document.
func paperFor(h Held) error {
	if len(h.Documents()) >= dossier.MaxDocuments {
		return ErrFull
	}
	_, err := h.State.After(dossier.Save)
	return err
}

// seal looks into a document and keeps it in the vault.
func (r *Rooms) seal(ctx context.Context, row *books.DossierFile, source io.Reader) (err error) {
	buffered := bufio.NewReaderSize(source, headBytes)
	head, err := buffered.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read document: %w", err)
	}
	if row.Media, err = mediaOf(head); err != nil {
		return err
	}
	end := &tail{}
	row.ID, row.Size, err = r.vault.Put(ctx, io.TeeReader(buffered, end), dossier.MaxDocument)
	if errors.Is(err, vault.ErrTooLarge) {
		return ErrTooLarge
	}
	if err == nil && !end.closes(row.Media) {
		return errors.Join(ErrCutOff, r.vault.Delete(row.ID))
	}
	return err
}

// mediaOf returns the type of a document by its beginning. A photo must tell a size
// that can be shown.
func mediaOf(head []byte) (string, error) {
	media, err := dossier.TypeOf(head)
	if err != nil || media == "application/pdf" {
		return media, err
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(head))
	if err != nil || config.Width <= 0 || config.Height <= 0 || config.Width*config.Height > sheet.MaxPixels {
		return "", ErrCutOff
	}
	return media, nil
}

// tail keeps the end of what is written to it.
type tail struct{ last []byte }

// tailBytes is within how much of its end a document must close: some programs
// write a little after it.
const tailBytes = 4 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.last = append(t.last, p[max(0, len(p)-tailBytes):]...)
	t.last = t.last[max(0, len(t.last)-tailBytes):]
	return len(p), nil
}

// closes tells whether the document came to its end.
func (t *tail) closes(media string) bool {
	return bytes.Contains(t.last, map[string][]byte{
		"application/pdf": []byte("%%EOF"), "image/jpeg": []byte("\xff\xd9"), "image/png": []byte("IEND"),
	}[media])
}

// RemoveDocument deletes a document that no officer has accepted anything by.
func (r *Rooms) RemoveDocument(ctx context.Context, room, id, file string) (Held, error) {
	h, err := r.amend(ctx, room, id, func(t *books.Tx, h *Held) error {
		row, err := t.DossierFileOf(room, file)
		switch {
		case err != nil:
			return err
		case row.Dossier != id || row.Kind == KindPhoto:
			return ErrNone
		case h.Locked(row):
			return dossier.ErrAct
		}
		return errors.Join(t.DropDossierFile(file), r.tellPaper(ctx, t, *h, "dossier.document.removed", row))
	})
	if err != nil {
		return h, err
	}
	return h, r.vault.Delete(file)
}

// tellPaper tells the audit which kind of paper it was, and not what it says.
func (r *Rooms) tellPaper(ctx context.Context, t *books.Tx, h Held, act string, row books.DossierFile) error {
	room, err := t.Room(h.Room)
	if err != nil {
		return err
	}
	return r.Tell(ctx, t, room.Code, act, string(h.Form)+" "+h.Code, row.Kind)
}
