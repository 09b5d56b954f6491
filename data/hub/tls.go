package hub

import (
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// keyPair is a certificate with its key, read again when its files change, so that
// a renewed certificate needs no new start. It is safe for concurrent use.
type keyPair struct {
	cert, key string // paths
	every     time.Duration
	now       func() time.Time

	mu      sync.Mutex // guards what follows
	current *tls.Certificate
	stamp   [2]time.Time // when the files were changed last
	looked  time.Time
}

// certificateEvery is how often the files are looked at, at most.
const certificateEvery = 10 * time.Second

// newKeyPair reads the files once, so that what is wrong with them is told at the
// start.
func newKeyPair(cert, key string, now func() time.Time) (*keyPair, error) {
	k := &keyPair{cert: cert, key: key, every: certificateEvery, now: now}
	if err := k.read(); err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	return k, nil
}

// read reads the files if they have changed. Files that do not belong together,
// as in the midst of a renewal, leave what was read before.
func (k *keyPair) read() error {
	cert, err1 := os.Stat(k.cert)
	key, err2 := os.Stat(k.key)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	stamp := [2]time.Time{cert.ModTime(), key.ModTime()}
	if k.current != nil && stamp == k.stamp {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(k.cert, k.key)
	if err != nil {
		return err
	}
	k.current, k.stamp = &pair, stamp
	return nil
}

// get returns the certificate for a new connection.
func (k *keyPair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if now := k.now(); now.Sub(k.looked) >= k.every || now.Before(k.looked) {
		k.looked = now
		_ = k.read() // the certificate that was good until now is better than none
	}
	return k.current, nil
}

// tlsConfig returns how the hub speaks TLS; nil when it speaks none itself.
func (s *Service) tlsConfig() (*tls.Config, error) {
	if s.config.TLSCert == "" {
		return nil, nil
	}
	pair, err := newKeyPair(s.config.TLSCert, s.config.TLSKey, s.config.Now)
	if err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: pair.get}, nil
}
