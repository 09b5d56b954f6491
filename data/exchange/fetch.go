package exchange

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"hangviet/data/release"
)

// Fetcher imports from one folder or address again and again. Where no root is
// pinned yet, it trusts that place on first use: From is always named by a
// person.
type Fetcher struct {
	Content  *Content
	From     string       // folder or http(s) address of a content folder
	Client   *http.Client // NewClient() when nil
	Notes    Notes
	Pace     Pace            // Every: 5 min when 0
	Limits   Limits          // of downloads from an address
	Progress func(Progress)  // may be nil
	Again    <-chan struct{} // told when another part of the release is wanted; may be nil
	// Via runs each download; nil: at once. See [Neighbours.Via].
	Via func(ctx context.Context, download func() error) error
}

// Serve imports until ctx ends. What goes wrong is kept as a problem until an
// import succeeds.
func (f *Fetcher) Serve(ctx context.Context) error {
	pace := f.Pace.or(5*time.Minute, 5*time.Second, 30*time.Minute)
	book := problemBook{notes: f.Notes, codes: ContentCodes()}
	client := orClient(f.Client)
	wanted, _ := f.Content.part(ctx) // an import says what is wrong with it
	for failures := 0; ; {
		part, _ := f.Content.part(ctx)
		err := f.via(ctx, client, part != wanted)
		wanted = part
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(err, ErrHours) || errors.Is(err, ErrStage) {
			err = nil
		}
		if failures++; book.note(ctx, err) == nil && err == nil {
			failures = 0
		}
		if err := pace.wait(ctx, max(pace.pause(failures), asked(err)), f.Again); err != nil {
			return err
		}
	}
}

// via runs a download; one of another part at once, for a neighbour that shows the
// same release brings nothing of it. What is withdrawn does not wait for a neighbour
// that downloads for this kiosk too.
func (f *Fetcher) via(ctx context.Context, client *http.Client, another bool) error {
	if f.Via == nil || another {
		return f.once(ctx, client)
	}
	left := true
	err := f.Via(ctx, func() error {
		left = false
		return f.once(ctx, client)
	})
	if src, failed := OpenSource(client, f.From); left && failed == nil {
		(&job{Content: f.Content, src: src}).look(ctx)
	}
	return err
}

// asked returns for how long a server asked to be left alone.
func asked(err error) time.Duration {
	var retry *release.RetryError
	if errors.As(err, &retry) {
		return retry.After
	}
	return 0
}

func (f *Fetcher) once(ctx context.Context, client *http.Client) error {
	src, err := OpenSource(client, f.From)
	if err != nil {
		return err
	}
	if _, pinned, err := f.Content.Pinned(); err != nil {
		return err
	} else if !pinned {
		if _, _, err := f.Content.PinFrom(ctx, src); err != nil {
			return err
		}
	}
	_, err = f.Content.Import(ctx, f.Limits.On(src), f.Progress)
	return err
}

// OpenSource opens the content folder at from: an http(s) address or a path.
func OpenSource(client *http.Client, from string) (release.Source, error) {
	if isAddress(from) {
		return release.HTTP(client, from), nil
	}
	src, err := release.Dir(from)
	if err != nil {
		return nil, fmt.Errorf("open content folder: %w", err)
	}
	return src, nil
}

func isAddress(from string) bool {
	u, err := url.Parse(from)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
