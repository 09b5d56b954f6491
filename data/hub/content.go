package hub

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
)

// contentName is what a content folder holds; nothing else is served from it.
var contentName = regexp.MustCompile(`^(metadata/[0-9a-z][0-9a-z._-]*\.json|targets/[0-9a-f]{64}\.[a-z]+\.json|files/[0-9a-f]{64})$`)

// serveContent serves one file of the content folder, ranges included.
func (s *Service) serveContent(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if !contentName.MatchString(name) {
		http.NotFound(w, r)
		return
	}
	file, info, err := openIn(s.contentDir(), name)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, errNotFile) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		s.config.Log.Error("open content", "error", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	defer file.Close()
	label(w.Header(), name, info)
	http.ServeContent(w, r, "", info.ModTime(), file)
}

var errNotFile = errors.New("not a regular file")

// openIn opens a file within a folder; os.Root sees to it that no link leads
// outside.
func openIn(dir, name string) (*os.File, os.FileInfo, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	file, err := root.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNotFile
	}
	if err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return file, info, nil
}

// label says how long a file may be kept: for ever when its name is the hash of
// its bytes, otherwise only after asking again.
func label(h http.Header, name string, info os.FileInfo) {
	_, base, _ := strings.Cut(name, "/")
	h.Set("Content-Type", "application/octet-stream")
	if strings.HasSuffix(name, ".json") {
		h.Set("Content-Type", "application/json")
	}
	if strings.HasPrefix(name, "metadata/") {
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", fmt.Sprintf(`"%x-%x"`, info.Size(), info.ModTime().UnixNano()))
		return
	}
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	sha, _, _ := strings.Cut(base, ".")
	h.Set("ETag", `"`+sha+`"`)
}
