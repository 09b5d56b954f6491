// Package couriertest is a small mail server for tests: SMTP over TCP, with
// STARTTLS or TLS from the first byte, that keeps what it is given.
package couriertest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// Letter is what was taken.
type Letter struct {
	From, User, Password string
	To                   []string
	Data                 string
	Secret               bool // over TLS
}

// Server is a mail server that runs until its test ends. The fields may be changed
// before it is spoken to.
type Server struct {
	Port  int
	Roots *x509.CertPool // that vouch for it
	NoTLS bool           // it knows no STARTTLS
	Hang  bool           // it says nothing
	Fail  bool           // it takes no letter now

	config  *tls.Config
	inner   bool // TLS from the first byte
	mu      sync.Mutex
	letters []Letter
	heard   int
}

// New starts a server on the loopback.
func New(t testing.TB, inner bool) *Server {
	t.Helper()
	s := &Server{inner: inner}
	s.certify(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Port = listener.Addr().(*net.TCPAddr).Port
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.serve(conn) })
		}
	})
	t.Cleanup(func() { listener.Close(); all.Wait() })
	return s
}

// Letters are those that were taken.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Passwords is how often one was heard.
func (s *Server) Passwords() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.heard
}

// SetFail makes it refuse letters, or take them again.
func (s *Server) SetFail(fail bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Fail = fail
}

func (s *Server) certify(t testing.TB) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.Roots = x509.NewCertPool()
	s.Roots.AddCert(cert)
	s.config = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

func (s *Server) serve(conn net.Conn) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	if s.Hang {
		conn.Read(make([]byte, 1)) // until the other side has enough
		return
	}
	if s.inner {
		conn = tls.Server(conn, s.config)
	}
	s.talk(conn, Letter{Secret: s.inner})
}

// talk answers one client.
func (s *Server) talk(conn net.Conn, l Letter) {
	in := bufio.NewScanner(conn)
	say := func(line string) { conn.Write([]byte(line + "\r\n")) }
	if !l.Secret || s.inner {
		say("220 test")
	}
	for in.Scan() {
		verb, rest, _ := strings.Cut(in.Text(), " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			if !l.Secret && !s.NoTLS {
				say("250-STARTTLS")
			}
			say("250 AUTH PLAIN")
		case "STARTTLS":
			if s.NoTLS {
				say("502 what")
				continue
			}
			say("220 go")
			secret := tls.Server(conn, s.config)
			s.talk(secret, Letter{Secret: true})
			return
		case "AUTH":
			raw, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			if parts := strings.Split(string(raw), "\x00"); len(parts) == 3 {
				l.User, l.Password = parts[1], parts[2]
			}
			s.mu.Lock()
			s.heard++
			s.mu.Unlock()
			say("235 welcome")
		case "MAIL":
			l.From = between(rest)
			say("250 ok")
		case "RCPT":
			l.To = append(l.To, between(rest))
			say("250 ok")
		case "DATA":
			say("354 go on")
			l.Data = data(in)
			say(s.keep(l))
		case "QUIT":
			say("221 bye")
			return
		default:
			say("502 what")
		}
	}
}

func (s *Server) keep(l Letter) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Fail {
		return "451 later"
	}
	s.letters = append(s.letters, l)
	return "250 ok"
}

func data(in *bufio.Scanner) string {
	var text strings.Builder
	for in.Scan() && in.Text() != "." {
		text.WriteString(strings.TrimPrefix(in.Text(), ".") + "\r\n")
	}
	return text.String()
}

func between(s string) string {
	_, s, _ = strings.Cut(s, "<")
	s, _, _ = strings.Cut(s, ">")
	return s
}
