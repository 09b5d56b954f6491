package hub

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeCertificate writes a certificate of that number with its key, and returns
// their paths.
func writeCertificate(t *testing.T, dir string, number int64) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(number), DNSNames: []string{"hub.example"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: encoded}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Unix(number, 0)); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// overTLS returns a browser that takes any certificate, and what it was shown
// last.
func overTLS() (*http.Client, *int64) {
	number := new(int64)
	config := &tls.Config{
		InsecureSkipVerify: true,
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			cert, err := x509.ParseCertificate(raw[0])
			if err == nil {
				*number = cert.SerialNumber.Int64()
			}
			return err
		},
	}
	client := noFollow(nil)
	client.Transport = &http.Transport{TLSClientConfig: config, DisableKeepAlives: true, ForceAttemptHTTP2: true}
	return client, number
}

// TestTLS: over TLS a browser is told to stay there and its cookie is bound to it;
// a renewed certificate is taken without a new start, and one that cannot be read
// leaves the one before.
func TestTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := writeCertificate(t, dir, 1)
	h := newHouse(t, func(c *Config) { c.TLSCert, c.TLSKey = cert, key })
	h.url = strings.Replace(h.url, "http://", "https://", 1)
	h.must(h.hub.AddAdmin(t.Context(), adminName, password))
	client, number := overTLS()
	res, err := client.PostForm(h.url+"/login", url.Values{"name": {adminName}, "password": {password}})
	h.must(err)
	if status, body := h.read(res); status != http.StatusSeeOther || res.Cookies()[0].Name != "__Host-hub" || !res.Cookies()[0].Secure {
		t.Errorf("%d %v %s", status, res.Cookies(), body)
	}
	if res.Header.Get("Strict-Transport-Security") != "max-age=31536000" || *number != 1 || res.ProtoMajor != 2 {
		t.Errorf("%v, certificate %d, %s", res.Header, *number, res.Proto)
	}
	h.until("the renewed certificate is shown", func() bool {
		writeCertificate(t, dir, 2)
		h.wait(certificateEvery)
		res, err := client.Get(h.url + "/login")
		h.must(err)
		h.read(res)
		return *number == 2
	})
	h.must(os.WriteFile(key, []byte("half a key"), 0o600))
	h.wait(certificateEvery)
	res, err = client.Get(h.url + "/login")
	h.must(err)
	if status, _ := h.read(res); status != http.StatusOK || *number != 2 {
		t.Errorf("in the midst of a renewal: %d, certificate %d", status, *number)
	}
	old := &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}
	if conn, err := tls.Dial("tcp", strings.TrimPrefix(h.url, "https://"), old); err == nil {
		conn.Close()
		t.Error("TLS 1.1 is spoken")
	}
}

// TestBadCertificate is told at the start.
func TestBadCertificate(t *testing.T) {
	dir := t.TempDir()
	cert, key := writeCertificate(t, dir, 1)
	for name, pair := range map[string][2]string{"missing": {filepath.Join(dir, "none"), key}, "no key": {cert, cert}} {
		s, err := New(t.Context(), Config{Data: t.TempDir(), TLSCert: pair[0], TLSKey: pair[1]})
		if err != nil {
			t.Fatal(err)
		}
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Serve(context.Background(), listener); err == nil || !strings.Contains(err.Error(), "read certificate") {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestForwarded: what a proxy says of where a request comes from is believed only
// when a proxy is said to be there, and of one that is near.
func TestForwarded(t *testing.T) {
	for _, test := range []struct{ public, peer, forwarded, want string }{
		{"", "127.0.0.1:5", "203.0.113.7", "127.0.0.1"},
		{"https://hub.example", "127.0.0.1:5", "203.0.113.7", "203.0.113.7"},
		{"https://hub.example", "127.0.0.1:5", "1.1.1.1, 203.0.113.7", "203.0.113.7"},
		{"https://hub.example", "10.1.2.3:5", "203.0.113.7", "203.0.113.7"},
		{"https://hub.example", "198.51.100.9:5", "203.0.113.7", "198.51.100.9"},
		{"https://hub.example", "[::1]:5", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"},
		{"https://hub.example", "127.0.0.1:5", "", "127.0.0.1"},
	} {
		s := &Service{config: Config{PublicURL: test.public}}
		r := &http.Request{RemoteAddr: test.peer, Header: http.Header{}}
		if test.forwarded != "" {
			r.Header.Set("X-Forwarded-For", test.forwarded)
		}
		if got := s.address(r); got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
}
