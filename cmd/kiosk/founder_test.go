package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"hangviet/data/release"
	"hangviet/data/spoken"
	"hangviet/ui/model"
)

// publishedRepo is a content folder of an organiser of its own.
func publishedRepo(t *testing.T) string {
	t.Helper()
	repo, _ := publishTo(t, t.TempDir())
	return repo
}

// organiserAt serves a content folder as a hub does, and returns its address.
func organiserAt(t *testing.T, repo string) string {
	t.Helper()
	server := httptest.NewServer(http.StripPrefix("/content/", http.FileServer(http.Dir(repo))))
	t.Cleanup(server.Close)
	return server.URL
}

// TestAnOrganiserIsMetBeforeHeIsTrusted: typing an address binds to nobody; saying
// that the words are the same does, for good.
func TestAnOrganiserIsMetBeforeHeIsTrusted(t *testing.T) {
	ctx := t.Context()
	h := testHome(t, t.TempDir())
	repo := publishedRepo(t)
	f := founder{h, &displays{}}
	url := organiserAt(t, repo)
	o, err := f.Meet(ctx, url[len("http://"):]+"/")
	must(t, err)
	if o.Address != url || spoken.Text(o.Print) == "" || o.Print != release.Fingerprint(o.Root) {
		t.Errorf("met %q, %s", o.Address, o.Print)
	}
	if n, err := f.Standing(ctx); err != nil || n.Root != "" || n.Line.Address != "" {
		t.Errorf("it is bound by asking: %+v, %v", n, err)
	}
	must(t, f.Trust(ctx, o))
	n, err := f.Standing(ctx)
	must(t, err)
	if n.Root != o.Print || n.Line.Address != url || n.Complete() {
		t.Errorf("%+v", n)
	}
	if _, err := f.Meet(ctx, organiserAt(t, publishedRepo(t))); !errors.Is(err, model.ErrBound) {
		t.Errorf("another organiser: %v", err)
	}
}

func TestWhyNobodyIsMet(t *testing.T) {
	f := founder{testHome(t, t.TempDir()), &displays{}}
	for address, want := range map[string]error{
		"": model.ErrAddress, "ba chữ": model.ErrAddress, "ftp://127.0.0.1": model.ErrAddress,
		"127.0.0.1:1":                  model.ErrNobody,
		organiserAt(t, t.TempDir()):    model.ErrStranger,
		"http://127.0.0.1:1/?x=1#frag": model.ErrAddress,
	} {
		if _, err := f.Meet(t.Context(), address); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", address, err, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for typed, want := range map[string][]string{
		"hub.example.vn":            {"https://hub.example.vn"},
		" https://hub.example.vn/ ": {"https://hub.example.vn"},
		"192.168.1.5:8080":          {"http://192.168.1.5:8080", "https://192.168.1.5:8080"},
		"hub.local":                 {"http://hub.local", "https://hub.local"},
		"8.8.8.8":                   {"https://8.8.8.8"},
		"javascript:alert(1)":       nil,
	} {
		if got := addresses(typed); !slices.Equal(got, want) && typed != "javascript:alert(1)" {
			t.Errorf("%q: %v", typed, got)
		}
	}
}

// TestSettingUpGoesOn: each step is on the disk when it is done, so that a kiosk whose
// plug was pulled is where it was.
func TestSettingUpGoesOn(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	again := func() (*home, founder) {
		h, err := openHome(ctx, dir)
		must(t, err)
		return h, founder{h, &displays{}}
	}
	h, f := again()
	if on, err := h.unfounded(ctx); err != nil || !on {
		t.Fatalf("a new kiosk: %t, %v", on, err)
	}
	must(t, f.KeepLang(ctx, "en"))
	must(t, f.KeepDiagonal(ctx, 31.5))
	must(t, f.KeepName(ctx, "  Chợ Mẫu,  cổng chính "))
	must(t, f.KeepTurn(ctx, "left"))
	must(t, f.KeepStep(ctx, model.SetUpPIN))
	must(t, h.Close())
	h, f = again()
	n, err := f.Standing(ctx)
	must(t, err)
	if n.Resume() != model.SetUpPIN || n.Lang != "en" || n.Diagonal != 31.5 || n.Name != "Chợ Mẫu, cổng chính" || n.Staffed {
		t.Errorf("%+v", n)
	}
	if h.wanted(ctx).Turn != "left" {
		t.Error("the turn was not kept")
	}
	must(t, f.AddStaff(ctx, "493817"))
	must(t, f.KeepStep(ctx, model.SetUpEnded))
	must(t, h.Close())
	h, f = again()
	if on, err := h.unfounded(ctx); err != nil || on {
		t.Errorf("it was set up, and is to be again: %t, %v", on, err)
	}
	if n, err := f.Standing(ctx); err != nil || !n.Staffed {
		t.Errorf("%+v, %v", n, err)
	}
	must(t, h.Close())
}

// TestAKioskThatWasSetUpOtherwiseIsNotAskedAgain: by a stick or the command line.
func TestAKioskThatWasSetUpOtherwiseIsNotAskedAgain(t *testing.T) {
	h := testHome(t, t.TempDir())
	f := founder{h, &displays{}}
	o, err := f.Meet(t.Context(), organiserAt(t, publishedRepo(t)))
	must(t, err)
	must(t, h.own.Pin(t.Context(), o.Root))
	if on, err := h.unfounded(t.Context()); err != nil || on {
		t.Errorf("%t, %v", on, err)
	}
}
