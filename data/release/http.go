package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// HTTP is the content folder served under baseURL. Time limits are those of
// client and of the contexts; a nil client waits at most 30 seconds for an
// answer to begin.
//
// It asks for ranges, and copes with servers that send the whole file instead.
// Where a file is missing, servers answer 404, 410 or, as some object stores
// do, 403. A web page in place of a file comes from a network's sign-in page:
// the source is unavailable, the release is not to blame.
func HTTP(client *http.Client, baseURL string) Source {
	if client == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.ResponseHeaderTimeout = 30 * time.Second
		client = &http.Client{Transport: transport}
	}
	return &httpSource{client, strings.TrimRight(baseURL, "/")}
}

type httpSource struct {
	client *http.Client
	base   string
}

func (s *httpSource) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"/"+name, nil)
	if err != nil {
		return nil, unavailable(name, err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	if strings.HasPrefix(name, "metadata/") {
		req.Header.Set("Cache-Control", "no-cache") // a stale one looks like an older release
	}
	if offset > 0 || length >= 0 {
		req.Header.Set("Range", byteRange(offset, length))
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, unavailable(name, err)
	}
	r, err := body(resp, offset, length)
	if err != nil {
		resp.Body.Close()
		return nil, unavailable(name, err)
	}
	return &sourceReader{ctx: ctx, name: name, r: r, c: resp.Body}, nil
}

func byteRange(offset, length int64) string {
	if length < 0 {
		return fmt.Sprintf("bytes=%d-", offset)
	}
	return fmt.Sprintf("bytes=%d-%d", offset, offset+max(length, 1)-1)
}

// body returns the part of the answer that was asked for.
func body(resp *http.Response, offset, length int64) (io.Reader, error) {
	switch resp.StatusCode {
	case http.StatusOK:
		if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			return nil, errors.New("a web page answered in place of the file")
		}
		if err := skip(resp.Body, offset); err != nil {
			return nil, err
		}
		return limited(resp.Body, length), nil
	case http.StatusPartialContent:
		want := fmt.Sprintf("bytes %d-", offset)
		if got := resp.Header.Get("Content-Range"); !strings.HasPrefix(got, want) {
			return nil, fmt.Errorf("asked for %s, got range %q", want, got)
		}
		return limited(resp.Body, length), nil
	case http.StatusRequestedRangeNotSatisfiable:
		return strings.NewReader(""), nil // the file ends before offset
	case http.StatusNotFound, http.StatusGone, http.StatusForbidden:
		return nil, fs.ErrNotExist
	}
	err := fmt.Errorf("server answered %s", resp.Status)
	if after := retryAfter(resp.Header.Get("Retry-After"), time.Now()); after > 0 {
		return nil, &RetryError{after, err}
	}
	return nil, err
}

// RetryError tells that a server asked to be left alone for a while.
type RetryError struct {
	After time.Duration // at most longestRetry
	Err   error
}

func (e *RetryError) Error() string { return fmt.Sprintf("%v, come back in %v", e.Err, e.After) }

// Unwrap returns what the server answered.
func (e *RetryError) Unwrap() error { return e.Err }

// longestRetry bounds what a server, or whoever answers in its place, may ask.
const longestRetry = 6 * time.Hour

// retryAfter reads the header of that name: seconds or an instant.
func retryAfter(header string, now time.Time) time.Duration {
	after := time.Duration(0)
	if seconds, err := strconv.ParseInt(header, 10, 32); err == nil {
		after = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(header); err == nil {
		after = at.Sub(now)
	}
	return min(after, longestRetry)
}
