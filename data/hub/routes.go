package hub

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// routes puts every path to its handler.
func (s *Service) routes() (http.Handler, error) {
	guard := http.NewCrossOriginProtection()
	if s.config.PublicURL != "" {
		if err := guard.AddTrustedOrigin(strings.TrimSuffix(s.config.PublicURL, "/")); err != nil {
			return nil, fmt.Errorf("public address: %w", err)
		}
	}
	mux := http.NewServeMux()
	s.patterns = map[string]people.Right{}
	for _, r := range s.allRoutes() {
		s.patterns[r.pattern] = r.right
		mux.HandleFunc(r.pattern, s.allowed(r))
	}
	return s.watched(s.early(s.headed(sound(guard.Handler(mux))))), nil
}

// sound refuses a request whose path or query is no text: nothing is called so, and
// not every database would say so by itself.
func sound(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		good := isText(r.URL.Path)
		for name, values := range r.URL.Query() {
			good = good && isText(name) && !slices.ContainsFunc(values, func(value string) bool { return !isText(value) })
		}
		if !good {
			http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isText tells whether a text is one that every database takes.
func isText(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

// route is one path of the hub and the right it asks for.
type route struct {
	pattern string // as of [http.ServeMux]
	right   people.Right
	handler http.HandlerFunc
}

// allRoutes returns every path of the hub; what needs which right is said in
// these tables and nowhere else.
func (s *Service) allRoutes() []route {
	return slices.Concat(
		s.kioskRoutes(), s.publicRoutes(), s.peopleRoutes(), s.voteRoutes(), s.fleetRoutes(), s.pressRoutes(), s.programRoutes(), s.footfallRoutes(),
		s.linkRoutes(), s.healthRoutes(), s.apiRoutes(), s.roomRoutes(), s.roomBackRoutes(), s.dossierRoutes(),
	)
}

// kioskRoutes are what kiosks call: content for everybody, and what is signed by
// the kiosk it comes from. Nothing here tells a tally.
func (s *Service) kioskRoutes() []route {
	return []route{
		{contentRoute, people.Anyone, s.serveContent},
		{"POST " + wire.PathEnrol, people.Kiosk, s.serveEnrol},
		{"POST " + wire.PathLedger, people.Kiosk, s.serveLedger},
		{"POST " + wire.PathCounters, people.Kiosk, s.serveCounters},
		{"POST " + wire.PathBeat, people.Kiosk, s.serveBeat},
		{"GET " + wire.PathKiosks + "{id}", people.Anyone, s.serveStanding},
		{"/api/", people.Anyone, s.serveNoAPI},
	}
}

// publicRoutes are pages for everybody. What is told of a round is for
// showResults to decide.
func (s *Service) publicRoutes() []route {
	return []route{
		{"GET /static/", people.Anyone, web.Static().ServeHTTP},
		{"GET /{$}", people.Anyone, s.showHome},
		{"GET /results/{id}", people.Anyone, s.showResults},
		{"GET /receipt", people.Anyone, s.showReceipt},
		{"GET /receipt/{code}", people.Anyone, s.showReceipt},
		{"POST /receipt", people.Anyone, s.doReceipt},
		{"GET /record/{round}/{name...}", people.Anyone, s.serveRecord},
		{"/", people.Anyone, s.showNothing},
	}
}

// fleetRoutes are the kiosks.
func (s *Service) fleetRoutes() []route {
	return []route{
		{"GET /kiosks", people.SeeKiosks, s.showKiosks},
		{"GET /kiosks.csv", people.SeeKiosks, s.sendFleet},
		{"GET /kiosks/{id}", people.SeeKiosks, s.showKiosk},
		{"GET /kiosks/add", people.ManageKiosks, s.showAdd},
		{"GET /kiosks/alerts", people.SeeKiosks, s.showMessages},
		{"GET /kiosks/sticks", people.ManageKiosks, s.showSticks},
		{"POST /kiosks/sticks", people.ManageKiosks, s.doStick},
		{"POST /kiosks/sticks/{id}/revoke", people.ManageKiosks, s.revokeStick},
		{"GET /settings/alerts", people.ManageHub, s.showAlerts},
		{"POST /settings/alerts", people.ManageHub, s.doAlerts},
		{"GET /kiosks/{id}/place", people.ManageKiosks, s.showPlace},
		{"POST /kiosks/{id}/place", people.ManageKiosks, s.doPlace},
		{"GET /kiosks/{id}/unlock", people.ManageKiosks, s.showUnlock},
		{"POST /kiosks/{id}/unlock", people.ManageKiosks, s.doUnlock},
		{"POST /kiosks/{id}/settle", people.ManageKiosks, s.settleKiosk},
		{"POST /kiosks/{id}/approve", people.ManageKiosks, s.decide(wire.Approved)},
		{"POST /kiosks/{id}/refuse", people.ManageKiosks, s.decide(wire.Refused)},
	}
}

// policy forbids scripts altogether and everything that is not ours.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// allowScript lets a page run our own script files and call the hub from them; a
// page without need of it must not say so.
func allowScript(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", policy+"; script-src 'self'; connect-src 'self'")
}

// headed sets the headers that every answer carries. Pages and answers are not
// kept anywhere unless a handler says otherwise.
func (s *Service) headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin") // with less, forms over plain HTTP come from nowhere and are refused
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
		h.Set("Cache-Control", "no-store")
		if s.secure(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// watched logs what was asked and how it ended, with nothing in it that leads
// to a person: no address, no name, no query. It lets a slow reader go and
// turns a panic into an answer.
func (s *Service) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		out := &answer{ResponseWriter: w, stall: s.config.Limits.Stall}
		if r.Body == http.NoBody {
			out.heard()
		}
		defer func() {
			if p := recover(); p != nil {
				s.recovered(out, p)
			}
			out.extend()
			s.told(r, out, time.Since(start))
		}()
		next.ServeHTTP(out, r)
	})
}

// told counts an answer and logs it.
func (s *Service) told(r *http.Request, out *answer, took time.Duration) {
	s.metrics.seen(r.Pattern, out.status, took)
	if ctx := r.Context(); s.config.Log.Enabled(ctx, slog.LevelInfo) {
		s.config.Log.LogAttrs(ctx, slog.LevelInfo, "request", slog.String("method", r.Method), slog.String("route", r.Pattern),
			slog.Int("status", out.status), slog.Int64("bytes", out.bytes), slog.Duration("took", took.Round(time.Microsecond)))
	}
}

// recovered answers for a handler that panicked; a connection that was to be
// cut is cut.
func (s *Service) recovered(out *answer, p any) {
	if p == http.ErrAbortHandler { // the documented comparison
		panic(p)
	}
	s.config.Log.Error("panic", "value", fmt.Sprint(p), "stack", string(debug.Stack()))
	if out.status == 0 {
		http.Error(out, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	}
}
