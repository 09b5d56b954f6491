package hub

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/record"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// zipName is the name under which a published record is offered as one file.
const zipName = "record.zip"

// showRoundRecord shows those who have signed in what can be done with a round's
// record.
func (s *Service) showRoundRecord(w http.ResponseWriter, r *http.Request) { s.drawRecord(w, r, true) }

// serveRecord serves a published record to everybody: a page, the whole as a zip,
// and every file.
func (s *Service) serveRecord(w http.ResponseWriter, r *http.Request) {
	round, name := r.PathValue("round"), r.PathValue("name")
	if !s.published(round) {
		s.showNothing(w, r)
		return
	}
	switch {
	case name == "":
		s.drawRecord(w, r, false)
	case name == zipName:
		s.sendZip(w, r, round, s.packRecord)
	case record.IsFile(name):
		s.serveRecordFile(w, r, round, name)
	default:
		s.showNothing(w, r)
	}
}

// published tells whether there is a record of the round for everybody.
func (s *Service) published(round string) bool {
	if !isRecordRound(round) {
		return false
	}
	info, err := os.Stat(s.RecordDir(round))
	return err == nil && info.IsDir()
}

func (s *Service) drawRecord(w http.ResponseWriter, r *http.Request, signedIn bool) {
	id := r.PathValue("round")
	history, err := s.Histories(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if len(history[id]) == 0 {
		s.showNothing(w, r)
		return
	}
	newest := history[id][0].Round
	p := web.Record{ID: id, Key: s.key, Published: s.published(id), Closed: newest.PhaseAt(s.config.Now()) == vote.Closed}
	if !signedIn {
		if signedIn, err = s.known(r); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	p.Frame = s.frame(w, r, signedIn)
	p.Title = catalog.Text(newest.Title).In(p.Lang)
	s.draw(w, r, http.StatusOK, p)
}

// sendRoundRecord sends the record of a closed round as it would be published
// now.
func (s *Service) sendRoundRecord(w http.ResponseWriter, r *http.Request) {
	round := r.PathValue("round")
	c, err := s.recordContents(r.Context(), round)
	if errors.Is(err, ErrNoRound) || err == nil && c.Phase != vote.Closed {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.sendZip(w, r, round, func(r *http.Request, round string, out *record.Zip) error {
		_, err := s.Record(r.Context(), round, false, out)
		return err
	})
}

// sendZip sends what pack writes.
func (s *Service) sendZip(w http.ResponseWriter, r *http.Request, round string, pack func(*http.Request, string, *record.Zip) error) {
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="record-`+round+`.zip"`)
	out := record.NewZip(w, "record-"+round)
	err := pack(r, round, out)
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		s.config.Log.Error("send record", "error", err)
		panic(http.ErrAbortHandler) // so that half a file is seen to be half
	}
}

// packRecord writes a published record into a zip.
func (s *Service) packRecord(r *http.Request, round string, out *record.Zip) error {
	root, err := os.OpenRoot(s.RecordDir(round))
	if err != nil {
		return err
	}
	defer root.Close()
	return fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !record.IsFile(name) {
			return errors.Join(err, r.Context().Err())
		}
		return copyFile(root, name, out)
	})
}

func copyFile(root *os.Root, name string, out *record.Zip) error {
	from, err := root.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := out.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// serveRecordFile serves one file; os.Root sees to it that no link leads outside.
func (s *Service) serveRecordFile(w http.ResponseWriter, r *http.Request, round, name string) {
	file, info, err := openIn(s.RecordDir(round), name)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, errNotFile) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if strings.HasSuffix(name, ".json") {
		w.Header().Set("Content-Type", "application/json")
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, "", info.ModTime(), file)
}
