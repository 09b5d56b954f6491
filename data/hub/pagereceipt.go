package hub

import (
	"fmt"
	"net/http"
	"time"

	"hangviet/data/ticket"
	"hangviet/ui/web"
)

// showReceipt shows the form to look up a receipt. A code that came with the
// address, as from a receipt's QR symbol, is looked up.
func (s *Service) showReceipt(w http.ResponseWriter, r *http.Request) {
	if typed := r.PathValue("code"); typed != "" {
		s.lookUp(w, r, typed)
		return
	}
	s.drawReceipt(w, r, http.StatusOK, web.Receipt{})
}

// doReceipt looks up the code that was typed.
func (s *Service) doReceipt(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	s.lookUp(w, r, r.PostForm.Get("code"))
}

// lookUp says whether a receipt is in the record, and nothing else. A slip of the
// finger is told by the check characters and is no guess.
func (s *Service) lookUp(w http.ResponseWriter, r *http.Request, typed string) {
	code, err := ticket.Parse(typed)
	if err != nil {
		s.drawReceipt(w, r, http.StatusOK, web.Receipt{Answer: "receipt.mistyped", Fault: true})
		return
	}
	from := s.address(r)
	wait, err := s.enter(r.Context(), receiptGate, from)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if wait > 0 {
		w.Header().Set("Retry-After", fmt.Sprint(roundUp(wait, time.Second)))
		s.drawReceipt(w, r, http.StatusTooManyRequests, web.Receipt{Answer: "receipt.slow", Wait: roundUp(wait, time.Second), Fault: true})
		return
	}
	found, err := s.HasReceipt(r.Context(), code)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.Receipt{Code: code.String(), Answer: "receipt.missing", Fault: true}
	if found {
		p.Answer, p.Fault = "receipt.found", false
		if err := s.hit(r.Context(), receiptGate, from); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	s.drawReceipt(w, r, http.StatusOK, p)
}

func (s *Service) drawReceipt(w http.ResponseWriter, r *http.Request, status int, p web.Receipt) {
	known, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Frame = s.frame(w, r, known)
	p.Here = "/receipt" // the code is not carried on
	s.draw(w, r, status, p)
}
