package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
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
	return nil, fmt.Errorf("server answered %s", resp.Status)
}
