package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/courier"
	"hangviet/data/hub/fleet"
	"hangviet/ui/web"
)

// shownMessages is how many messages the page shows.
const shownMessages = 50

// showMessages shows what was told.
func (s *Service) showMessages(w http.ResponseWriter, r *http.Request) {
	p := web.FleetMessages{Frame: s.frame(w, r, true)}
	err := s.db.View(r.Context(), func(t *books.Tx) error {
		p.Messages = nil
		return s.readMessages(t, &p)
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) readMessages(t *books.Tx, p *web.FleetMessages) error {
	told, err := t.LastTold(shownMessages)
	if err != nil || len(told) == 0 {
		return err
	}
	posts, err := t.Posts(told[len(told)-1].Number)
	if err != nil {
		return err
	}
	for _, m := range told {
		parts, err := fleet.ParseParts(m.Parts)
		if err != nil {
			return err
		}
		names := map[string]string{}
		if err := nameKiosks(t, parts, names); err != nil {
			return err
		}
		p.Messages = append(p.Messages, showMessage(m, parts, names, posts, p.Lang))
	}
	return nil
}

func showMessage(m books.Told, parts []fleet.Part, names map[string]string, posts []books.Post, lang string) web.FleetMessage {
	shown := web.FleetMessage{At: showTime(m.At)}
	for _, p := range parts {
		if p.News > 0 {
			shown.Lines = append(shown.Lines, web.FleetLine{Text: lineOf(p.Kind, p.News, false, lang), Kind: string(p.Kind), Kiosks: linksOf(p.New, names), More: p.News - len(p.New)})
		}
		if p.Overs > 0 {
			shown.Lines = append(shown.Lines, web.FleetLine{Text: lineOf(p.Kind, p.Overs, true, lang), Over: true, Kiosks: linksOf(p.Over, names), More: p.Overs - len(p.Over)})
		}
	}
	for _, post := range posts {
		if post.Message != m.Number {
			continue
		}
		state := "waits"
		switch {
		case !post.Done.IsZero():
			state = "sent"
		case post.Tries >= len(postPauses):
			state = "given"
		}
		shown.Posts = append(shown.Posts, web.FleetPost{Way: post.Way, State: state, Fault: post.Fault})
	}
	return shown
}

func linksOf(ids []string, names map[string]string) (all []web.FleetOption) {
	for _, id := range ids {
		all = append(all, web.FleetOption{Value: id, Name: names[id]})
	}
	return all
}

// showAlerts shows the settings of messages.
func (s *Service) showAlerts(w http.ResponseWriter, r *http.Request) {
	a, err := s.alerts(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.drawAlerts(w, r, http.StatusOK, a, nil, "")
}

func (s *Service) drawAlerts(w http.ResponseWriter, r *http.Request, status int, a alertSettings, faults map[string]bool, said string) {
	p := web.FleetAlerts{
		Frame: s.frame(w, r, true), MailOn: a.MailOn, Host: a.Mail.Host, Security: string(a.Mail.Security), User: a.Mail.User, From: a.Mail.From,
		To: strings.Join(a.Mail.To, "\n"), HasPassword: a.Mail.Password != "", HookOn: a.HookOn, URL: a.Hook.URL, HasSecret: a.Hook.Secret != "",
		Lang2: a.Lang, Faults: faults, Said: said, Gap: int(a.Gap / time.Minute), Settle: int(a.Settle / time.Minute), Silence: int(a.rules().Silent / time.Hour),
	}
	p.Here = "/settings/alerts"
	if a.Mail.Port > 0 {
		p.Port = strconv.Itoa(a.Mail.Port)
	}
	if a.From != a.To {
		p.Quiet = clockOf(a.From) + "-" + clockOf(a.To)
	}
	for _, k := range fleet.Kinds() {
		p.Kinds = append(p.Kinds, web.FleetOption{Value: string(k), On: a.Tells(k)})
	}
	s.draw(w, r, status, p)
}

func clockOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// doAlerts keeps the settings, or sends a test with them.
func (s *Service) doAlerts(w http.ResponseWriter, r *http.Request) {
	before, err := s.alerts(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	a, faults := readAlertForm(r, before)
	if len(faults) > 0 {
		s.drawAlerts(w, r, http.StatusUnprocessableEntity, a, faults, "")
		return
	}
	if err := s.SetAlerts(r.Context(), a); err != nil {
		s.fail(w, r, err)
		return
	}
	if r.PostFormValue("test") == "" {
		http.Redirect(w, r, "/settings/alerts", http.StatusSeeOther)
		return
	}
	said := "fleet.mail.tested"
	if err := s.testAlerts(r.Context(), a); err != nil {
		s.config.Log.Warn("test message", "error", err)
		faults, said = map[string]bool{"test": true}, shorten(err.Error())
	}
	s.drawAlerts(w, r, http.StatusOK, a, faults, said)
}

// readAlertForm reads the form. A password or secret that is left empty stays.
func readAlertForm(r *http.Request, before alertSettings) (alertSettings, map[string]bool) {
	a, faults := before, map[string]bool{}
	a.MailOn, a.HookOn = r.PostFormValue("mail") != "", r.PostFormValue("hook") != ""
	a.Mail.Host, a.Mail.Security, a.Mail.User, a.Mail.From = line(r, "host"), courier.Security(line(r, "security")), line(r, "user"), line(r, "from")
	a.Mail.Port, _ = strconv.Atoi(line(r, "port")) // 0 is told by Check
	a.Mail.To = strings.FieldsFunc(r.PostFormValue("to"), func(c rune) bool { return c == '\n' || c == '\r' || c == ';' })
	if password := r.PostFormValue("password"); password != "" {
		a.Mail.Password = password
	}
	if secret := line(r, "secret"); secret != "" {
		a.Hook.Secret = secret
	}
	a.Hook.URL = line(r, "url")
	if a.Lang = line(r, "language"); !isLang(a.Lang) {
		a.Lang = "vi"
	}
	a.Kinds = []fleet.Kind{}
	for _, k := range fleet.Kinds() {
		if slices.Contains(r.PostForm["kind"], string(k)) {
			a.Kinds = append(a.Kinds, k)
		}
	}
	readTimes(r, &a, faults)
	if a.MailOn {
		for _, f := range a.Mail.Check() {
			faults[f] = true
		}
	}
	if a.HookOn {
		for _, f := range a.Hook.Check() {
			faults[f] = true
		}
	}
	return a, faults
}

func readTimes(r *http.Request, a *alertSettings, faults map[string]bool) {
	number := func(field string, least, most int) int {
		n, err := strconv.Atoi(line(r, field))
		if err != nil || n < least || n > most {
			faults[field] = true
		}
		return n
	}
	a.Settle = time.Duration(number("settle", 0, 24*60)) * time.Minute
	a.Gap = time.Duration(number("gap", 1, 7*24*60)) * time.Minute
	a.Silence = number("silence", 1, 24*60)
	a.From, a.To = 0, 0
	quiet := line(r, "quiet")
	if quiet == "" {
		return
	}
	var h1, m1, h2, m2 int
	n, err := fmt.Sscanf(strings.ReplaceAll(quiet, " ", ""), "%d:%d-%d:%d", &h1, &m1, &h2, &m2)
	if err != nil || n != 4 || min(h1, m1, h2, m2) < 0 || max(h1, h2) > 23 || max(m1, m2) > 59 {
		faults["quiet"] = true
		return
	}
	a.From, a.To = h1*60+m1, h2*60+m2
}

// SetAlerts keeps the settings of messages.
func (s *Service) SetAlerts(ctx context.Context, a alertSettings) error {
	text, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write alert settings: %w", err)
	}
	return s.db.Update(ctx, func(t *books.Tx) error {
		return errors.Join(t.PutFleetSetting(settingAlerts, string(text)), s.audit(ctx, t, "fleet.alerts", "alerts", ""))
	})
}

// testAlerts sends a test by every way that is on.
func (s *Service) testAlerts(ctx context.Context, a alertSettings) (err error) {
	m := courier.Message{At: s.config.Now(), Subject: web.Word(a.Lang, "fleet.mail.test"), Text: web.Word(a.Lang, "fleet.mail.testtext") + "\n", Data: []hookPart{}}
	a.Mail.Roots = s.config.MailRoots
	if a.MailOn {
		err = errors.Join(err, a.Mail.Send(ctx, m))
	}
	if a.HookOn {
		err = errors.Join(err, a.Hook.Send(ctx, m, s.config.Now()))
	}
	return err
}
