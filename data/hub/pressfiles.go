package hub

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"hangviet/data/hub/press"
	"hangviet/ui/web"
)

// patientBody gives every piece of a long upload the same time to come, however
// long the whole is, and never reads beyond a bound.
type patientBody struct {
	io.ReadCloser
	control *http.ResponseController
	stall   time.Duration
}

// patient makes the body of a request one that may be long.
func (s *Service) patient(w http.ResponseWriter, r *http.Request, most int64) io.ReadCloser {
	return &patientBody{http.MaxBytesReader(w, r.Body, most), http.NewResponseController(w), s.config.Limits.Stall}
}

// Read reads one piece.
func (b *patientBody) Read(p []byte) (int, error) {
	if err := b.control.SetReadDeadline(time.Now().Add(b.stall)); err != nil {
		return 0, err
	}
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.control.SetReadDeadline(time.Time{}) // the answer has its own time; a dead connection tells by itself
	}
	return n, err
}

// uploadFaults say why a file is not taken.
var uploadFaults = []struct {
	err error
	key string
}{
	{press.ErrName, "press.files.name.bad"},
	{press.ErrKind, "press.files.kind.bad"},
	{press.ErrTooLarge, "press.files.large.bad"},
	{press.ErrTooMany, "press.files.many.bad"},
	{press.ErrFull, "press.files.full.bad"},
	{syscall.ENOSPC, "press.files.full.bad"},
	{press.ErrLength, "press.files.length.bad"},
}

// uploadFault returns the key of the sentence, "" when it is no fault of the file.
func uploadFault(err error) string {
	for _, f := range uploadFaults {
		if errors.Is(err, f.err) {
			return f.key
		}
	}
	return ""
}

// uploadState is what a sender is told of a file.
type uploadState struct {
	Offset int64  `json:"offset"`
	Done   bool   `json:"done"`
	Fault  string `json:"fault,omitempty"` // a sentence: it is not taken
}

// The bounds of one request.
const (
	maxPlan  = 1 << 20  // bytes of a plan
	maxPiece = 64 << 20 // bytes of one piece
)

// planPressFiles tells of a list of files how far each has come.
func (s *Service) planPressFiles(w http.ResponseWriter, r *http.Request) {
	var list []struct {
		Name     string `json:"name"`
		Size     int64  `json:"size"`
		Modified int64  `json:"modified"` // milliseconds since 1970
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxPlan)).Decode(&list); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	files := make([]press.File, len(list))
	for i, f := range list {
		files[i] = press.File{Name: f.Name, Size: f.Size, Modified: time.UnixMilli(f.Modified)}
	}
	uploads, faults := s.press.Plan(files)
	states := make([]uploadState, len(files))
	for i, u := range uploads {
		states[i] = uploadState{Offset: u.Offset, Done: u.Done}
		if faults[i] != nil {
			states[i].Fault = web.Word(s.lang(w, r), uploadFault(faults[i]))
		}
	}
	sendJSON(w, http.StatusOK, states)
}

// takePressPart takes a piece of a file. A sender whose offset is not where the
// upload stands is told where that is.
func (s *Service) takePressPart(w http.ResponseWriter, r *http.Request) {
	f, offset, ok := fileOf(r)
	if !ok {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	got, err := s.press.Put(r.Context(), f, offset, s.patient(w, r, maxPiece))
	state := uploadState{Offset: got.Offset, Done: got.Done}
	switch key := uploadFault(err); {
	case key != "":
		state.Fault = web.Word(s.lang(w, r), key)
		sendJSON(w, http.StatusUnprocessableEntity, state)
	case errors.Is(err, press.ErrOffset):
		sendJSON(w, http.StatusConflict, state)
	case err != nil:
		s.config.Log.Warn("upload", "error", err)
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
	default:
		sendJSON(w, http.StatusOK, state)
	}
}

// fileOf reads what a request says of the file that it brings.
func fileOf(r *http.Request) (f press.File, offset int64, ok bool) {
	q := r.URL.Query()
	size, err1 := strconv.ParseInt(q.Get("size"), 10, 64)
	modified, err2 := strconv.ParseInt(q.Get("modified"), 10, 64)
	offset, err3 := strconv.ParseInt(q.Get("offset"), 10, 64)
	f = press.File{Name: q.Get("name"), Size: size, Modified: time.UnixMilli(modified)}
	return f, offset, errors.Join(err1, err2, err3) == nil && offset >= 0 && size >= 0 && offset <= size
}

// takePressForm takes files without a script: from a plain form, one after the
// other.
func (s *Service) takePressForm(w http.ResponseWriter, r *http.Request) {
	most := s.press.Limits.Archive + s.press.Limits.Workbook
	if r.ContentLength > most { // before anything of it is read
		w.Header().Set("Connection", "close")
		s.drawPressFiles(w, r, http.StatusRequestEntityTooLarge, "press.files.bad", web.Word(langOf(r), "press.files.large.bad"))
		return
	}
	r.Body = s.patient(w, r, most)
	form, err := r.MultipartReader()
	if err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	fault, err := s.takeParts(r, form)
	switch {
	case errors.Is(err, errForm):
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
	case fault != "":
		s.drawPressFiles(w, r, http.StatusUnprocessableEntity, "press.files.bad", fault)
	case err != nil:
		s.fail(w, r, err)
	default:
		s.askPressCheck(w, r)
	}
}

// errForm says that what was sent is no form with files, or was cut off.
var errForm = errors.New("form cannot be read")

// takeParts takes every file of a form; fault names the first that is not taken.
func (s *Service) takeParts(r *http.Request, form *multipart.Reader) (fault string, err error) {
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			return fault, nil
		}
		if err != nil {
			return fault, fmt.Errorf("%w: %w", errForm, err)
		}
		name := partName(part)
		if name == "" {
			continue
		}
		err = s.takePart(r, name, part)
		if key := uploadFault(err); key != "" && fault == "" {
			fault = name + " — " + web.Word(langOf(r), key)
		} else if err != nil && key == "" {
			return fault, err
		}
	}
}

