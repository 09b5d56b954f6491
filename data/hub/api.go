package hub

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// maxEnrolment is the greatest length of an enrolment in bytes.
const maxEnrolment = 4 << 10

// serveEnrol takes an enrolment.
func (s *Service) serveEnrol(w http.ResponseWriter, r *http.Request) {
	var e wire.Enrolment
	if err := readJSON(http.MaxBytesReader(w, r.Body, maxEnrolment), &e); err != nil {
		s.sendRefusal(w, bodyRefusal(err))
		return
	}
	standing, err := s.Enrol(r.Context(), e)
	if err != nil {
		s.sendRefusal(w, err)
		return
	}
	sendJSON(w, http.StatusOK, standing)
}

// readJSON reads one value and nothing after it. Fields it does not know are
// passed over: a newer kiosk may send more.
func readJSON(body io.Reader, into any) error {
	decoder := json.NewDecoder(body)
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.Join(errTrailing, err)
	}
	return nil
}

var errTrailing = errors.New("more than one value")

// bodyRefusal tells a body that is too large from one that is of no use.
func bodyRefusal(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return refuse(wire.CodeTooLarge)
	}
	return refuse(wire.CodeBadRequest)
}

// serveLedger takes a bundle and answers with a receipt.
func (s *Service) serveLedger(w http.ResponseWriter, r *http.Request) {
	data, err := s.readBundle(w, r)
	if err != nil {
		s.sendRefusal(w, bodyRefusal(err))
		return
	}
	receipt, err := s.Receive(r.Context(), data, books.ByNetwork)
	if err != nil {
		s.sendRefusal(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write(receipt) // the kiosk that does not get it asks again
}

// readBundle gives a bundle its own time to arrive, and what is done with it
// as long as it takes.
func (s *Service) readBundle(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	control := http.NewResponseController(w)
	if err := control.SetReadDeadline(time.Now().Add(s.config.Limits.Bundle)); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, ledger.MaxBundle))
	if err != nil {
		return nil, err
	}
	return data, control.SetReadDeadline(time.Time{})
}

// serveStanding tells a kiosk how it stands.
func (s *Service) serveStanding(w http.ResponseWriter, r *http.Request) {
	standing, err := s.Standing(r.Context(), r.PathValue("id"))
	if err != nil {
		s.sendRefusal(w, err)
		return
	}
	sendJSON(w, http.StatusOK, standing)
}

// serveNoAPI answers calls that the API does not have.
func (s *Service) serveNoAPI(w http.ResponseWriter, _ *http.Request) {
	s.sendRefusal(w, refuse(wire.CodeNotFound))
}

// sendRefusal answers with what went wrong; an inner error goes to the log and
// only its code to the sender.
func (s *Service) sendRefusal(w http.ResponseWriter, err error) {
	refusal, status := asRefusal(err)
	if refusal.Code == wire.CodeInternal && !errors.Is(err, context.Canceled) { // else nobody waits for an answer
		s.config.Log.Error("request", "error", err)
	}
	if status == http.StatusServiceUnavailable || status == http.StatusInternalServerError {
		w.Header().Set("Retry-After", "60")
	}
	sendJSON(w, status, refusal)
}

func sendJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value) // who does not get it asks again
}
