package hub

import (
	"cmp"
	"io"
	"mime"
	"net/http"
	"strconv"

	"hangviet/data/hub/books"
)

// documentPolicies let a browser show a document and let the document do nothing. A
// PDF is shown by the browser's own viewer, which a sandbox would keep away.
var documentPolicies = map[string]string{
	"application/pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
	"":                "default-src 'none'; sandbox; frame-ancestors 'none'",
}

// sendDocument shows a document to an officer. It is told as what its bytes are,
// and nothing in it is run.
func (s *Service) sendDocument(w http.ResponseWriter, r *http.Request) {
	row, open, err := s.rooms.Document(r.Context(), r.PathValue("file"))
	if err != nil {
		s.caseFailed(w, r, err)
		return
	}
	defer open.Close()
	how := "inline"
	if r.URL.Query().Get("save") != "" {
		how = "attachment"
	}
	h := w.Header()
	h.Set("Content-Type", row.Media)
	h.Set("Content-Security-Policy", cmp.Or(documentPolicies[row.Media], documentPolicies[""]))
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": documentName(row)}))
	h.Set("Content-Length", strconv.FormatInt(row.Size, 10))
	if _, err := io.Copy(w, open); err != nil {
		panic(http.ErrAbortHandler) // half a document must not look like a whole one
	}
}

// documentName is a file's name of plain letters, with the ending that its bytes
// deserve.
func documentName(row books.DossierFile) string {
	ends := map[string]string{"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
	return row.Kind + "-" + row.ID[:8] + ends[row.Media]
}

// sendDossierPhoto sends a picture of a producer's, small unless it is asked for in
// full.
func (s *Service) sendDossierPhoto(w http.ResponseWriter, r *http.Request) {
	path, err := s.rooms.AnyPhoto(r.Context(), r.PathValue("photo"), r.URL.Query().Get("full") == "")
	if err != nil {
		s.caseFailed(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Cache-Control", "private, max-age=86400")
	http.ServeFile(w, r, path)
}
