package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/vote"
	"hangviet/ui"
	"hangviet/ui/model"
)

// stopover is one drawing: a name and the way there.
type stopover struct {
	name   string
	empty  bool // on a kiosk without content
	nobody bool // on a kiosk without staff
	ill    bool // on one with something wrong
	locked bool // whose staff entrance is locked
	bound  bool // on a kiosk that trusts an organiser
	duty   model.Duty
	steps  []func(*tourVisit) error
}

// examples are the products of a release that show what a screen can meet.
type examples struct {
	shops, long, bare, nominee string
	producer, export           string
	kept                       []string // the first products, at most 24
	round                      vote.Round
}

// planTour chooses the examples and lists every drawing.
func planTour(ctx context.Context, r ui.Release) ([]stopover, error) {
	x, err := findExamples(ctx, r.Catalogue)
	if err != nil {
		return nil, fmt.Errorf("plan tour: %w", err)
	}
	return slices.Concat(browse(x), ballot(x), states(x), served(x), plugged(), behind(x), paneled(), founded()), nil
}

func browse(x examples) []stopover {
	return []stopover{
		{name: "attract"},
		{name: "home", steps: steps(open(model.Route{Screen: model.AtHome}))},
		{name: "home-end", steps: steps(open(model.Route{Screen: model.AtHome}), scroll)},
		{name: "list", steps: steps(open(model.Route{Screen: model.AtList, Filter: model.Filter{Sector: 1}}))},
		{name: "list-end", steps: steps(open(model.Route{Screen: model.AtList}), scroll)},
		{name: "list-narrowed", steps: steps(open(model.Route{Screen: model.AtList, Filter: model.Filter{Sector: 1, Stars: 4, Price: 2}}))},
		{name: "list-sectors", steps: steps(open(model.Route{Screen: model.AtList}), tap("chip.sector"))},
		{name: "list-provinces", steps: steps(open(model.Route{Screen: model.AtList, Filter: model.Filter{Sector: 1}}), tap("chip.province"))},
		{name: "list-empty", steps: steps(open(model.Route{Screen: model.AtList, Filter: model.Filter{Sector: 1, Province: "-"}}))},
		{name: "product", steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.shops}))},
		{name: "product-end", steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.shops}), scroll)},
		{name: "product-contact", steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.export}))},
		{name: "product-trade", steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.export}), seek("product.distributors"))},
		{name: "product-long", steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.long}))},
		{name: "product-bare", steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.bare}))},
		{name: "product-nominee", steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.nominee}))},
		{name: "product-gone", steps: steps(open(model.Route{Screen: model.AtProduct, ID: "-"}))},
		{name: "producer", steps: steps(open(model.Route{Screen: model.AtProducer, ID: x.producer}))},
		{name: "mine", steps: steps(keep(x.kept[:min(3, len(x.kept))]...), open(model.Route{Screen: model.AtKept}))},
		{name: "mine-long", steps: steps(keep(x.kept...), open(model.Route{Screen: model.AtKept}))},
		{name: "mine-empty", steps: steps(open(model.Route{Screen: model.AtKept}))},
		{name: "events", steps: steps(open(model.Route{Screen: model.AtEvents}))},
		{name: "help", steps: steps(open(model.Route{Screen: model.AtHelp}))},
		{name: "search", steps: steps(open(model.Route{Screen: model.AtSearch}))},
		{name: "search-found", steps: steps(open(model.Route{Screen: model.AtSearch, Query: "che"}))},
		{name: "search-accents", steps: steps(open(model.Route{Screen: model.AtSearch, Query: "tra"}), tap("key.accents"))},
		{name: "search-none", steps: steps(open(model.Route{Screen: model.AtSearch, Query: "xyz"}))},
		{name: "search-filter", steps: steps(open(model.Route{Screen: model.AtSearch, Query: "kẹo dừa bến tre dưới 100k"}))},
		{name: "search-near", steps: steps(open(model.Route{Screen: model.AtSearch, Query: "nước mắm cá cơm xyz 3 sao"}))},
		{name: "nocontent", empty: true, steps: steps(open(model.Route{Screen: model.AtHome}))},
		{name: "idle", steps: steps(open(model.Route{Screen: model.AtHome}), wait(defaultQuiet+3*time.Second))},
	}
}

func ballot(x examples) []stopover {
	if len(x.round.Categories) == 0 {
		return nil
	}
	category := x.round.Categories[0]
	nominees := model.Route{Screen: model.AtNominees, ID: x.round.ID, Sub: category.ID}
	chosen := steps(open(nominees), tapOne("vote.nominee."))
	return []stopover{
		{name: "rounds", steps: steps(open(model.Route{Screen: model.AtRounds}))},
		{name: "round", steps: steps(open(model.Route{Screen: model.AtRound, ID: x.round.ID}))},
		{name: "nominees", steps: chosen},
		{name: "review", steps: append(chosen, tap("vote.review"))},
		{name: "review-empty", steps: steps(open(model.Route{Screen: model.AtReview, ID: x.round.ID}))},
		{name: "confirmed", steps: append(chosen, tap("vote.review"), tap("vote.confirm"), arrive(model.AtConfirmed))},
	}
}

