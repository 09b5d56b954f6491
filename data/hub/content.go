package hub

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hangviet/data/hub/filecache"
	"hangviet/data/hub/wire"
)

// contentName is what a content folder holds; nothing else is served from it.
var contentName = regexp.MustCompile(`^(metadata/[0-9a-z][0-9a-z._-]*\.json|targets/[0-9a-f]{64}\.[a-z]+\.json|files/[0-9a-f]{64})$`)

// contentRoute is the pattern of content, by which it is logged and counted.
const contentRoute = "GET " + wire.PathContent + "{name...}"

// contentFile is one file of the content folder.
type contentFile = filecache.File[labels]

// labels are the headers of a file, ready to be sent. They are shared by all
// answers: nothing may be added to them in place.
type labels struct {
	kind, keep, tag, size, changed []string
}

var (
	kindBytes     = []string{"application/octet-stream"}
	kindJSON      = []string{"application/json"}
	keepAsking    = []string{"no-cache"}
	keepForever   = []string{"public, max-age=31536000, immutable"}
	acceptsRanges = []string{"bytes"}
)

// contentHolds is how long a file whose name is the hash of its bytes may go on to
// be served after it was removed.
const contentHolds = time.Second

// label says how long a file may be kept: for ever when its name is the hash of
// its bytes, otherwise only after asking again.
func label(name string, info os.FileInfo) (labels, time.Duration) {
	l := labels{
		kind: kindBytes, keep: keepForever, size: []string{strconv.FormatInt(info.Size(), 10)},
		changed: []string{info.ModTime().UTC().Format(http.TimeFormat)},
	}
	if strings.HasSuffix(name, ".json") {
		l.kind = kindJSON
	}
	if strings.HasPrefix(name, "metadata/") {
		l.keep, l.tag = keepAsking, []string{fmt.Sprintf(`"%x-%x"`, info.Size(), info.ModTime().UnixNano())}
		return l, 0
	}
	_, base, _ := strings.Cut(name, "/")
	sha, _, _ := strings.Cut(base, ".")
	l.tag = []string{`"` + sha + `"`}
	return l, contentHolds
}

// early answers what ten thousand kiosks ask for, content, before the way that
// pages take. What is wrong in any way, or not asked for plainly, goes that way.
func (s *Service) early(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, found := strings.CutPrefix(r.URL.Path, wire.PathContent)
		if found && r.URL.RawQuery == "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			if f, handle, err := s.content.Take(name); err == nil {
				defer s.content.Give(f, handle)
				r.Pattern = contentRoute
				s.guardContent(w.Header(), r)
				sendContent(w, r, f, handle)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

var (
	noGuess   = []string{"nosniff"}
	noScript  = []string{policy}
	onlyByTLS = []string{"max-age=31536000"}
)

// guardContent sets those of the headers of [Service.headed] that matter for an
// answer that is no page: it is what it says it is, and runs nothing.
func (s *Service) guardContent(h http.Header, r *http.Request) {
	h["X-Content-Type-Options"], h["Content-Security-Policy"] = noGuess, noScript
	if s.secure(r) {
		h["Strict-Transport-Security"] = onlyByTLS
	}
}

// serveContent serves one file of the content folder, ranges included.
func (s *Service) serveContent(w http.ResponseWriter, r *http.Request) {
	f, handle, err := s.content.Take(r.PathValue("name"))
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, filecache.ErrNotFile) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		s.config.Log.Error("open content", "error", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	defer s.content.Give(f, handle)
	sendContent(w, r, f, handle)
}

// sendContent answers with a file, a part of it, or that it is known already. What
// kiosks ask it answers itself; everything else that HTTP knows is for net/http.
func sendContent(w http.ResponseWriter, r *http.Request, f *contentFile, handle *os.File) {
	h := w.Header()
	h["Etag"], h["Cache-Control"] = f.Label.tag, f.Label.keep
	part, status, plain := plainly(r.Header, f)
	switch {
	case !plain:
		h["Content-Type"] = f.Label.kind
		http.ServeContent(w, r, "", f.Info.ModTime(), whole(f, handle))
		return
	case status == http.StatusNotModified:
		w.WriteHeader(status)
		return
	case status == http.StatusOK:
		h["Content-Length"] = f.Label.size
	default:
		h["Content-Length"] = []string{strconv.FormatInt(part.length, 10)}
		h["Content-Range"] = []string{part.of(f.Label.size[0])}
	}
	h["Content-Type"], h["Last-Modified"], h["Accept-Ranges"] = f.Label.kind, f.Label.changed, acceptsRanges
	sendPart(w, r, status, f, handle, part)
}

// plainly tells how to answer what is asked for plainly: the whole file, one part of
// it, or only if the asker does not have it.
func plainly(asked http.Header, f *contentFile) (part filePart, status int, plain bool) {
	if isConditional(asked) {
		return part, 0, false
	}
	if known := asked["If-None-Match"]; len(known) == 1 && known[0] == f.Label.tag[0] {
		return part, http.StatusNotModified, true
	}
	ranges := asked["Range"]
	if len(ranges) == 0 {
		return filePart{0, f.Info.Size()}, http.StatusOK, true
	}
	part, plain = plainPart(ranges[0], f.Info.Size())
	return part, http.StatusPartialContent, plain
}

// isConditional tells whether an answer hangs on more than that the asker may have
// the file.
func isConditional(h http.Header) bool {
	known := h["If-None-Match"]
	several := len(known) > 1 || len(known) == 1 && (strings.Contains(known[0], ",") || !strings.HasPrefix(known[0], `"`))
	return several || len(h["If-Match"])+len(h["If-Unmodified-Since"])+len(h["If-Modified-Since"])+len(h["If-Range"]) > 0 || len(h["Range"]) > 1
}

// whole is the whole file, to be read from its beginning.
func whole(f *contentFile, handle *os.File) io.ReadSeeker {
	if handle == nil {
		return bytes.NewReader(f.Body)
	}
	return handle
}

// sendPart sends a part of a file. A failure is of the connection, or leaves it with
// less than was promised, which net/http makes it end for.
func sendPart(w http.ResponseWriter, r *http.Request, status int, f *contentFile, handle *os.File, part filePart) {
	w.WriteHeader(status)
	switch {
	case r.Method == http.MethodHead:
	case handle == nil:
		w.Write(f.Body[part.from : part.from+part.length]) // see above
	default:
		if _, err := handle.Seek(part.from, io.SeekStart); err == nil {
			io.CopyN(w, handle, part.length) // see above
		}
	}
}

// filePart is a part of a file.
type filePart struct{ from, length int64 }

// of writes a filePart as Content-Range does.
func (p filePart) of(size string) string {
	var room [80]byte
	text := append(room[:0], "bytes "...)
	text = strconv.AppendInt(text, p.from, 10)
	text = strconv.AppendInt(append(text, '-'), p.from+p.length-1, 10)
	return string(append(append(text, '/'), size...))
}

// plainPart reads a Range of one part with a beginning, that the file has; plain is
// false for every other.
func plainPart(asked string, size int64) (p filePart, plain bool) {
	from, to, found := strings.Cut(strings.TrimPrefix(asked, "bytes="), "-")
	first, err := strconv.ParseUint(from, 10, 62)
	if !found || err != nil || !strings.HasPrefix(asked, "bytes=") || int64(first) >= size {
		return p, false
	}
	last := uint64(size - 1)
	if to != "" {
		if last, err = strconv.ParseUint(to, 10, 62); err != nil || last < first {
			return p, false
		}
	}
	return filePart{int64(first), min(int64(last), size-1) - int64(first) + 1}, true
}
