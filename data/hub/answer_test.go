package hub

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// kernel is a connection to which the kernel could copy a file by itself.
type kernel struct {
	*httptest.ResponseRecorder
	copied int64 // bytes of files
	pieces []int64
}

// ReadFrom does what the one of net/http does.
func (k *kernel) ReadFrom(src io.Reader) (int64, error) {
	if limited, ok := src.(*io.LimitedReader); ok {
		if _, ok := limited.R.(*os.File); ok {
			k.copied += limited.N
			k.pieces = append(k.pieces, limited.N)
		}
	}
	return io.Copy(k.ResponseRecorder, src)
}

// TestFilesAreCopiedByTheKernel: a file leaves without being read by the hub.
func TestFilesAreCopiedByTheKernel(t *testing.T) {
	h := newHouse(t)
	data := bytes.Repeat([]byte("0123456789abcdef"), 200_000)
	name := "files/" + "00000000000000000000000000000000000000000000000000000000000000ff"
	h.must(os.MkdirAll(filepath.Join(h.content(), "files"), 0o750))
	h.must(os.WriteFile(filepath.Join(h.content(), name), data, 0o600))
	for span, want := range map[string][]byte{"": data, "bytes=5-1999999": data[5:2_000_000]} {
		to := &kernel{ResponseRecorder: httptest.NewRecorder()}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/content/"+name, nil)
		if span != "" {
			r.Header.Set("Range", span)
		}
		h.hub.Handler().ServeHTTP(to, r)
		if !bytes.Equal(to.Body.Bytes(), want) {
			t.Errorf("range %q: %d bytes", span, to.Body.Len())
		}
		if to.copied != int64(len(want)) {
			t.Errorf("range %q: the kernel copied %d of %d bytes", span, to.copied, len(want))
		}
	}
}

// TestPiecesFitTheLine: a reader on a slow line gets small pieces, each with its
// own time, and one whose line becomes a hundred times slower is not cut off.
func TestPiecesFitTheLine(t *testing.T) {
	const stall = 30 * time.Second
	piece := int64(firstPiece)
	for range 20 {
		piece = nextPiece(piece, stall, time.Millisecond)
	}
	if piece != lastPiece {
		t.Errorf("on a quick line: %d bytes", piece)
	}
	if got := nextPiece(thinPiece, stall, time.Second); got != thinPiece {
		t.Errorf("on a slow line: %d bytes", got)
	}
	if got := nextPiece(lastPiece, stall, stall/2); got != lastPiece/2 {
		t.Errorf("on one that became slow: %d bytes", got)
	}
}
