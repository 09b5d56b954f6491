package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hangviet/data/hub/wire"
)

// The hub's answers are short; whatever is longer is not from a hub.
const (
	maxAnswer   = 64 << 10
	requestTime = time.Minute
)

// hubClient speaks the hub's API. A hub that cannot be reached or has trouble
// is ErrHubAway, one that says what no hub says is ErrHubReply, and a refusal
// is a [wire.Refusal] within the error.
type hubClient struct {
	base   string // without a slash at its end
	client *http.Client
	limit  time.Duration // for one request
}

func (h hubClient) enrol(ctx context.Context, e wire.Enrolment) (wire.Standing, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return wire.Standing{}, fmt.Errorf("write enrolment: %w", err)
	}
	answer, err := h.ask(ctx, http.MethodPost, wire.PathEnrol, "application/json", body)
	return standing(answer, err)
}

func (h hubClient) standing(ctx context.Context, kiosk string) (wire.Standing, error) {
	answer, err := h.ask(ctx, http.MethodGet, wire.PathKiosks+kiosk, "", nil)
	return standing(answer, err)
}

func standing(answer []byte, err error) (wire.Standing, error) {
	if err != nil {
		return wire.Standing{}, err
	}
	var s wire.Standing
	if err := json.Unmarshal(answer, &s); err != nil {
		return s, fmt.Errorf("%w: %w", ErrHubReply, err)
	}
	switch s.Status {
	case wire.Pending, wire.Approved, wire.Refused:
	default:
		return s, fmt.Errorf("%w: status %q", ErrHubReply, s.Status)
	}
	if s.Have < 0 {
		return s, fmt.Errorf("%w: it holds %d entries", ErrHubReply, s.Have)
	}
	return s, nil
}

// ledger sends a bundle and returns the receipt.
func (h hubClient) ledger(ctx context.Context, bundle []byte) ([]byte, error) {
	return h.ask(ctx, http.MethodPost, wire.PathLedger, "application/octet-stream", bundle)
}

func (h hubClient) ask(ctx context.Context, method, path, kind string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, h.limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, h.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("address hub: %w", err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	req.Header["Idempotency-Key"] = []string{} // is not sent: a connection that the hub closes at this moment is no fault
	res, err := h.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHubAway, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHubAway, err)
	}
	if len(answer) > maxAnswer {
		return nil, fmt.Errorf("%w: answer is too long", ErrHubReply)
	}
	if res.StatusCode != http.StatusOK {
		return nil, refusal(res.StatusCode, answer)
	}
	return answer, nil
}

// refusal turns an answer other than 200 into an error. Only what a hub really
// says with that status is believed to be a refusal.
func refusal(status int, answer []byte) error {
	var r wire.Refusal
	known := json.Unmarshal(answer, &r) == nil && r.Code != ""
	switch {
	case status >= 500 && known:
		return fmt.Errorf("%w: %w", ErrHubAway, r)
	case status >= 500:
		return fmt.Errorf("%w: status %d", ErrHubAway, status)
	case !known:
		return fmt.Errorf("%w: status %d", ErrHubReply, status)
	}
	return r
}

// refused tells whether err is a refusal with that code.
func refused(err error, code wire.Code) (wire.Refusal, bool) {
	var r wire.Refusal
	ok := errors.As(err, &r) && r.Code == code
	return r, ok
}

// hubAddress checks and trims a hub's address, "https://hub.example".
func hubAddress(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%w: %q", ErrHubAddress, s)
	}
	return strings.TrimRight(s, "/"), nil
}

// CheckHubAddress refuses with ErrHubAddress what is not a hub's address.
func CheckHubAddress(s string) error {
	_, err := hubAddress(s)
	return err
}
