package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/data/store"
)

// TestNotesTellOnlyWhatIsThere: a rate of nginx where nginx was measured.
func TestNotesTellOnlyWhatIsThere(t *testing.T) {
	alone, beside := line{figures: ms(1000)}, line{figures: ms(1000), reference: ms(500)}
	if note := noteOfPacks(alone, alone); strings.Contains(note, "nginx") || strings.Contains(note, "Inf") || !strings.Contains(note, "2.15 GB/s") {
		t.Errorf("without nginx: %s", note)
	}
	if note := noteOfPacks(beside, beside); !strings.Contains(note, "nginx 4.29 GB/s, 233 ms for a GB") {
		t.Errorf("with nginx: %s", note)
	}
}

// TestKiwixHasToKnowTheBook: one that answers nothing is no reference.
func TestKiwixHasToKnowTheBook(t *testing.T) {
	stranger := httptest.NewServer(http.NotFoundHandler())
	defer stranger.Close()
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := store.WriteCatalogue(t.Context(), path, catalog.Catalogue{}, nil); err != nil {
		t.Fatal(err)
	}
	docs := []search.Document{{Code: "A-1", Name: catalog.Text{"vi": "Mật ong"}}}
	typing, err := newTyping(docs, path, &server{base: stranger.URL})
	if err != nil {
		t.Fatal(err)
	}
	defer typing.file.Close()
	if err := typing.run(t.Context(), newKiwixLines()); err == nil {
		t.Error("a server that finds nothing is measured")
	}
}

// TestOnlyPagesAreMeasured: what is not there, or is elsewhere, is no page.
func TestOnlyPagesAreMeasured(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a page") })
	mux.Handle("GET /moved", http.RedirectHandler("/", http.StatusSeeOther))
	hub := httptest.NewServer(mux)
	defer hub.Close()
	w := &crawl{client: hub.Client()}
	for path, good := range map[string]bool{"/": true, "/none": false, "/moved": false} {
		if _, _, err := w.get(t.Context(), hub.URL+path); (err == nil) != good {
			t.Errorf("%s: %v", path, err)
		}
	}
}
