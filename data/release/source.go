package release

import (
	"context"
	"io"
	"io/fs"
	"net/http"
)

// Source is a place that holds a content folder.
type Source interface {
	// Open reads length bytes of the named file from offset on; to its end when
	// length is negative. Names are slash-separated. A file that is not there
	// is fs.ErrNotExist; every other error wraps one class of this package.
	Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error)
}

// Dir is the content folder at path, such as one on a stick. No link is
// followed within it, and nothing of it stays open between calls.
func Dir(path string) (Source, error) { return nil, nil }

// FS is a content folder inside fsys, such as the built-in sample.
func FS(fsys fs.FS) Source { return nil }

// HTTP is the content folder served under baseURL. Time limits are those of
// client and of the contexts; a nil client has the package's own.
func HTTP(client *http.Client, baseURL string) Source { return nil }
