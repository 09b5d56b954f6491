package hub

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/mod/semver"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/release"
	"hangviet/ui/web"
)

// programRoutes are the kiosks' program: packages, and giving them out.
func (s *Service) programRoutes() []route {
	return []route{
		{"GET /programs", people.SeeKiosks, s.showPrograms},
		{"POST /programs/packages", people.PublishContent, s.takePackages},
		{"POST /programs/packages/{sha}/remove", people.PublishContent, s.removePackage},
		{"POST /programs/order", people.PublishContent, s.takeProgramOrder},
	}
}

// showPrograms shows what is given out, and which kiosk runs what.
func (s *Service) showPrograms(w http.ResponseWriter, r *http.Request) {
	s.drawPrograms(w, r, http.StatusOK, "", "", nil)
}

// drawPrograms draws the page; form is what was typed, where it has to be typed
// again.
func (s *Service) drawPrograms(w http.ResponseWriter, r *http.Request, status int, fault, detail string, form url.Values) {
	p := web.Programs{Frame: s.frame(w, r, true), Fault: fault, Detail: detail, Most: byteWords(s.press.Limits.Program)}
	p.Here = "/programs"
	p.Note, p.Some, p.At, p.When, p.Then = form.Get("note"), toSome(form), form.Get("at"), form.Get("when"), form.Get("then")
	if err := s.fillPrograms(r.Context(), &p, form, pageOf(r)); err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, status, p)
}

func (s *Service) fillPrograms(ctx context.Context, p *web.Programs, form url.Values, page int) error {
	offered, err := s.press.Offered(ctx)
	if press.Damaged(err) {
		p.Fault = "press.fault.content"
	} else if err != nil {
		return err
	}
	f, err := s.fleetNow(ctx)
	if err != nil {
		return err
	}
	fillVersions(p, f, offered, page)
	state, err := s.press.KeyState()
	if err != nil {
		return err
	}
	shown, err := s.shownNumber(ctx)
	if err != nil && !press.Damaged(err) {
		return err
	}
	p.Keys, p.Shown = string(state), shown > 0
	if p.Two, err = s.press.Two(ctx); err != nil {
		return err
	}
	if p.Kiosks, err = s.stageKiosks(ctx, form["stage"]); err != nil {
		return err
	}
	if err := s.fillPackages(p, offered, form["package"]); err != nil {
		return err
	}
	return s.fillProgramOrders(ctx, p)
}

// systemName is what people call a platform.
func systemName(platform, lang string) string {
	if platform == "" { // it never told
		return ""
	}
	if !slices.Contains(press.Platforms(), platform) {
		return web.Word(lang, "programs.system.other")
	}
	return web.Word(lang, "programs.system."+strings.ReplaceAll(platform, "/", "."))
}

func (s *Service) fillPackages(p *web.Programs, offered release.Programs, chosen []string) error {
	held, err := s.press.Packages()
	for _, x := range held {
		row := web.ProgramPackage{
			SHA256: x.SHA256, Version: x.Version, System: systemName(x.Platform, p.Lang), Size: byteWords(x.Size), Came: showTime(x.Came),
			Chosen: slices.Contains(chosen, x.SHA256),
		}
		if now, ok := offered.For(x.Platform); ok {
			row.Given, row.Older = now.SHA256 == x.SHA256, semver.Compare(x.Version, now.Version) < 0
		}
		p.Packages = append(p.Packages, row)
	}
	return err
}

func (s *Service) fillProgramOrders(ctx context.Context, p *web.Programs) error {
	orders, err := s.press.Orders(ctx, pastOrders)
	for _, o := range orders {
		if !press.IsOffer(o.Kind) {
			continue
		}
		row := s.orderRow(ctx, o, p.Lang)
		row.Two = p.Two
		if o.Open() {
			p.Orders = append(p.Orders, row)
		} else {
			p.Past = append(p.Past, row)
		}
	}
	return err
}

// programFaults say why something about the program is not done.
var programFaults = []struct {
	err error
	key string
}{
	{press.ErrPackage, "programs.bad.package"},
	{press.ErrPlatform, "programs.bad.platform"},
	{press.ErrTooLarge, "programs.bad.large"},
	{press.ErrTooMany, "programs.bad.many"},
	{syscall.ENOSPC, "programs.bad.full"},
	{press.ErrNeeded, "programs.bad.needed"},
	{errLong, "programs.bad.large"},
	{errNoPackage, "programs.bad.none"},
	{errNoFile, "programs.bad.none"},
	{books.ErrNotFound, "programs.bad.gone"},
	{release.ErrOlder, "programs.bad.older"},
	{release.ErrNoProgram, "programs.bad.notgiven"},
	{release.ErrNoRelease, "programs.norelease"},
	{errEnd, "programs.bad.end"},
	{errWhen, "programs.bad.when"},
}

