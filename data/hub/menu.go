package hub

import (
	"net/http"
	"strings"

	"hangviet/ui/web"
)

// areas is the menu: what each area is called and where it begins. An area with
// pages of its own below it has a second line of the menu. What is shown to whom
// is said by the routes: an entry stands there for those who may open it.
var areas = []struct {
	key   string
	pages []string
}{
	{"menu.kiosks", []string{"/kiosks"}},
	{"menu.press", []string{"/press", "/programs"}},
	{"menu.dossiers", []string{"/dossiers", "/rooms", "/workbook"}},
	{"menu.rounds", []string{"/rounds", "/cases"}},
	{"menu.seen", []string{"/seen", "/counters.csv"}},
	{"menu.settings", []string{"/account", "/people", "/tokens", "/audit", "/settings"}},
}

// pageNames are what the pages of an area's second line are called.
var pageNames = map[string]string{
	"/dossiers": "menu.dossiers.queue", "/rooms": "menu.rooms", "/workbook": "menu.workbook",
	"/rounds": "menu.votes", "/cases": "menu.cases",
	"/press": "press", "/programs": "menu.programs",
	"/seen": "menu.seen.pages", "/counters.csv": "menu.counters",
	"/account": "menu.account", "/people": "menu.people", "/tokens": "menu.tokens", "/audit": "menu.audit", "/settings": "menu.hub",
}

// menu returns the areas that who asks may open, and the pages of the area that
// is open. An area with one page alone for this person has no second line.
func (s *Service) menu(r *http.Request, here string) (all, sub []web.MenuItem) {
	if here == "/" { // shows the kiosks to who has signed in
		here = "/kiosks"
	}
	for _, area := range areas {
		var pages []web.MenuItem
		open := false
		for _, path := range area.pages {
			if right, there := s.patterns["GET "+path]; there && s.can(r.Context(), right) {
				current := within(here, path)
				open = open || current
				pages = append(pages, web.MenuItem{Path: path, Key: pageNames[path], Current: current})
			}
		}
		if len(pages) == 0 {
			continue
		}
		all = append(all, web.MenuItem{Path: pages[0].Path, Key: area.key, Current: open})
		if open && len(pages) > 1 {
			sub = pages
		}
	}
	return all, sub
}

// within tells whether a page is that path or stands below it.
func within(here, path string) bool { return here == path || strings.HasPrefix(here, path+"/") }
