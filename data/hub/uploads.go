package hub

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"syscall"
	"time"
)

// Why the files of a form are not read.
var (
	errForm   = errors.New("form cannot be read") // it is none with files, or was cut off
	errLong   = errors.New("form is longer than it may be")
	errNoFile = errors.New("no file in the form")
)

// eachFile calls f for every file of a form with several parts, as it comes in; kind
// is the answer before it that is named "kind". What f returns ends it. Beside that
// there are [errForm], [errLong] and [errSpace], of which nothing was read, and
// [errNoFile].
func (s *Service) eachFile(w http.ResponseWriter, r *http.Request, most int64, f func(kind, name string, file io.Reader) error) error {
	if r.ContentLength > most+maxForm {
		w.Header().Set("Connection", "close")
		return errLong
	}
	if err := s.roomFor(r, most); err != nil {
		w.Header().Set("Connection", "close")
		return err
	}
	r.Body = s.patient(w, r, most+maxForm)
	form, err := r.MultipartReader()
	if err != nil {
		return errors.Join(errForm, err)
	}
	kind, some := "", false
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) && some {
			return nil
		}
		if errors.Is(err, io.EOF) {
			return errNoFile
		}
		if err != nil {
			return errors.Join(errForm, err)
		}
		if part.FormName() == "kind" {
			kind, err = shortPart(part)
		} else if name := partName(part); name != "" {
			some, err = true, f(kind, name, cutOff{part})
		}
		if err != nil {
			return err
		}
	}
}

func shortPart(part *multipart.Part) (string, error) {
	text, err := io.ReadAll(io.LimitReader(part, 100))
	return string(text), err
}

// partName returns the file name that a part was sent with, with its folders.
func partName(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return ""
	}
	return params["filename"]
}

// cutOff tells a sender that stopped from a disk that failed.
type cutOff struct{ io.Reader }

func (c cutOff) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", errForm, err)
	}
	return n, err
}

// refused is the status of a page that is shown again because of err.
func refused(err error) int {
	switch {
	case errors.Is(err, errLong):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, syscall.ENOSPC):
		return http.StatusInsufficientStorage
	}
	return http.StatusUnprocessableEntity
}

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
