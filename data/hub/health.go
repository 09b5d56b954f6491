package hub

import (
	"context"
	"net/http"
	"time"

	"hangviet/data/hub/people"
)

// healthRoutes tell machines how the hub does. They tell strangers nothing else.
func (s *Service) healthRoutes() []route {
	return []route{
		{"GET /healthz", people.Anyone, s.serveAlive},
		{"GET /readyz", people.Anyone, s.serveReady},
	}
}

// serveAlive says that the program answers.
func (s *Service) serveAlive(w http.ResponseWriter, _ *http.Request) {
	sendJSON(w, http.StatusOK, map[string]string{"status": "alive"})
}

// readyLimit bounds how long the database may take to answer.
const readyLimit = 3 * time.Second

// readiness is the answer of /readyz; each is "good" or what is wrong.
type readiness struct {
	Ready    bool   `json:"ready"`
	Database string `json:"database"`
	Content  string `json:"content"`
}

// serveReady says whether the hub can do its work: the database answers and the
// content folder's newest release is verified. A hub without content is ready, for
// it takes ballots.
func (s *Service) serveReady(w http.ResponseWriter, r *http.Request) {
	ready := readiness{Ready: true, Database: "good", Content: "good"}
	ctx, cancel := context.WithTimeout(r.Context(), readyLimit)
	defer cancel()
	if _, _, err := s.crowd(ctx); err != nil {
		ready.Ready, ready.Database = false, "does not answer"
	}
	if p := s.Problem(); p != nil {
		ready.Ready, ready.Content = false, p.Code
	}
	status := http.StatusOK
	if !ready.Ready {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "10")
	}
	sendJSON(w, status, ready)
}
