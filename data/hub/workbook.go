package hub

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	"hangviet/data/edition"
	"hangviet/data/hub/books"
	"hangviet/data/hub/press"
	"hangviet/data/sheet"
	"hangviet/ui/web"
)

// The workbook page takes all content out and in again as the one workbook: what
// comes in is laid over the draft by code, after the officer has seen what that
// changes.
const (
	maxWorkbook   = 64 << 20 // bytes
	mostChanges   = 200      // that are shown
	mostRemarks   = 20
	importFile    = "import.xlsx"
	importWorking = "import"
)

func (s *Service) importDir() string { return filepath.Join(s.config.Data, "press", importWorking) }

// showWorkbook shows the page.
func (s *Service) showWorkbook(w http.ResponseWriter, r *http.Request) {
	p := web.DeskWorkbook{}
	if r.URL.Query().Get("done") != "" {
		p.Notice = "desk.workbook.applied"
	}
	s.drawWorkbook(w, r, http.StatusOK, p)
}

func (s *Service) drawWorkbook(w http.ResponseWriter, r *http.Request, status int, p web.DeskWorkbook) {
	p.Frame = s.frame(w, r, true)
	p.Here = "/workbook"
	rows, pending, err := s.wholeRows(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Products, p.Pending = len(rows["Products"]), pending
	s.draw(w, r, status, p)
}

// wholeRows returns the draft's rows with all accepted content in them, and how
// much of it the draft itself lacks yet.
func (s *Service) wholeRows(ctx context.Context) (rows sheet.Rows, pending int, err error) {
	if rows, err = s.draftRows(ctx); err != nil {
		return nil, 0, err
	}
	all, err := s.acceptedContent(ctx)
	l := laying{rows: rows, photos: map[string]string{}, laid: map[string]int64{}}
	for _, a := range all {
		l.lay(a, "")
	}
	return l.rows, len(l.laid), err
}

// sendWholeWorkbook sends all content as a workbook.
func (s *Service) sendWholeWorkbook(w http.ResponseWriter, r *http.Request) {
	rows, _, err := s.wholeRows(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	opt, err := edition.Options(s.config.Now())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	dir, err := os.MkdirTemp("", "hangviet-workbook-")
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, importFile)
	if err := sheet.WriteRows(path, rows, s.lang(w, r), opt); err != nil {
		s.fail(w, r, err)
		return
	}
	name := "danh-muc-" + inZone(s.config.Now()).Format("2006-01-02") + ".xlsx"
	s.sendFile(w, r, path, name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
}

// takeWorkbook takes a workbook and shows what it would change.
func (s *Service) takeWorkbook(w http.ResponseWriter, r *http.Request) {
	if errors.Is(s.roomFor(r, maxWorkbook), errSpace) {
		s.drawWorkbook(w, r, http.StatusInsufficientStorage, web.DeskWorkbook{Fault: "desk.workbook.nospace"})
		return
	}
	file, name, err := s.workbookOf(w, r)
	if err != nil {
		s.drawWorkbook(w, r, http.StatusUnprocessableEntity, web.DeskWorkbook{Fault: "desk.workbook.none"})
		return
	}
	defer file.Close()
	sum, err := s.keepImport(file)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p, err := s.compareImport(r.Context(), sum, s.lang(w, r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.File = name
	status := http.StatusOK
	if p.Fault != "" {
		status = http.StatusUnprocessableEntity
	}
	s.drawWorkbook(w, r, status, p)
}

// workbookOf returns the file of a form.
func (s *Service) workbookOf(w http.ResponseWriter, r *http.Request) (io.ReadCloser, string, error) {
	r.Body = s.patient(w, r, maxWorkbook+maxForm)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, "", err
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, "", errors.Join(errNoFile, err)
		}
		if part.FormName() == "workbook" && part.FileName() != "" {
			return part, said(filepath.Base(part.FileName()), 100), nil
		}
	}
}

// keepImport keeps a workbook that was sent, under the sum of its bytes, in the place
// of the one before.
func (s *Service) keepImport(from io.Reader) (sum string, err error) {
	if err := os.MkdirAll(s.importDir(), 0o750); err != nil {
		return "", fmt.Errorf("make folder: %w", err)
	}
	part, err := os.CreateTemp(s.importDir(), ".part-*")
	if err != nil {
		return "", fmt.Errorf("keep workbook: %w", err)
	}
	defer os.Remove(part.Name())
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(part, hash), from)
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), filepath.Join(s.importDir(), importFile))
	}
	if err != nil {
		return "", fmt.Errorf("keep workbook: %w", err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// importRows reads the workbook that was sent last, when it is the one of that sum.
func (s *Service) importRows(ctx context.Context, sum string) (rows sheet.Rows, problems []sheet.Problem, err error) {
	path := filepath.Join(s.importDir(), importFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, errNoFile
	}
	if err != nil {
		return nil, nil, err
	}
	is := sha256.Sum256(data)
	if hex.EncodeToString(is[:]) != sum {
		return nil, nil, errNoFile
	}
	return sheet.ReadRows(ctx, path)
}

// compareImport tells what a workbook would change.
func (s *Service) compareImport(ctx context.Context, sum, lang string) (p web.DeskWorkbook, err error) {
	given, problems, err := s.importRows(ctx, sum)
	if err != nil {
		return p, err
	}
	for _, x := range problems[:min(len(problems), mostRemarks)] {
		p.Problems = append(p.Problems, x.String(lang))
	}
	if given == nil {
		p.Fault = "desk.workbook.bad"
		return p, nil
	}
	rows, _, err := s.wholeRows(ctx)
	if err != nil {
		return p, err
	}
	p.Sum = sum
	changes := sheet.DiffRows(rows, sheet.MergeRows(rows, given))
	p.Same = len(changes) == 0
	p.More = max(0, len(changes)-mostChanges)
	for _, c := range changes[:min(len(changes), mostChanges)] {
		row := web.PressChange{Kind: c.Kind, What: c.Sheet, Code: c.Key, Name: nameIn(c)}
		for _, f := range c.Fields {
			row.Fields = append(row.Fields, web.PressField{Name: f.Column, Before: brief(f.Before, 300), After: brief(f.After, 300)})
		}
		p.Changes = append(p.Changes, row)
	}
	return p, nil
}

// nameIn is what a changed thing is called, where its name is among the changes.
func nameIn(c sheet.RowChange) string {
	for _, f := range c.Fields {
		if f.Column == "name" && f.After != "" {
			return f.After
		}
	}
	return ""
}

// applyWorkbook lays the workbook that was looked at over the draft, and has it
// checked.
func (s *Service) applyWorkbook(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	given, _, err := s.importRows(r.Context(), r.PostForm.Get("sum"))
	if errors.Is(err, errNoFile) || err == nil && given == nil {
		s.drawWorkbook(w, r, http.StatusConflict, web.DeskWorkbook{Fault: "desk.workbook.gone"})
		return
	}
	if err == nil {
		err = s.layImport(r.Context(), given)
	}
	if errors.Is(err, press.ErrUnread) {
		s.drawWorkbook(w, r, http.StatusConflict, web.DeskWorkbook{Fault: "desk.workbook.draft"})
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/workbook?done=1", http.StatusSeeOther)
}

func (s *Service) layImport(ctx context.Context, given sheet.Rows) error {
	all, err := s.acceptedContent(ctx)
	if err != nil {
		return err
	}
	err = s.press.Host(ctx, func(ctx context.Context, rows sheet.Rows) (press.Guest, error) {
		g, err := s.guestsOf(rows, all)
		if g.Rows == nil {
			g.Rows = rows
		}
		g.Rows = sheet.MergeRows(g.Rows, given)
		return g, err
	})
	if err != nil {
		return err
	}
	err = s.db.Update(ctx, func(t *books.Tx) error {
		return s.audit(ctx, t, "workbook.merged", "", fmt.Sprint(len(given["Products"])))
	})
	if err != nil {
		return err
	}
	rows, err := s.press.Rows(ctx)
	if err != nil {
		return err
	}
	if err := s.rooms.Follow(ctx, nameOf(ctx), rows); err != nil {
		return fmt.Errorf("tell producers' rooms: %w", err)
	}
	_, err = s.press.AskCheck(ctx, nameOf(ctx))
	return err
}
