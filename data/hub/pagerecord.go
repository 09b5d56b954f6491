package hub

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
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
		asZip(w, round)
		s.serveRecordFile(w, r, filepath.Dir(s.recordZip(round)), filepath.Base(s.recordZip(round)))
	case record.IsFile(name):
		label := map[bool]string{true: "application/json", false: "text/plain; charset=utf-8"}
		w.Header().Set("Content-Type", label[strings.HasSuffix(name, ".json")])
		s.serveRecordFile(w, r, s.RecordDir(round), name)
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

// sendRoundRecord sends the record of a closed round, as it would be published
// now, as a zip.
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
	asZip(w, round)
	out := record.NewZip(w, "record-"+round)
	if _, err = record.Write(r.Context(), c, out); err == nil {
		err = out.Close()
	}
	if err != nil {
		s.config.Log.Error("send record", "error", err)
		panic(http.ErrAbortHandler) // so that half a file is seen to be half
	}
}

func asZip(w http.ResponseWriter, round string) {
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="record-`+round+`.zip"`)
}

// serveRecordFile serves one file; os.Root sees to it that no link leads outside.
func (s *Service) serveRecordFile(w http.ResponseWriter, r *http.Request, dir, name string) {
	file, info, err := openIn(dir, name)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, errNotFile) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer file.Close()
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, "", info.ModTime(), file)
}
