package hub

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/plan"
	"hangviet/data/hub/room"
	"hangviet/data/hub/tally"
	"hangviet/data/vote"
)

// entered tells whether a producer entered a product for the vote, and in which
// category.
func entered(e dossier.Entry) (category string, yes bool) {
	c, known := catalog.FindVoteCategory(e.Answers["category"])
	return c.ID, known && e.Form == dossier.Product && dossier.Yes(e.Answers["enter"])
}

// nomination puts accepted products into the rounds that nobody votes in yet.
type nomination struct {
	hub    *Service
	tx     *books.Tx
	firms  map[string]string // producer by product
	known  map[string]tally.History
	added  int
	beyond []string // products of a firm that has its share
}

// nominate makes accepted, entered products nominees of their category in every
// round that was made at the hub and has not opened, as far as a firm's share goes
// ([vote.MaxOfFirm]).
func (s *Service) nominate(ctx context.Context, t *books.Tx, only string) (n nomination, err error) {
	all, err := room.Content(t)
	if err != nil {
		return n, err
	}
	n = nomination{hub: s, tx: t, firms: map[string]string{}}
	if n.known, err = histories(t); err != nil {
		return n, err
	}
	goods, err := s.goods.read(t)
	if err != nil {
		return n, err
	}
	for code, good := range goods.goods {
		n.firms[code] = good.Producer
	}
	var products []room.Accepted
	for _, a := range all {
		if a.Form != dossier.Product || a.At == 0 {
			continue
		}
		n.firms[a.Code] = a.Of
		if _, yes := entered(a.Entry); yes && (only == "" || a.ID == only) {
			products = append(products, a)
		}
	}
	if len(products) == 0 {
		return n, nil
	}
	rounds, err := t.MadeRounds()
	for _, made := range rounds {
		if err == nil {
			err = n.into(ctx, made, products)
		}
	}
	return n, err
}

// into puts products into one round.
func (n *nomination) into(ctx context.Context, made books.MadeRound, products []room.Accepted) error {
	d, err := plan.Parse(made.Draft)
	if err != nil {
		return fmt.Errorf("round %s: %w", made.ID, err)
	}
	if !n.open(d) {
		return nil
	}
	before := n.added
	for _, p := range products {
		n.add(&d, p)
	}
	if n.added == before {
		return nil
	}
	if made.Draft, err = d.Encode(); err != nil {
		return err
	}
	made.Who, made.Changed = nameOf(ctx), n.hub.config.Now()
	if err := n.tx.PutMadeRound(made); err != nil {
		return err
	}
	return n.hub.audit(ctx, n.tx, "round.nominees", made.ID, fmt.Sprintf("+%d", n.added-before))
}

// open tells whether a round still takes nominees: nobody has seen it open.
func (n *nomination) open(d plan.Draft) bool {
	r, _ := d.Round(anyProduct)
	now := n.hub.config.Now()
	published, known := newestOf(n.known, d.ID)
	if known && published.Round.PhaseAt(now) != vote.Draft && published.Round.PhaseAt(now) != vote.Coming {
		return false
	}
	return d.Switch == vote.SetDraft || r.PhaseAt(now) == vote.Coming
}

// add puts one product into its category.
func (n *nomination) add(d *plan.Draft, p room.Accepted) {
	category, _ := entered(p.Entry)
	at := slices.IndexFunc(d.Categories, func(c plan.Category) bool { return c.ID == category })
	if at < 0 || n.has(*d, p.Code) {
		return
	}
	if n.share(*d, p.Of) >= vote.MaxOfFirm {
		n.beyond = append(n.beyond, p.Code)
		return
	}
	d.Categories[at].Nominees = append(d.Categories[at].Nominees, vote.Nominee{ID: p.Code, Product: p.Code})
	n.added++
}

func (n *nomination) has(d plan.Draft, code string) bool {
	return slices.ContainsFunc(d.Categories, func(c plan.Category) bool {
		return slices.ContainsFunc(c.Nominees, func(v vote.Nominee) bool { return v.Product == code })
	})
}

// share is how many products of a firm a round has.
func (n *nomination) share(d plan.Draft, firm string) int {
	mine := map[string]bool{}
	for _, c := range d.Categories {
		for _, v := range c.Nominees {
			if n.firms[v.Product] == firm {
				mine[v.Product] = true
			}
		}
	}
	return len(mine)
}

// nominateEntered brings everything that was entered into the rounds that were made
// since.
func (s *Service) nominateEntered(w http.ResponseWriter, r *http.Request) {
	var n nomination
	err := s.db.Update(r.Context(), func(t *books.Tx) (err error) {
		n, err = s.nominate(r.Context(), t, "")
		return err
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, fmt.Sprintf("/dossiers?added=%d&beyond=%d", n.added, len(n.beyond)), http.StatusSeeOther)
}
