package hub

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
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

// uploadFaults say why a file is not taken.
var uploadFaults = []struct {
	err error
	key string
}{
	{press.ErrName, "press.files.name.bad"},
	{press.ErrKind, "press.files.kind.bad"},
	{press.ErrTooLarge, "press.files.large.bad"},
	{errLong, "press.files.large.bad"},
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
	got, err := press.Upload{Offset: offset}, s.roomFor(r, maxPiece)
	if err == nil {
		got, err = s.press.Put(r.Context(), f, offset, s.patient(w, r, maxPiece))
	}
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
// other. The first that is not taken is named.
func (s *Service) takePressForm(w http.ResponseWriter, r *http.Request) {
	fault := ""
	err := s.eachFile(w, r, s.press.Limits.Archive+s.press.Limits.Workbook, func(_, name string, file io.Reader) error {
		err := s.takePart(r, name, file)
		key := uploadFault(err)
		if key == "" {
			return err
		}
		fault = cmp.Or(fault, name+" — "+web.Word(langOf(r), key))
		return nil
	})
	switch key := uploadFault(err); {
	case errors.Is(err, errForm):
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
	case key != "":
		s.drawPressFiles(w, r, refused(err), "press.files.bad", web.Word(langOf(r), key))
	case fault != "":
		s.drawPressFiles(w, r, http.StatusUnprocessableEntity, "press.files.bad", fault)
	case err != nil && !errors.Is(err, errNoFile):
		s.fail(w, r, err)
	default:
		s.askPressCheck(w, r)
	}
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
	if err != nil {
		return fmt.Errorf("spool upload: %w", err)
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
