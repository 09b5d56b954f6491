package hub

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/filecache"
	"hangviet/data/hub/people"
	"hangviet/data/record"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// zipName is the name under which a published record is offered as one file.
const zipName = "record.zip"

// showRoundRecord shows those who have signed in what can be done with a round's
// record.
func (s *Service) showRoundRecord(w http.ResponseWriter, r *http.Request) { s.drawRecord(w, r, -1) }

// serveRecord serves published records to everybody: a page, the newest one and
// those before it by their numbers, each as a zip and file by file.
func (s *Service) serveRecord(w http.ResponseWriter, r *http.Request) {
	round, name := r.PathValue("round"), r.PathValue("name")
	all, err := s.shownRecords(r.Context(), round)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	number, name, known := numbered(all, name)
	if !known {
		s.showNothing(w, r)
		return
	}
	if name == "" {
		s.drawRecord(w, r, number)
		return
	}
	if err := s.fetchRecord(r.Context(), round, number); err != nil {
		s.fail(w, r, err)
		return
	}
	switch {
	case name == zipName:
		asZip(w, round)
		packed := s.recordZip(round, number)
		s.serveRecordFile(w, r, filepath.Dir(packed), filepath.Base(packed))
	case record.IsFile(name):
		label := map[bool]string{true: "application/json", false: "text/plain; charset=utf-8"}
		w.Header().Set("Content-Type", label[strings.HasSuffix(name, ".json")])
		s.serveRecordFile(w, r, s.recordDir(round, number), name)
	default:
		s.showNothing(w, r)
	}
}

// numbered returns which of the records a path leads to, and to what of it: the
// newest one unless it begins with a number.
func numbered(all []books.Publication, name string) (number int64, rest string, known bool) {
	if len(all) == 0 {
		return 0, "", false
	}
	first, rest, _ := strings.Cut(name, "/")
	for _, p := range all {
		if first == strconv.FormatInt(p.Number, 10) {
			return p.Number, rest, true
		}
	}
	return all[len(all)-1].Number, name, true
}

// shownRecords returns the publications of a round that are for everybody, the
// oldest first: none of a round whose result is announced elsewhere. One of the time
// before there were numbers has number 0.
func (s *Service) shownRecords(ctx context.Context, round string) (all []books.Publication, err error) {
	if !isRecordRound(round) {
		return nil, nil
	}
	err = s.db.View(ctx, func(t *books.Tx) error {
		all = nil
		known, err := histories(t)
		if err != nil {
			return err
		}
		newest, there := newestOf(known, round)
		if !there || newest.Round.Reveal == vote.Never {
			return nil
		}
		if s.oldRecord(round) {
			all = append(all, books.Publication{Round: round})
		}
		stored, err := t.Publications(round)
		for _, p := range stored {
			if p.State == books.PublicationDone {
				all = append(all, p)
			}
		}
		return err
	})
	return all, err
}

// drawRecord draws the page of a publication; number is -1 for who has signed in
// and asks what there is.
func (s *Service) drawRecord(w http.ResponseWriter, r *http.Request, number int64) {
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
	all, err := s.shownRecords(r.Context(), id)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	newest := history[id][0].Round
	p := web.Record{ID: id, Key: s.key, Published: len(all) > 0, Closed: newest.PhaseAt(s.config.Now()) == vote.Closed, Number: int(max(number, 0))}
	if err := addPublications(&p, all); err != nil {
		s.fail(w, r, err)
		return
	}
	p.Frame = s.frame(w, r, nameOf(r.Context()) != "")
	p.Title, p.Judge = catalog.Text(newest.Title).In(p.Lang), s.can(r.Context(), people.JudgeVotes)
	s.draw(w, r, http.StatusOK, p)
}

// addPublications lists the publications, the newest first.
func addPublications(p *web.Record, all []books.Publication) error {
	for i, one := range slices.Backward(all) {
		if one.Number == 0 {
			continue
		}
		row, err := publicationRow(one)
		if err != nil {
			return err
		}
		row.Newest = i == len(all)-1
		if row.Newest && p.Number == 0 {
			p.Number = row.Number
		}
		p.Publications = append(p.Publications, row)
	}
	return nil
}

func publicationRow(p books.Publication) (web.PublicationRow, error) {
	counted, err := summaryIn(p)
	return web.PublicationRow{
		Number: int(p.Number), At: showTime(p.At), Who: p.Who, Hash: p.Hash, Ballots: int(counted.Ballots), Choices: int(counted.Choices),
		Sheets: int(counted.Sheets), Without: len(counted.Without),
	}, err
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
	file, info, err := filecache.Open(dir, name)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, filecache.ErrNotFile) {
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
