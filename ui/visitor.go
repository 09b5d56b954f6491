package ui

import (
	"context"

	"hangviet/ui/model"
)

// Open implements [screen.Visitor]: it goes on to a route.
func (s *Shell) Open(to model.Route) {
	s.keepScroll()
	s.visit.history.Push(to)
	s.coming = ahead
	s.load()
}

// Replace implements [screen.Visitor]: it shows a route in place of this one,
// as when a list is narrowed.
func (s *Shell) Replace(to model.Route) {
	s.visit.history.Replace(to)
	s.load()
}

// Retry implements [screen.Visitor].
func (s *Shell) Retry() { s.load() }

// Begin implements [screen.Visitor]: somebody touched the waiting screen.
func (s *Shell) Begin() {
	s.pace()
	s.home()
}

func (s *Shell) home() {
	s.visit.history.Reset(model.Route{Screen: model.AtHome})
	s.coming = anew
	s.load()
}

func (s *Shell) back() {
	if s.visit.history.Back() {
		s.coming = behind
		s.load()
	}
}

// nextLang goes on to the next language, on the same screen.
func (s *Shell) nextLang() {
	langs := s.options.Words.Langs()
	for i, lang := range langs {
		if lang == s.visit.lang {
			s.visit.lang = langs[(i+1)%len(langs)]
			break
		}
	}
	s.reload()
}

// Find implements [screen.Visitor]: it answers what stands in the search field,
// off the UI thread. Only the answer to the latest question arrives. The way
// back remembers the question.
func (s *Shell) Find(query string, answer func(model.SearchResult)) {
	here := s.visit.history.Current().Route
	here.Query = query
	s.visit.history.Replace(here)
	s.searches++
	search, generation, r := s.searches, s.generation, s.reader()
	find := func(ctx context.Context) (any, error) { return r.read(ctx, here) }
	background(s, s.ctx, find, func(view any, err error) {
		result, ok := view.(model.SearchResult)
		if ok && err == nil && search == s.searches && generation == s.generation {
			s.visit.unmet = result.Unmet
			answer(result)
		}
	})
}