var (
	errNoPackage = errors.New("no package is chosen")
	errEnd       = errors.New("no machine or no reason is given")
	errWhen      = errors.New("no date and time is given")
)

// programFault returns the key of the sentence, "" for what is nobody's fault.
func programFault(err error) string {
	for _, f := range programFaults {
		if errors.Is(err, f.err) {
			return f.key
		}
	}
	return whyNot(err)
}

// answerPrograms shows the page after something was done. Detail is of the fault.
func (s *Service) answerPrograms(w http.ResponseWriter, r *http.Request, err error, detail string, form url.Values) {
	switch key := programFault(err); {
	case err == nil:
		http.Redirect(w, r, "/programs", http.StatusSeeOther)
	case key == "":
		s.fail(w, r, err)
	default:
		s.drawPrograms(w, r, refused(err), key, detail, form)
	}
}

// takePackages takes packages from a form, one after the other. The first that is not
// taken is named.
func (s *Service) takePackages(w http.ResponseWriter, r *http.Request) {
	var bad string
	var fault error
	err := s.eachFile(w, r, int64(len(press.Platforms()))*s.press.Limits.Program, func(_, name string, file io.Reader) error {
		_, err := s.press.PutPackage(r.Context(), file)
		if programFault(err) == "" {
			return err
		}
		if fault == nil {
			bad, fault = name, err
		}
		return nil
	})
	if errors.Is(err, errForm) {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	if err == nil {
		err = fault
	}
	s.answerPrograms(w, r, err, bad, nil)
}

func (s *Service) removePackage(w http.ResponseWriter, r *http.Request) {
	err := s.press.RemovePackage(r.Context(), r.PathValue("sha"))
	if errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	s.answerPrograms(w, r, err, "", nil)
}

// takeProgramOrder takes an order to give a program out, or to take it back.
func (s *Service) takeProgramOrder(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxOrderForm)
	if err := textForm(r); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	wish, err := s.programWish(r.PostForm)
	if err == nil {
		_, err = s.press.Ask(r.Context(), press.Asker{Name: nameOf(r.Context()), May: true}, wish)
	}
	s.answerPrograms(w, r, err, "", r.PostForm)
}

// programWish reads an order about the program out of a form.
func (s *Service) programWish(form url.Values) (w press.Wish, err error) {
	w.Kind = form.Get("kind")
	w.Terms.Note, w.Terms.Reason = strings.TrimSpace(form.Get("note")), strings.TrimSpace(form.Get("reason"))
	switch w.Kind {
	case press.Offer:
		if w.Terms.Packages, err = s.chosenPackages(form["package"]); err == nil {
			err = programTimes(&w, form)
		}
	case press.EndOffer:
		if w.Terms.End = form["end"]; len(w.Terms.End) == 0 || w.Terms.Reason == "" {
			err = errEnd
		}
	case press.OfferAll, press.OfferHold:
	default:
		err = press.ErrTerms
	}
	return w, err
}

// chosenPackages looks up what was chosen: one package for each platform.
func (s *Service) chosenPackages(shas []string) (all []press.Package, err error) {
	held, err := s.press.Packages()
	if err != nil {
		return nil, err
	}
	platforms := map[string]bool{}
	for _, sha := range shas {
		i := slices.IndexFunc(held, func(x press.Package) bool { return x.SHA256 == sha })
		if i < 0 {
			return nil, books.ErrNotFound
		}
		if platforms[held[i].Platform] {
			return nil, errNoPackage
		}
		platforms[held[i].Platform] = true
		all = append(all, held[i])
	}
	if len(all) == 0 {
		return nil, errNoPackage
	}
	return all, nil
}

// programTimes reads for whom, and when.
func programTimes(w *press.Wish, form url.Values) (err error) {
	if toSome(form) {
		if w.Terms.Stage = form["stage"]; len(w.Terms.Stage) == 0 {
			return errStage
		}
		if w.Then, err = momentOf(form.Get("then")); err != nil {
			return err
		}
	}
	switch form.Get("at") {
	case "next":
		w.Terms.Next = true
	case "time":
		if w.Due, err = momentOf(form.Get("when")); err == nil && w.Due.Equal(time.Time{}) {
			err = errWhen
		}
	}
	return err
}
