package hub

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// routes puts every path to its handler. What needs sign-in is said here, once.
func (s *Service) routes() (http.Handler, error) {
	guard := http.NewCrossOriginProtection()
	if s.config.PublicURL != "" {
		if err := guard.AddTrustedOrigin(strings.TrimSuffix(s.config.PublicURL, "/")); err != nil {
			return nil, fmt.Errorf("public address: %w", err)
		}
	}
	mux := http.NewServeMux()
	s.routeKiosks(mux)
	s.routePeople(mux)
	return s.watched(s.headed(guard.Handler(mux))), nil
}

// routeKiosks holds what kiosks call. Nothing here tells a tally.
func (s *Service) routeKiosks(mux *http.ServeMux) {
	mux.HandleFunc("GET "+wire.PathContent+"{name...}", s.serveContent)
	mux.HandleFunc("POST "+wire.PathEnrol, s.serveEnrol)
	mux.HandleFunc("POST "+wire.PathLedger, s.serveLedger)
	mux.HandleFunc("POST "+wire.PathCounters, s.serveCounters)
	mux.HandleFunc("GET "+wire.PathKiosks+"{id}", s.serveStanding)
	mux.HandleFunc("/api/", s.serveNoAPI)
}

// routePeople holds the pages. What is told of a round without sign-in is for
// showResults to decide.
func (s *Service) routePeople(mux *http.ServeMux) {
	mux.Handle("GET /static/", web.Static())
	mux.HandleFunc("GET /{$}", s.showKiosks)
	mux.HandleFunc("GET /login", s.showLogin)
	mux.HandleFunc("POST /login", s.doLogin)
	mux.HandleFunc("POST /logout", s.doLogout)
	mux.HandleFunc("GET /results/{id}", s.showResults)
	mux.HandleFunc("GET /receipt", s.showReceipt)
	mux.HandleFunc("GET /receipt/{code}", s.showReceipt)
	mux.HandleFunc("POST /receipt", s.doReceipt)
	mux.HandleFunc("GET /record/{round}/{name...}", s.serveRecord)
	mux.HandleFunc("/", s.showNothing)

	mux.HandleFunc("GET /rounds", s.signedIn(s.showRounds))
	mux.HandleFunc("GET /rounds/{id}", s.signedIn(s.showRound))
	mux.HandleFunc("GET /rounds/{id}/export", s.signedIn(s.sendExport))
	mux.HandleFunc("GET /rounds/{round}/record", s.signedIn(s.showRoundRecord))
	mux.HandleFunc("GET /rounds/{round}/record.zip", s.signedIn(s.sendRoundRecord))
	mux.HandleFunc("GET /counters.csv", s.signedIn(s.sendCounters))
	mux.HandleFunc("GET /rounds/{id}/exposure", s.signedIn(s.showExposure))
	mux.HandleFunc("GET /forks/{id}", s.signedIn(s.sendFork))
	mux.HandleFunc("GET /cases/{id}", s.signedIn(s.showCase))
	mux.HandleFunc("POST /cases/{id}/count", s.signedIn(s.judge(books.CountToo)))
	mux.HandleFunc("POST /cases/{id}/aside", s.signedIn(s.judge(books.SetAside)))
	mux.HandleFunc("POST /cases/{id}/undecided", s.signedIn(s.judge("")))
	mux.HandleFunc("POST /kiosks/{id}/approve", s.signedIn(s.decide(wire.Approved)))
	mux.HandleFunc("POST /kiosks/{id}/refuse", s.signedIn(s.decide(wire.Refused)))
}

// policy forbids scripts altogether and everything that is not ours.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

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
			s.config.Log.Info("request", "method", r.Method, "route", r.Pattern, "status", out.status,
				"bytes", out.bytes, "took", time.Since(start).Round(time.Microsecond))
		}()
		next.ServeHTTP(out, r)
	})
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

// answer notes how a request was answered and gives every piece of the answer
// the same time to leave, however long the whole is.
type answer struct {
	http.ResponseWriter
	stall  time.Duration
	status int
	bytes  int64
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// extend gives what is written next its time. A connection that takes no
// deadline is closed, or is none; writing to it will tell.
func (a *answer) extend() {
	http.NewResponseController(a.ResponseWriter).SetWriteDeadline(time.Now().Add(a.stall)) // see above
}

// heard says that the request has been read whole, so that its time limit does
// not end the answer, however long that takes.
func (a *answer) heard() {
	http.NewResponseController(a.ResponseWriter).SetReadDeadline(time.Time{}) // as in extend
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.extend()
	a.ResponseWriter.WriteHeader(status)
}

// Write sends one piece.
func (a *answer) Write(piece []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.extend()
	n, err := a.ResponseWriter.Write(piece)
	a.bytes += int64(n)
	return n, err
}
