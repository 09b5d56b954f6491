package hub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/ui/web"
)

// showPublish shows the form to publish with.
func (s *Service) showPublish(w http.ResponseWriter, r *http.Request) {
	s.drawPublish(w, r, http.StatusOK, "", nil)
}

func (s *Service) drawPublish(w http.ResponseWriter, r *http.Request, status int, fault string, form url.Values) {
	p := web.PressPublish{PressFrame: s.pressFrame(w, r, "publish"), May2: s.can(r.Context(), people.PublishContent)}
	p.Fault, p.Here = fault, "/press/publish"
	p.Note, p.Some, p.When, p.Then = form.Get("note"), toSome(form), form.Get("when"), form.Get("then")
	state, err := s.press.KeyState()
	p.Keys = string(state)
	for _, read := range []func() error{
		func() (err error) { p.Check, err = s.lastCheck(r.Context()); return err },
		func() (err error) { p.Two, err = s.press.Two(r.Context()); return err },
		func() (err error) { p.Kiosks, err = s.stageKiosks(r.Context(), form["stage"]); return err },
	} {
		if err == nil {
			err = read()
		}
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	allowScript(w)
	s.draw(w, r, status, p)
}

// stageKiosks lists the approved kiosks for a first stage to be chosen from.
func (s *Service) stageKiosks(ctx context.Context, chosen []string) (all []web.PressKiosk, err error) {
	kiosks, _, err := s.Kiosks(ctx)
	for _, k := range kiosks {
		if k.Status == wire.Approved {
			all = append(all, web.PressKiosk{ID: k.ID, Name: k.Name, Chosen: slices.Contains(chosen, k.ID)})
		}
	}
	return all, err
}

// maxOrderForm is the greatest length of a form with many kiosks in bytes.
const maxOrderForm = 256 << 10

// orderFaults say why an order is not taken.
var orderFaults = []struct {
	err error
	key string
}{
	{press.ErrUnknown, "press.unknowncode"},
	{press.ErrTerms, "press.terms"},
	{press.ErrNotReady, "press.notready"},
	{press.ErrNoKeys, "press.nokeys"},
	{press.ErrSame, "press.same"},
	{press.ErrState, "press.past.state"},
	{release.ErrNoRelease, "press.gone"},
	{release.ErrCorrupt, "press.badsignature"},
	{release.ErrMixed, "press.badsignature"},
	{errTime, "press.badtime"},
	{errStage, "press.nostage"},
}

var (
	errTime  = errors.New("no date and time")
	errStage = errors.New("no kiosk is chosen")
)

// whyNot returns the key of the sentence, "" for what is nobody's fault.
func whyNot(err error) string {
	for _, f := range orderFaults {
		if errors.Is(err, f.err) {
			return f.key
		}
	}
	return ""
}

// orderFault returns the key of the sentence for what ended an order.
func orderFault(fault string) string {
	for _, f := range []struct{ part, key string }{
		{release.ErrOvertaken.Error(), "press.fault.overtaken"},
		{release.ErrNoProgram.Error(), "press.fault.overtaken"},
		{release.ErrOlder.Error(), "press.fault.older"},
		{"offer programs: package", "press.fault.program"},
		{press.ErrTickets.Error(), "press.fault.tickets"},
		{"nominee", "press.fault.moved"},
		{release.ErrPassphrase.Error(), "press.fault.keys"},
		{"passphrase", "press.fault.keys"},
		{release.ErrNotSigned.Error(), "press.fault.notsigned"},
		{release.ErrOtherRoot.Error(), "press.fault.root"},
		{"pictures of the check are gone", "press.fault.pictures"},
	} {
		if strings.Contains(fault, f.part) {
			return f.key
		}
	}
	return "press.fault.other"
}

// takeOrder takes an order to publish, to publish again, to hide.
func (s *Service) takeOrder(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxOrderForm)
	if err := textForm(r); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	wish, err := wishOf(r.PostForm)
	if err == nil {
		by := press.Asker{Name: nameOf(r.Context()), May: s.can(r.Context(), people.PublishContent)}
		_, err = s.press.Ask(r.Context(), by, wish)
	}
	switch key := whyNot(err); {
	case key != "" && wish.Kind == press.Publish:
		s.drawPublish(w, r, http.StatusUnprocessableEntity, key, r.PostForm)
	case key != "":
		s.drawPress(w, r, http.StatusUnprocessableEntity, key, "")
	case err != nil:
		s.fail(w, r, err)
	default:
		http.Redirect(w, r, "/press", http.StatusSeeOther)
	}
}

