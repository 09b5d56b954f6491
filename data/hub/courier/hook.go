package courier

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// The headers of a call. The signature is the word "sha256=" and the HMAC-SHA-256,
// in hexadecimal digits, of the time, a full stop and the body, under the secret
// that both sides know. Who takes calls refuses one whose time is minutes off, so
// that none can be played back.
const (
	HeaderTime      = "X-Hangviet-Time" // seconds since 1970
	HeaderSignature = "X-Hangviet-Signature"
)

// Hook is a program that wants to be told.
type Hook struct {
	URL    string `json:"url"`
	Secret string `json:"secret"`
}

// leastSecret is how many characters a secret has at least.
const leastSecret = 16

// Check tells what of the settings does not fit, by the names they have in JSON.
func (h Hook) Check() (faults []string) {
	u, err := url.Parse(h.URL)
	if err != nil || len(h.URL) > 1000 || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		faults = append(faults, "url")
	}
	if len(h.Secret) < leastSecret || len(h.Secret) > 200 {
		faults = append(faults, "secret")
	}
	return faults
}

// Sign returns the signature of a call at that time.
func Sign(secret string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%d.", at.Unix()) // a hash takes everything
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// call is what a program is told.
type call struct {
	Number int64  `json:"number"` // of the message; one that comes twice has it twice
	At     string `json:"at"`
	Text   string `json:"text"`
	Groups any    `json:"groups"`
}

// Send calls the program once. Any answer of 200 to 299 is good; nobody is followed
// elsewhere. Now is when the call is made.
func (h Hook) Send(ctx context.Context, msg Message, now time.Time) error {
	if faults := h.Check(); len(faults) > 0 {
		return fmt.Errorf("call: %s is not set right", faults[0])
	}
	body, err := json.Marshal(call{msg.Number, msg.At.UTC().Format(time.RFC3339), msg.Text, msg.Data})
	if err != nil {
		return fmt.Errorf("write call: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("address call: %w", err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "hangviet-hub")
	req.Header.Set(HeaderTime, strconv.FormatInt(now.Unix(), 10))
	req.Header.Set(HeaderSignature, Sign(h.Secret, now, body))
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("call: %w", err)
	}
	defer res.Body.Close()
	io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // so that the line can serve again
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return fmt.Errorf("call is answered with %s", res.Status)
	}
	return nil
}
