package courier_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/courier"
	"hangviet/data/hub/courier/couriertest"
)

var message = courier.Message{
	Number: 7, At: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Subject: "12 kiosk mất liên lạc\r\nBcc: x@y.vn", Text: "Kiosk Bến xe\n.\nHết",
}

func settings(s *couriertest.Server, security courier.Security) courier.Mail {
	return courier.Mail{
		Host: "127.0.0.1", Port: s.Port, Security: security, User: "hub", Password: "mật khẩu", From: "Máy chủ <hub@example.vn>",
		To: []string{"a@example.vn", "Bình <b@example.vn>"}, Roots: s.Roots,
	}
}

func TestMail(t *testing.T) {
	for _, security := range []courier.Security{courier.StartTLS, courier.TLS, courier.Plain} {
		s := couriertest.New(t, security == courier.TLS)
		if err := settings(s, security).Send(t.Context(), message); err != nil {
			t.Fatalf("%s: %v", security, err)
		}
		got := s.Letters()
		if len(got) != 1 || got[0].Secret != (security != courier.Plain) || got[0].User != "hub" || got[0].Password != "mật khẩu" {
			t.Fatalf("%s: %+v", security, got)
		}
		if to := strings.Join(got[0].To, " "); got[0].From != "hub@example.vn" || to != "a@example.vn b@example.vn" {
			t.Errorf("%s: from %s to %s", security, got[0].From, to)
		}
		m, err := mail.ReadMessage(strings.NewReader(got[0].Data))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || subject != "12 kiosk mất liên lạc  Bcc: x@y.vn" || m.Header.Get("Bcc") != "" {
			t.Errorf("subject %q, %v, header %v", subject, err, m.Header)
		}
		body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
		if err != nil || string(body) != message.Text {
			t.Errorf("text %q, %v", body, err)
		}
	}
}

// TestMailNeverInTheOpen: a server without STARTTLS, or with another's certificate,
// hears no password.
func TestMailNeverInTheOpen(t *testing.T) {
	s := couriertest.New(t, false)
	s.NoTLS = true
	if err := settings(s, courier.StartTLS).Send(t.Context(), message); err == nil {
		t.Error("a server without STARTTLS took it")
	}
	strange := couriertest.New(t, false)
	m := settings(strange, courier.StartTLS)
	m.Roots = s.Roots
	if err := m.Send(t.Context(), message); err == nil {
		t.Error("another's certificate is good")
	}
	if len(s.Letters())+len(strange.Letters()) != 0 || s.Passwords()+strange.Passwords() != 0 {
		t.Error("something was said in the open")
	}
}

// TestMailServerThatHangs: it is given up when the time is over.
func TestMailServerThatHangs(t *testing.T) {
	s := couriertest.New(t, false)
	s.Hang = true
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := settings(s, courier.Plain).Send(ctx, message); err == nil {
		t.Error("a server that says nothing took it")
	}
}

func TestMailCheck(t *testing.T) {
	good := courier.Mail{Host: "smtp.example.vn", Port: 587, Security: courier.StartTLS, From: "a@b.vn", To: []string{"c@d.vn"}}
	if faults := good.Check(); len(faults) != 0 {
		t.Error(faults)
	}
	for field, change := range map[string]func(*courier.Mail){
		"host": func(m *courier.Mail) { m.Host = "a b" }, "port": func(m *courier.Mail) { m.Port = 0 },
		"security": func(m *courier.Mail) { m.Security = "ssl" }, "from": func(m *courier.Mail) { m.From = "x\r\ny" },
		"to": func(m *courier.Mail) { m.To = append(m.To, "nobody") },
	} {
		m := good
		change(&m)
		if faults := m.Check(); len(faults) != 1 || faults[0] != field {
			t.Errorf("%s: %v", field, faults)
		}
	}
}

func TestHook(t *testing.T) {
	now := time.Now()
	var bodies []string
	status := http.StatusNoContent
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get(courier.HeaderSignature) != courier.Sign("0123456789abcdef", now, body) {
			t.Errorf("signature %q", r.Header.Get(courier.HeaderSignature))
		}
		bodies = append(bodies, string(body))
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	defer front.Close()
	hook := courier.Hook{URL: front.URL, Secret: "0123456789abcdef"}
	msg := message
	msg.Data = []string{"silent"}
	if err := hook.Send(t.Context(), msg, now); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Number int64
		Text   string
		Groups []string
	}
	if err := json.Unmarshal([]byte(bodies[0]), &got); err != nil || got.Number != 7 || got.Groups[0] != "silent" || got.Text != msg.Text {
		t.Errorf("%s: %v", bodies[0], err)
	}
	for _, status = range []int{http.StatusInternalServerError, http.StatusFound, http.StatusBadRequest} {
		if err := hook.Send(t.Context(), msg, now); err == nil {
			t.Errorf("%d is good", status)
		}
	}
	if len(bodies) != 4 {
		t.Errorf("%d calls: somebody was followed elsewhere", len(bodies))
	}
	for _, bad := range []courier.Hook{{URL: "ftp://a", Secret: hook.Secret}, {URL: front.URL, Secret: "short"}, {URL: "https://a:b@c", Secret: hook.Secret}} {
		if len(bad.Check()) != 1 {
			t.Errorf("%+v: %v", bad, bad.Check())
		}
	}
}