// wishOf reads an order out of a form. Renew is the hub's own.
func wishOf(form url.Values) (w press.Wish, err error) {
	w.Kind = form.Get("kind")
	if !slices.Contains([]string{press.Publish, press.ToAll, press.Hold, press.Again, press.Refresh, press.Withdraw, press.Restore}, w.Kind) {
		return w, press.ErrTerms
	}
	w.Terms.Note, w.Terms.Reason = strings.TrimSpace(form.Get("note")), strings.TrimSpace(form.Get("reason"))
	w.Terms.Codes = strings.FieldsFunc(form.Get("codes"), func(c rune) bool { return c == ',' || c == ' ' || c == '\n' || c == '\r' })
	w.Terms.Check, _ = strconv.ParseInt(form.Get("check"), 10, 64) // none is checked by its kind
	w.Terms.Release, _ = strconv.ParseInt(form.Get("release"), 10, 64)
	if toSome(form) {
		if w.Terms.Stage = form["stage"]; len(w.Terms.Stage) == 0 {
			return w, errStage
		}
	}
	if w.Due, err = momentOf(form.Get("when")); err == nil && w.Terms.Stage != nil {
		w.Then, err = momentOf(form.Get("then"))
	}
	return w, err
}

// toSome tells whether an order is for some kiosks first.
func toSome(form url.Values) bool { return form.Get("to") == "some" }

// momentOf reads what a field for date and time gives, in Vietnam's zone; "" is
// the zero time.
func momentOf(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", text, catalog.Zone)
	if err != nil {
		return t, fmt.Errorf("%w: %w", errTime, err)
	}
	return t, nil
}

// answerOrder shows the press after something was done to an order.
func (s *Service) answerOrder(w http.ResponseWriter, r *http.Request, err error) {
	switch key := whyNot(err); {
	case errors.Is(err, books.ErrNotFound):
		s.showNothing(w, r)
	case key != "":
		s.drawPress(w, r, http.StatusUnprocessableEntity, key, "")
	case err != nil:
		s.fail(w, r, err)
	default:
		http.Redirect(w, r, s.pageOfOrder(r), http.StatusSeeOther)
	}
}

// pageOfOrder is where the order of the path is shown.
func (s *Service) pageOfOrder(r *http.Request) string {
	if kind, err := s.press.Kind(r.Context(), orderNumber(r)); err == nil && press.IsOffer(kind) {
		return "/programs"
	}
	return "/press"
}

func (s *Service) approveOrder(w http.ResponseWriter, r *http.Request) {
	s.answerOrder(w, r, s.press.Approve(r.Context(), orderNumber(r), nameOf(r.Context())))
}

// onOrder does something to the order of the path.
func (s *Service) onOrder(do func(context.Context, int64) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { s.answerOrder(w, r, do(r.Context(), orderNumber(r))) }
}

func (s *Service) pausePress(ctx context.Context, n int64) error  { return s.press.Pause(ctx, n) }
func (s *Service) resumePress(ctx context.Context, n int64) error { return s.press.Resume(ctx, n) }

// rightToDrop is what who gives up an order of that kind has to have: one about the
// kiosks' program is none for editors, who could not ask for it either.
func rightToDrop(kind string) people.Right {
	if press.IsOffer(kind) {
		return people.PublishContent
	}
	return people.EditContent
}

func (s *Service) dropOrder(w http.ResponseWriter, r *http.Request) {
	kind, err := s.press.Kind(r.Context(), orderNumber(r))
	if err == nil && !s.can(r.Context(), rightToDrop(kind)) {
		s.showForbidden(w, r)
		return
	}
	if err == nil {
		err = s.press.Drop(r.Context(), orderNumber(r))
	}
	s.answerOrder(w, r, err)
}

// sendRequest sends what is to be signed elsewhere.
func (s *Service) sendRequest(w http.ResponseWriter, r *http.Request) {
	data, err := s.press.Request(r.Context(), orderNumber(r))
	if err != nil {
		s.answerOrder(w, r, err)
		return
	}
	sendAttachment(w, fmt.Sprintf("hangviet-%d.request", orderNumber(r)), "application/json", data)
}

func sendAttachment(w http.ResponseWriter, name, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	w.Write(data) // who does not get it asks again
}

// maxSignature is the greatest length of a signature's file in bytes.
const maxSignature = 64 << 10

// takeSignature takes the signature that was made elsewhere.
func (s *Service) takeSignature(w http.ResponseWriter, r *http.Request) {
	files, err := formFiles(w, r, "signature", 1, maxSignature)
	if err == nil && len(files) == 0 {
		err = release.ErrCorrupt
	}
	if err == nil {
		err = s.press.Sign(r.Context(), orderNumber(r), files[0].Data)
	}
	s.answerOrder(w, r, err)
}

// formFiles reads the small files of a form's field.
func formFiles(w http.ResponseWriter, r *http.Request, field string, most int, size int64) (files []press.KeyFile, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, int64(most)*size+maxForm)
	form, err := r.MultipartReader()
	if err != nil {
		return nil, press.ErrTerms
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, press.ErrTerms
		}
		if part.FormName() != field || part.FileName() == "" {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, size+1))
		if err != nil || int64(len(data)) > size || len(files) == most {
			return nil, press.ErrTerms
		}
		files = append(files, press.KeyFile{Name: part.FileName(), Data: data})
	}
}
