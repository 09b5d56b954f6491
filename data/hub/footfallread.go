package hub

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hangviet/data/hub/books"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
)

// leastSearched is how often a text must have been searched in vain before it is
// told.
const leastSearched = 3

// looks reads what was looked at within one transaction and period.
type looks struct {
	*books.Tx
	*goodsBook
	period footfall.Period
	votes  map[string]int64 // by product, in the rounds that may be told of; nil when there are none
}

// look runs f with what it takes to read a period.
func (s *Service) look(ctx context.Context, p footfall.Period, f func(l *looks) error) error {
	return s.db.View(ctx, func(t *books.Tx) error {
		l := &looks{Tx: t, period: p}
		var err error
		if l.goodsBook, err = s.goods.read(t); err != nil {
			return fmt.Errorf("read goods: %w", err)
		}
		if l.votes, err = s.votesOf(t, p); err != nil {
			return fmt.Errorf("read votes: %w", err)
		}
		return f(l)
	})
}

// votesOf returns how often each product was chosen in a period, in the rounds
// whose totals may be shown to everybody now. Nothing else may reach a page that a
// viewer sees.
func (s *Service) votesOf(t *books.Tx, p footfall.Period) (map[string]int64, error) {
	rounds, err := histories(t)
	if err != nil {
		return nil, err
	}
	products := map[string]string{} // by nominee
	for id, history := range rounds {
		if d := history[0]; d.Round.Shows(s.config.Now()) && !d.Round.Test {
			addNominees(products, id, history)
		}
	}
	if len(products) == 0 {
		return nil, nil
	}
	chosen, err := footfall.Read(t, footfall.Nominees, p)
	votes := map[string]int64{}
	for _, nominee := range chosen {
		if product, ok := products[nominee.Subject]; ok {
			votes[product] += nominee.Counts[footfall.Chosen]
		}
	}
	return votes, err
}

func addNominees(products map[string]string, round string, h tally.History) {
	for _, d := range h {
		for _, c := range d.Round.Categories {
			for _, n := range c.Nominees {
				products[strings.Join([]string{round, c.ID, n.ID}, "/")] = n.Product
			}
		}
	}
}

// products returns what was counted of every product.
func (l *looks) products() ([]footfall.Sum, error) {
	sums, err := footfall.Read(l, footfall.Products, l.period)
	if len(l.votes) == 0 {
		return sums, err
	}
	there := map[string]bool{}
	for i, one := range sums {
		sums[i].Counts[footfall.Chosen] = l.votes[one.Subject]
		there[one.Subject] = true
	}
	for product, n := range l.votes {
		if !there[product] {
			one := footfall.Sum{Subject: product}
			one.Counts[footfall.Chosen] = n
			sums = append(sums, one)
		}
	}
	return sums, err
}

// producers adds products up by who makes them. What no release had is nobody's.
func (l *looks) producers(products []footfall.Sum) []footfall.Sum {
	sums := map[string]footfall.Counts{}
	for _, p := range products {
		if g, ok := l.goods[p.Subject]; ok && g.Producer != "" {
			c := sums[g.Producer]
			c.Add(&p.Counts)
			sums[g.Producer] = c
		}
	}
	return listed(sums)
}

// kiosksSeen returns what was counted at every approved kiosk, those without a
// count too. How often anything was chosen there is not told: it would add up rounds
// that may be told of and others.
func (l *looks) kiosksSeen() ([]footfall.Sum, error) {
	sums, err := footfall.Read(l, footfall.Kiosks, l.period)
	if err != nil {
		return nil, err
	}
	there := make(map[string]bool, len(sums))
	for i, one := range sums {
		there[one.Subject] = true
		sums[i].Counts[footfall.Chosen] = 0
	}
	names, err := l.KioskNames(wire.Approved)
	for id := range names {
		if !there[id] {
			sums = append(sums, footfall.Sum{Subject: id})
		}
	}
	return sums, err
}

// searches returns what was searched in vain, the most often first, without what
// was asked too seldom to be told.
func (l *looks) searches() ([]footfall.Sum, error) {
	sums, err := footfall.Read(l, footfall.Searches, l.period)
	all := slices.DeleteFunc(sums, func(one footfall.Sum) bool { return one.Counts[footfall.Unmet] < leastSearched })
	sortSums(all, footfall.Unmet)
	return all, err
}

// days returns what was counted of subjects together on each day.
func (l *looks) days(scope footfall.Scope, subjects ...string) ([]footfall.Counts, error) {
	return footfall.Daily(l, scope, l.period, subjects...)
}

// atKiosks returns where products were looked at.
func (l *looks) atKiosks(products ...string) ([]footfall.Sum, error) {
	sums := map[string]footfall.Counts{}
	for _, product := range products {
		at, err := footfall.Read(l, footfall.AtKiosks(product), l.period)
		if err != nil {
			return nil, err
		}
		for _, one := range at {
			sum := sums[one.Subject]
			sum.Add(&one.Counts)
			sums[one.Subject] = sum
		}
	}
	return listed(sums), nil
}

// productsAt returns what was looked at on one kiosk.
func (l *looks) productsAt(kiosk string) ([]footfall.Sum, error) {
	rows, err := l.Seen(kiosk, footfall.ShowDay(l.period.From), footfall.ShowDay(l.period.To), wire.Shown, wire.Opened, wire.QR, wire.Kept)
	kinds := map[string]footfall.Kind{wire.Shown: footfall.Shown, wire.Opened: footfall.Opened, wire.QR: footfall.QR, wire.Kept: footfall.Kept}
	sums := map[string]footfall.Counts{}
	for _, c := range rows {
		sum := sums[c.Key]
		sum[kinds[c.Name]] = c.N
		sums[c.Key] = sum
	}
	return listed(sums), err
}

// scans returns the scans of a product's short links; -1 when there never was one.
func (l *looks) scans(product string) (int, error) {
	days, err := l.Scans(product, footfall.ShowDay(l.period.From), footfall.ShowDay(l.period.To))
	if len(days) == 0 {
		return -1, err
	}
	sum := int64(0)
	for _, n := range days {
		sum += n
	}
	return int(sum), err
}

func listed(sums map[string]footfall.Counts) []footfall.Sum {
	all := make([]footfall.Sum, 0, len(sums))
	for id, c := range sums {
		all = append(all, footfall.Sum{Subject: id, Counts: c})
	}
	return all
}

// sortSums puts what was counted most first.
func sortSums(all []footfall.Sum, by footfall.Kind) {
	slices.SortFunc(all, func(a, b footfall.Sum) int {
		return cmp.Or(cmp.Compare(b.Counts[by], a.Counts[by]), cmp.Compare(b.Counts[footfall.Opened], a.Counts[footfall.Opened]),
			cmp.Compare(b.Counts[footfall.Shown], a.Counts[footfall.Shown]), cmp.Compare(a.Subject, b.Subject))
	})
}

// first returns the first n, or all.
func first(all []footfall.Sum, n int) []footfall.Sum { return all[:min(n, len(all))] }
