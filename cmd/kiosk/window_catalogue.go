package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"hangviet/data/search"
	"hangviet/data/store"
	"hangviet/ui"
	"hangviet/ui/model"
)

// documents returns what can be searched of what is shown.
func documents(ctx context.Context, file *store.Catalogue, at time.Time, point string) ([]search.Document, error) {
	docs, err := file.Documents(ctx, at, point)
	if err != nil {
		return nil, err
	}
	within, err := file.Within(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(docs, func(d search.Document) bool { return !within(d.Code) }), nil
}

// openShown opens the file of what is to be shown, of which it shows the kiosk's
// part, and tells whether the goods in it are invented.
func openShown(ctx context.Context, s shown) (file *store.Catalogue, sample bool, err error) {
	if file, err = store.OpenCatalogue(ctx, s.path); err != nil {
		return nil, false, err
	}
	if _, sample, err = file.Info(ctx); err == nil {
		err = file.Show(ctx, s.view)
	}
	if err != nil {
		return nil, false, errors.Join(err, file.Close())
	}
	return file, sample, nil
}

// openRelease opens what is to be shown and begins to make its search index in
// the background; close waits for that. An index that cannot be made finds
// nothing, and tell is told why, once.
func openRelease(ctx context.Context, s shown, point string, now func() time.Time, tell func(error)) (r ui.Release, closeFile func() error, err error) {
	lexicon, err := search.Builtin()
	if err != nil {
		return ui.Release{}, nil, err
	}
	file, sample, err := openShown(ctx, s)
	if err != nil {
		return ui.Release{}, nil, err
	}
	index := sync.OnceValue(func() model.Finder {
		docs, err := documents(ctx, file, now(), point)
		if err != nil {
			tell(fmt.Errorf("make search index: %w", refusal(err)))
		}
		return search.New(docs, lexicon)
	})
	made := make(chan struct{})
	go func() {
		defer close(made)
		index()
		settle()
	}()
	closeFile = func() error {
		<-made
		return file.Close()
	}
	shown := model.Honest(file, s.validity, now)
	return ui.Release{Number: s.number, Sample: sample, Own: !s.sample, Validity: s.validity, Catalogue: shown, Finder: index}, closeFile, nil
}
