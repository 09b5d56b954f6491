package hub

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"hangviet/data/catalog"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/ui/web"
)

// maxRoomForm is the greatest length of a step's form in bytes: four long texts, of
// which every letter is sent as nine bytes.
const maxRoomForm = 256 << 10

// roomStep returns the form and the step that a request is about; it has answered
// when ok is false.
func (s *Service) roomStep(w http.ResponseWriter, r *http.Request) (h room.Held, step dossier.Group, ok bool) {
	if h, ok = s.roomHeld(w, r); !ok {
		return h, "", false
	}
	step = dossier.Group(r.PathValue("step"))
	if !slices.Contains(h.Form.Groups(), step) {
		s.roomFail(w, r, room.ErrNone)
		return h, "", false
	}
	return h, step, true
}

// roomPart is what every page of a step says.
func roomPart(h room.Held, step dossier.Group, f web.Frame) web.RoomPart {
	groups := h.Form.Groups()
	at := slices.Index(groups, step)
	p := web.RoomPart{Entry: shortEntry(h, f.Lang), Group: string(step), Number: at + 1, Of: len(groups), Remark: h.Remarks[string(step)]}
	if at > 0 {
		p.Before = string(groups[at-1])
	}
	if at+1 < len(groups) {
		p.After = string(groups[at+1])
	}
	return p
}

// showRoomStep shows one step of a form.
func (s *Service) showRoomStep(w http.ResponseWriter, r *http.Request) {
	h, step, ok := s.roomStep(w, r)
	switch {
	case !ok:
	case step == dossier.GroupPhotos:
		s.drawRoomPhotos(w, r, http.StatusOK, h, "")
	case step == dossier.GroupDocuments:
		s.drawRoomPapers(w, r, http.StatusOK, h, "")
	default:
		s.drawRoomFields(w, r, http.StatusOK, h, step, nil)
	}
}

// typedIn is what a phone sent for a step, of which another has written meanwhile.
type typedIn struct{ answers dossier.Answers }

// drawRoomFields shows a step's fields: as they are kept or, when another phone was
// first, as this one typed them beside what the other wrote.
func (s *Service) drawRoomFields(w http.ResponseWriter, r *http.Request, status int, h room.Held, step dossier.Group, typed *typedIn) {
	p := web.RoomFields{Frame: s.roomFrame(w, r), Seen: h.Seen(step)}
	p.Here = "/room/forms/" + h.ID + "/" + string(step)
	p.RoomPart = roomPart(h, step, p.Frame)
	p.Done = doneOf(r)
	shown := h
	if typed != nil {
		p.Stale = true
		shown.Answers = h.Answers.Merge(h.Form, step, typed.answers)
	}
	findings, err := s.rooms.Findings(r.Context(), shown)
	if err == nil {
		p.Fields, err = roomFields(h, shown, step, findings, p.Lang)
	}
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	allowScript(w)
	s.draw(w, r, status, p)
}

// roomFields are the fields of a step, each with what is to be said of it.
func roomFields(h, shown room.Held, step dossier.Group, findings []dossier.Finding, lang string) (all []web.RoomField, err error) {
	env, err := kioskWords()
	if err != nil {
		return nil, err
	}
	for _, f := range h.Form.Fields() {
		if f.Group != step {
			continue
		}
		answer := shown.Answers[f.Key]
		field := web.RoomField{
			Key: f.Key, Kind: string(f.Kind), Label: f.Label.In(lang), Help: f.Help.In(lang), Value: answer, Max: f.Limit(),
			Needed: f.Needed, Public: f.Public, Yes: dossier.Yes(answer), Remark: h.Remarks[f.Key],
		}
		field.Findings = told(f.Key, answer, findingsOf(h.Form, findings, lang))
		if f.Kind == dossier.Choice {
			field.Options = roomOptions(f, answer, dossier.Options(f.List, env.Places, env.Classes), lang)
			if o, ok := f.Chosen(answer, dossier.Options(f.List, env.Places, env.Classes), env.Places, env.Classes); ok {
				chooseOption(field.Options, o.Value)
			}
		}
		if f.Kind == dossier.Link {
			field.Host = hostOf(answer)
		}
		if other := h.Answers[f.Key]; other != answer {
			field.Other, field.OtherSet = other, true
		}
		all = append(all, field)
	}
	return all, nil
}

// told are the findings of a field. That it has no answer is not said before it was
// given one: a form does not begin with reproaches.
func told(key, answer string, all []web.RoomFinding) (out []web.RoomFinding) {
	for _, f := range all {
		if f.Key == key && answer != "" {
			out = append(out, f)
		}
	}
	return out
}

