package exchange

import (
	"net/http"
	"time"
)

// NewGuardedClient is NewClient with another pace.
func NewGuardedClient(base http.RoundTripper, window time.Duration, least int64) *http.Client {
	return &http.Client{Transport: &guarded{base: base, window: window, least: least}}
}

// Table lists every problem there is.
func Table() []Problem {
	list := []Problem{unknown.problem()}
	for _, r := range table {
		list = append(list, r.problem())
	}
	return list
}