// served is what the hours and the reading aids bring.
func served(x examples) []stopover {
	hours, _ := model.ParseHours("08:00-09:30") // tourTime is past it
	rush := model.Duty{ByHand: model.On}
	home := open(model.Route{Screen: model.AtHome})
	return []stopover{
		{name: "aids", steps: steps(home, tap("nav.aids"))},
		{name: "closed", duty: model.Duty{Open: hours}},
		{name: "paused", duty: model.Duty{Paused: true}},
		{name: "rush-home", duty: rush, steps: steps(home)},
		{name: "rush-product", duty: rush, steps: steps(open(model.Route{Screen: model.AtProduct, ID: x.shops}))},
		{name: "rush-vote", duty: rush, steps: steps(open(model.Route{Screen: model.AtNominees, ID: x.round.ID, Sub: x.category()}))},
	}
}

// category is the first one of the round, "" where there is none.
func (x examples) category() string {
	if len(x.round.Categories) == 0 {
		return ""
	}
	return x.round.Categories[0].ID
}

func steps(s ...func(*tourVisit) error) []func(*tourVisit) error { return s[:len(s):len(s)] }

func open(to model.Route) func(*tourVisit) error {
	return func(v *tourVisit) error {
		v.shell.Open(to)
		return nil
	}
}

func tap(id string) func(*tourVisit) error {
	return func(v *tourVisit) error { return v.tap(id) }
}

// seek scrolls down until a target can be touched, and touches it.
func seek(id string) func(*tourVisit) error {
	return func(v *tourVisit) error {
		for y := float32(0); y < 10_000; y += 100 {
			if v.shell.ScrollTo(y); v.shell.Tap(id) {
				return nil
			}
		}
		return v.tap(id)
	}
}

// keep puts products on the visitor's list.
func keep(codes ...string) func(*tourVisit) error {
	return func(v *tourVisit) error {
		for _, code := range codes {
			v.shell.Keep(code)
		}
		return nil
	}
}

// tapOne touches the first target whose name begins so, further down the page if
// it has to.
func tapOne(prefix string) func(*tourVisit) error {
	return func(v *tourVisit) error {
		for y := float32(0); y < 10_000; y += 100 {
			for _, target := range v.shell.Targets() {
				if strings.HasPrefix(target.ID, prefix) && v.shell.Tap(target.ID) {
					return nil
				}
			}
			v.shell.ScrollTo(y)
		}
		return fmt.Errorf("no %s… can be touched", prefix)
	}
}

// arrive waits until the visitor stands on a screen.
func arrive(at model.Screen) func(*tourVisit) error {
	return func(v *tourVisit) error {
		late := time.After(patience)
		for v.shell.Route().Screen != at {
			if err := v.next(late); err != nil {
				return err
			}
		}
		return nil
	}
}

func scroll(v *tourVisit) error {
	v.shell.ScrollTo(1e6)
	return nil
}

// wait lets time pass without a touch.
func wait(d time.Duration) func(*tourVisit) error {
	return func(v *tourVisit) error {
		v.now = v.now.Add(d)
		v.shell.Tick()
		return nil
	}
}

// findExamples looks through a release for products worth drawing.
func findExamples(ctx context.Context, src model.Catalogue) (x examples, err error) {
	cards, err := src.Cards(ctx, catalog.CardFilter{})
	if err != nil {
		return x, err
	}
	longest := 0
	for _, c := range cards {
		p, err := src.Product(ctx, c.Code)
		if err != nil {
			return x, err
		}
		if n := len([]rune(p.Name["vi"])); n > longest && p.Shown() {
			longest, x.long = n, c.Code
		}
		if len(p.Photos) == 0 && p.Shown() {
			x.bare = c.Code
		}
		if maker, err := src.Producer(ctx, p.Producer); err == nil && maker.Contact && p.Export && p.Shown() && x.export == "" {
			x.export, x.producer = c.Code, p.Producer
		}
		if len(x.kept) < 24 && p.Shown() {
			x.kept = append(x.kept, c.Code)
		}
		if len(p.Links) > 1 && len(p.Photos) > 0 && p.ShopLinksAllowed() && x.shops == "" {
			x.shops = c.Code
		}
	}
	return x, x.findVote(ctx, src)
}

// firstPoint is where the kiosk of the tour stands, or "".
func firstPoint(ctx context.Context, src model.Catalogue) (string, error) {
	points, err := src.Points(ctx)
	if err != nil || len(points) == 0 {
		return "", err
	}
	return points[0].ID, nil
}

func (x *examples) findVote(ctx context.Context, src model.Catalogue) error {
	rounds, err := src.Rounds(ctx)
	for _, r := range rounds {
		if r.PhaseAt(tourTime) == vote.Open { // the release's own comes before those that the tour adds
			x.round, x.nominee = r, r.Categories[0].Nominees[0].Product
			return err
		}
	}
	return err
}