// partName returns the file name that a part was sent with, with its folders.
func partName(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return ""
	}
	return params["filename"]
}

// takePart spools a file whose length is not known beforehand.
func (s *Service) takePart(r *http.Request, name string, part io.Reader) error {
	if _, faults := s.press.Plan([]press.File{{Name: name}}); faults[0] != nil {
		return faults[0]
	}
	spool, err := os.CreateTemp(s.config.Data, "upload-*.tmp")
	if err != nil {
		return fmt.Errorf("spool upload: %w", err)
	}
	defer os.Remove(spool.Name())
	defer spool.Close()
	size, err := io.Copy(spool, io.LimitReader(part, s.press.Limits.Archive+1))
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("spool upload: %w", err)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errForm, err)
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("spool upload: %w", err)
	}
	f := press.File{Name: name, Size: size, Modified: s.config.Now().Truncate(time.Millisecond)}
	_, err = s.press.Put(r.Context(), f, 0, spool)
	return err
}

// removePressFiles takes photos out of the draft, or all that is in it.
func (s *Service) removePressFiles(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := textForm(r); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	names := r.PostForm["name"]
	if r.PostForm.Get("all") == "1" {
		names = nil
	} else if len(names) == 0 {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	err := s.press.Remove(r.Context(), names)
	if errors.Is(err, press.ErrName) {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/press/files", http.StatusSeeOther)
}

// showPressFiles shows what lies in the draft, and the form to send more.
func (s *Service) showPressFiles(w http.ResponseWriter, r *http.Request) {
	s.drawPressFiles(w, r, http.StatusOK, "", "")
}

// filesPerPage is how many photos a page lists.
const filesPerPage = 100

func (s *Service) drawPressFiles(w http.ResponseWriter, r *http.Request, status int, fault, detail string) {
	page := pageOf(r)
	list, err := s.press.List((page-1)*filesPerPage, filesPerPage)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.PressFiles{PressFrame: s.pressFrame(w, r, "files"), Most: byteWords(s.press.Limits.Photo)}
	p.Fault, p.Detail, p.Here = fault, detail, "/press/files"
	p.Draft = draftOf(list)
	for _, e := range list.Page {
		p.Files = append(p.Files, web.PressFile{Name: e.Name, Size: byteWords(e.Size), At: showTime(e.At)})
	}
	p.Pages = pagerOf("/press/files?", page, filesPerPage, list.Photos)
	allowScript(w)
	s.draw(w, r, status, p)
}

func draftOf(list press.Files) web.PressDraft {
	d := web.PressDraft{Photos: list.Photos, Bytes: byteWords(list.Bytes), Archives: len(list.Archives), Parts: list.Parts}
	if list.Workbook != nil {
		d.Workbook, d.Sent = list.Workbook.Name, showTime(list.Workbook.At)
	}
	return d
}

// sendWorkbook sends the draft's workbook as it came.
func (s *Service) sendWorkbook(w http.ResponseWriter, r *http.Request) {
	path, ok := s.press.Workbook()
	if !ok {
		s.showNothing(w, r)
		return
	}
	s.sendFile(w, r, path, filepath.Base(path), "application/octet-stream")
}

// sendFile sends a file to be saved under a name.
func (s *Service) sendFile(w http.ResponseWriter, r *http.Request, path, name, kind string) {
	file, err := os.Open(path)
	if err != nil {
		s.showNothing(w, r)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	http.ServeContent(w, r, "", info.ModTime(), file)
}

// pageOf returns the page that is asked for, from 1.
func pageOf(r *http.Request) int {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 || page > 1_000_000 {
		return 1
	}
	return page
}

func pagerOf(path string, page, size, all int) web.Pager {
	last := max(1, (all+size-1)/size)
	page = min(page, last)
	return web.Pager{Path: path, Page: page, Last: last, From: min(all, (page-1)*size+1), To: min(all, page*size), All: all}
}

// byteWords writes a number of bytes for people, "1,2 MB".
func byteWords(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000_000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	case n < 1000_000_000:
		return strings.TrimSuffix(fmt.Sprintf("%d,%d", n/1000_000, n%1000_000/100_000), ",0") + " MB"
	}
	return strings.TrimSuffix(fmt.Sprintf("%d,%d", n/1000_000_000, n%1000_000_000/100_000_000), ",0") + " GB"
}