// roomOptions are the options of a choice under their headings, with an answer that
// is none of them at the end: nothing that somebody wrote is lost by looking at it.
func roomOptions(f dossier.Field, answer string, options []dossier.Option, lang string) (all []web.RoomOption) {
	for i, o := range options {
		under := o.Under.In(lang)
		all = append(all, web.RoomOption{
			Value: o.Value, Label: o.Label.In(lang), Under: under,
			First: under != "" && (i == 0 || options[i-1].Under.In(lang) != under),
			Last:  under != "" && (i == len(options)-1 || options[i+1].Under.In(lang) != under),
		})
	}
	env, err := kioskWords()
	if err != nil || answer == "" {
		return all
	}
	if _, known := f.Chosen(answer, options, env.Places, env.Classes); !known {
		all = append(all, web.RoomOption{Value: answer, Label: answer, Chosen: true})
	}
	return all
}

func chooseOption(options []web.RoomOption, value string) {
	for i := range options {
		options[i].Chosen = options[i].Value == value
	}
}

// hostOf returns where a link leads, "" when it is none.
func hostOf(text string) string {
	link, err := catalog.CleanLink(text)
	if err != nil {
		return ""
	}
	u, err := url.Parse(link.URL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// roomForm reads the answers of a form; it has answered when ok is false.
func (s *Service) roomForm(w http.ResponseWriter, r *http.Request) (given dossier.Answers, ok bool) {
	r.Body = http.MaxBytesReader(w, r.Body, maxRoomForm)
	if err := textForm(r); err != nil {
		status := http.StatusBadRequest
		if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, http.StatusText(status), status)
		return nil, false
	}
	given = dossier.Answers{}
	for key := range r.PostForm {
		given[key] = r.PostForm.Get(key)
	}
	return given, true
}

// saveRoomStep keeps a step and goes on to the next, unless something in it is
// wrong or another phone was first.
func (s *Service) saveRoomStep(w http.ResponseWriter, r *http.Request) {
	h, step, ok := s.roomStep(w, r)
	if !ok {
		return
	}
	given, ok := s.roomForm(w, r)
	if !ok {
		return
	}
	saved, err := s.rooms.Save(r.Context(), h.Room, h.ID, r.PostForm.Get("seen"), step, given)
	switch {
	case stale(err):
		s.drawRoomFields(w, r, http.StatusConflict, saved, step, &typedIn{given})
	case err != nil:
		s.roomFail(w, r, err)
	default:
		s.afterSave(w, r, saved, step)
	}
}

func (s *Service) afterSave(w http.ResponseWriter, r *http.Request, h room.Held, step dossier.Group) {
	findings, err := s.rooms.Findings(r.Context(), h)
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	here := "/room/forms/" + h.ID
	next := here + "?done=saved"
	groups := h.Form.Groups()
	if at := slices.Index(groups, step); at+1 < len(groups) {
		next = here + "/" + string(groups[at+1]) + "?done=saved"
	}
	if r.PostForm.Get("go") != "next" || wrongIn(h, step, findings) {
		next = here + "/" + string(step) + "?done=saved"
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}

// wrongIn tells whether an answer of a step is wrong; one that lacks is no reason
// to stay.
func wrongIn(h room.Held, step dossier.Group, findings []dossier.Finding) bool {
	return slices.ContainsFunc(findings, func(f dossier.Finding) bool {
		field, ok := h.Form.Field(f.Key)
		return ok && field.Group == step && h.Answers[f.Key] != "" && f.Severity == catalog.Error
	})
}

// judged is what a page that is being typed in is told of a field.
type judged struct {
	Key     string `json:"key"`
	Message string `json:"message"`
	Wrong   bool   `json:"wrong"`
}

// judgeRoomStep says what the rules say of answers that are being typed. It keeps
// nothing.
func (s *Service) judgeRoomStep(w http.ResponseWriter, r *http.Request) {
	h, step, ok := s.roomStep(w, r)
	if !ok {
		return
	}
	given, ok := s.roomForm(w, r)
	if !ok {
		return
	}
	h.Answers = h.Answers.Merge(h.Form, step, given)
	findings, err := s.rooms.Findings(r.Context(), h)
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	out := struct {
		Findings []judged          `json:"findings"`
		Hosts    map[string]string `json:"hosts"` // where links lead
	}{[]judged{}, map[string]string{}}
	for _, f := range findingsOf(h.Form, findings, s.lang(w, r)) {
		if f.Group == string(step) && h.Answers[f.Key] != "" {
			out.Findings = append(out.Findings, judged{f.Key, f.Message, f.Wrong})
		}
	}
	for _, f := range h.Form.Fields() {
		if f.Group == step && f.Kind == dossier.Link {
			out.Hosts[f.Key] = hostOf(h.Answers[f.Key])
		}
	}
	sendJSON(w, http.StatusOK, out)
}
