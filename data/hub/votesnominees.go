package hub

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"hangviet/data/catalog"
	"hangviet/data/hub/plan"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// mostFound is how many products a search shows.
const mostFound = 40

// showNominees shows the nominees of a category, and products to choose from.
func (s *Service) showNominees(w http.ResponseWriter, r *http.Request) {
	p, err := s.planned(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	q := r.URL.Query()
	s.drawNominees(w, r, http.StatusOK, p, q.Get("category"), q.Get("q"), "")
}

func (s *Service) drawNominees(w http.ResponseWriter, r *http.Request, status int, p planned, category, query, message string) {
	at := slices.IndexFunc(p.draft.Categories, func(c plan.Category) bool { return c.ID == category })
	if at < 0 {
		s.showNothing(w, r)
		return
	}
	products, err := s.Products(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := web.Nominees{Frame: s.frame(w, r, true), Version: p.version(), Query: query, Message: message, PerFirm: vote.MaxOfFirm, Release: int(products.Release)}
	page.RoundHead = s.roundHead(r.Context(), p, "edit", page.Lang)
	c := p.draft.Categories[at]
	page.Category, page.Called, page.Allowed = c.ID, catalog.Text(c.Title).In(page.Lang), cmp.Or(c.Choices, "1")
	n := newNominating(p.draft, c.ID, products, page.Lang)
	page.Tabs = n.tabs()
	for _, nominee := range c.Nominees {
		page.Chosen = append(page.Chosen, n.row(nominee.Product))
	}
	found, all := products.Search(query, mostFound)
	for _, one := range found {
		page.Found = append(page.Found, n.row(one.Code))
	}
	page.All = all
	s.draw(w, r, status, page)
}

// nominating knows where the products of a draft stand.
type nominating struct {
	draft    plan.Draft
	here     string // id of the category
	products *plan.Products
	lang     string
	firms    map[string]map[string]bool
}

func newNominating(d plan.Draft, here string, products *plan.Products, lang string) nominating {
	n := nominating{d, here, products, lang, map[string]map[string]bool{}}
	for _, c := range d.Categories {
		for _, nominee := range c.Nominees {
			firm, _ := products.Find(nominee.Product)
			if n.firms[firm] == nil {
				n.firms[firm] = map[string]bool{}
			}
			n.firms[firm][nominee.Product] = true
		}
	}
	return n
}

func (n nominating) tabs() (all []web.NomineeTab) {
	for _, c := range n.draft.Categories {
		all = append(all, web.NomineeTab{ID: c.ID, Name: catalog.Text(c.Title).In(n.lang), Count: len(c.Nominees), Here: c.ID == n.here})
	}
	return all
}

func (n nominating) row(code string) web.NomineeRow {
	one, known := n.products.Product(code)
	row := web.NomineeRow{Code: code, Name: catalog.Text(one.Name).In(n.lang), Maker: catalog.Text(one.Maker).In(n.lang), Gone: !known}
	for _, c := range n.draft.Categories {
		if slices.ContainsFunc(c.Nominees, func(v vote.Nominee) bool { return v.Product == code }) {
			if c.ID == n.here {
				row.Chosen = true
			} else {
				row.Other = catalog.Text(c.Title).In(n.lang)
			}
		}
	}
	firm := n.firms[one.Producer]
	row.Firm = len(firm)
	row.Full = one.Producer != "" && !firm[code] && len(firm) >= vote.MaxOfFirm
	return row
}

// changeNominees adds products to a category, or takes one out.
func (s *Service) changeNominees(w http.ResponseWriter, r *http.Request) {
	p, ok := s.roundOfForm(w, r, maxForm)
	if !ok {
		return
	}
	products, err := s.Products(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	category, query := r.PostForm.Get("category"), r.PostForm.Get("q")
	d := nominate(p.draft, category, r.PostForm, products)
	_, faults := p.faults(d, products, s.config.Now())
	if text, refused := s.refusedNominees(w, r, p, d, faults); refused {
		s.drawNominees(w, r, http.StatusUnprocessableEntity, p, category, query, text)
		return
	}
	page := "/nominees?" + url.Values{"category": {category}, "q": {query}}.Encode()
	s.storeRound(w, r, d, "round.nominees", category, page, func(message string) {
		s.drawNominees(w, r, http.StatusConflict, p, category, query, message)
	})
}

// refusedNominees tells why nominees are not stored: too many of a firm or of a
// category in any round, any fault at all in one that kiosks have.
func (s *Service) refusedNominees(w http.ResponseWriter, r *http.Request, p planned, d plan.Draft, faults []plan.Fault) (string, bool) {
	f := fielder{lang: s.lang(w, r)}
	for _, fault := range faults {
		hard := fault.Code == plan.FaultFirm || fault.Code == plan.FaultMany || fault.Code == plan.FaultTwice
		if hard || d.Switch != vote.SetDraft || p.known {
			f.faults = append(f.faults, plan.Fault{Field: "", Code: fault.Code, Args: fault.Args})
		}
	}
	return f.fault(""), len(f.faults) > 0
}

// nominate returns the draft with what a form adds to a category and drops from it;
// what is no product is not added.
func nominate(d plan.Draft, category string, form url.Values, products *plan.Products) plan.Draft {
	d.Categories = slices.Clone(d.Categories)
	for i := range d.Categories {
		c := &d.Categories[i]
		if c.ID != category {
			continue
		}
		c.Nominees = slices.DeleteFunc(slices.Clone(c.Nominees), func(n vote.Nominee) bool { return slices.Contains(form["drop"], n.Product) })
		for _, code := range form["add"] {
			_, known := products.Find(code)
			if known && !slices.ContainsFunc(c.Nominees, func(n vote.Nominee) bool { return n.Product == code }) {
				c.Nominees = append(c.Nominees, vote.Nominee{ID: code, Product: code})
			}
		}
	}
	return d
}
