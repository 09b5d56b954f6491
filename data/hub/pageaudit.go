package hub

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/cell"
	"hangviet/ui/web"
)

// auditPage is how many lines one page of the audit shows.
const auditPage = 100

// auditPiece is how many lines are read at once for a file.
const auditPiece = 1000

// audits returns the lines that a filter chooses.
func (s *Service) audits(ctx context.Context, filter books.AuditFilter) (lines []books.Audit, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		lines, err = t.FindAudits(filter)
		return err
	})
	return lines, err
}

// auditFilter reads what the form of the audit asks for. A day that cannot be
// read is said and chooses nothing.
func auditFilter(q url.Values) (f books.AuditFilter, typed web.AuditFilter) {
	typed = web.AuditFilter{Who: q.Get("who"), Act: q.Get("act"), Subject: q.Get("subject"), From: q.Get("from"), To: q.Get("to")}
	f = books.AuditFilter{Who: typed.Who, Act: typed.Act, Subject: typed.Subject}
	for _, day := range []struct {
		text string
		into *time.Time
		add  int
	}{{typed.From, &f.From, 0}, {typed.To, &f.To, 1}} {
		if day.text == "" {
			continue
		}
		t, err := time.ParseInLocation(time.DateOnly, day.text, catalog.Zone)
		if err != nil {
			typed.Fault = "fault.day"
			continue
		}
		*day.into = t.AddDate(0, 0, day.add)
	}
	f.Before, _ = strconv.ParseInt(q.Get("before"), 10, 64) // 0, from the newest on, for anything odd
	return f, typed
}

// showAudit shows what was done.
func (s *Service) showAudit(w http.ResponseWriter, r *http.Request) {
	filter, typed := auditFilter(r.URL.Query())
	filter.Limit = auditPage + 1
	p := web.Audit{Frame: s.frame(w, r, true), Filter: typed}
	err := s.db.View(r.Context(), func(t *books.Tx) error { return readAudit(t, filter, &p) })
	if err != nil {
		s.fail(w, r, fmt.Errorf("read audit: %w", err))
		return
	}
	query := url.Values{}
	for name, value := range map[string]string{"who": typed.Who, "act": typed.Act, "subject": typed.Subject, "from": typed.From, "to": typed.To} {
		if value != "" {
			query.Set(name, value)
		}
	}
	p.CSV = "/audit.csv?" + query.Encode()
	if len(p.Lines) > auditPage {
		p.Lines = p.Lines[:auditPage]
		query.Set("before", fmt.Sprint(p.Lines[auditPage-1].Number))
		p.Older = "/audit?" + query.Encode()
	}
	s.draw(w, r, http.StatusOK, p)
}

func readAudit(t *books.Tx, filter books.AuditFilter, p *web.Audit) error {
	acts, err := t.AuditActs()
	if err != nil {
		return err
	}
	p.Acts, p.Lines = nil, nil
	for _, act := range acts {
		p.Acts = append(p.Acts, web.AuditAct{Act: act, Words: actWords(p.Lang, act)})
	}
	if p.People, err = t.AuditPeople(); err != nil {
		return err
	}
	lines, err := t.FindAudits(filter)
	for _, a := range lines {
		p.Lines = append(p.Lines, web.AuditLine{
			Number: int(a.Number), At: showTime(a.At), Who: a.Who, Way: a.Way, Act: actWords(p.Lang, a.Act), Subject: a.Subject, Note: a.Note,
		})
	}
	return err
}

// actWords says an act in words, or as it is when nobody has given it any.
func actWords(lang, act string) string {
	key := "audited." + act
	if words := web.Word(lang, key); words != key {
		return words
	}
	return act
}

// sendAudit sends the lines that the filter chooses as a file. The number of each
// is in it, so that a line that is missing would be noticed.
func (s *Service) sendAudit(w http.ResponseWriter, r *http.Request) {
	filter, _ := auditFilter(r.URL.Query())
	filter.Before = 0
	lang := s.lang(w, r)
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="audit.csv"`)
	table := cell.NewTable(w, "number", "at", "who", "way", "act", "words", "subject", "note")
	filter.Limit = auditPiece
	for {
		lines, err := s.audits(r.Context(), filter)
		if err != nil {
			s.config.Log.Error("send audit", "error", err)
			panic(http.ErrAbortHandler) // so that a file which is not whole does not look so
		}
		for _, a := range lines {
			table.Row(fmt.Sprint(a.Number), a.At.In(catalog.Zone).Format(time.RFC3339), a.Who, a.Way, a.Act, actWords(lang, a.Act), a.Subject, a.Note)
		}
		if len(lines) < auditPiece {
			break
		}
		filter.Before = lines[auditPiece-1].Number
	}
	table.Close() // who does not get it asks again
}
