package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// storedRound is the form in which a round is kept; its field names are on
// disks, so they do not change.
type storedRound struct {
	Title      vote.Text        `json:"title"`
	Rules      vote.Text        `json:"rules"`
	Opens      time.Time        `json:"opens"`
	Closes     time.Time        `json:"closes"`
	Switch     vote.Switch      `json:"switch,omitempty"` // this and what follows is missing in rounds of the time before
	Test       bool             `json:"test,omitempty"`
	Mode       vote.Mode        `json:"mode,omitempty"`
	Pause      int64            `json:"pauseMillis,omitempty"`
	Reveal     vote.Reveal      `json:"reveal,omitempty"`
	Receipts   bool             `json:"receipts,omitempty"`
	Categories []storedCategory `json:"categories"`
}

type storedCategory struct {
	ID       string          `json:"id"`
	Title    vote.Text       `json:"title"`
	Choices  int             `json:"choices"`
	Nominees []storedNominee `json:"nominees"`
}

type storedNominee struct {
	ID      string    `json:"id"`
	Product string    `json:"product"`
	Name    vote.Text `json:"name,omitempty"`
	Maker   vote.Text `json:"maker,omitempty"`
}

// names looks up what a product and its producer are called.
type names func(product string) (name, maker vote.Text, err error)

// namesIn reads names from a catalogue. A product that is not there has none.
func namesIn(ctx context.Context, c *store.Catalogue) names {
	return func(code string) (name, maker vote.Text, err error) {
		p, err := c.Product(ctx, code)
		if errors.Is(err, catalog.ErrNotFound) {
			return nil, nil, nil
		}
		if err != nil {
			return nil, nil, err
		}
		producer, err := c.Producer(ctx, p.Producer)
		if err != nil && !errors.Is(err, catalog.ErrNotFound) {
			return nil, nil, err
		}
		return vote.Text(p.Name), vote.Text(producer.Name), nil
	}
}

func storeRound(release int64, r vote.Round, named names) (books.Round, error) {
	stored := storedRound{
		Title: r.Title, Rules: r.Rules, Opens: r.Opens.UTC(), Closes: r.Closes.UTC(),
		Switch: r.Switch, Test: r.Test, Mode: r.Mode, Pause: r.Pause.Milliseconds(), Reveal: r.Reveal, Receipts: r.Receipts,
	}
	for _, c := range r.Categories {
		category := storedCategory{ID: c.ID, Title: c.Title, Choices: c.Choices}
		for _, n := range c.Nominees {
			name, maker, err := named(n.Product)
			if err != nil {
				return books.Round{}, err
			}
			category.Nominees = append(category.Nominees, storedNominee{ID: n.ID, Product: n.Product, Name: name, Maker: maker})
		}
		stored.Categories = append(stored.Categories, category)
	}
	text, err := json.Marshal(stored)
	return books.Round{Release: release, ID: r.ID, Definition: string(text)}, err
}

func loadRound(r books.Round, newest int64) (tally.Definition, error) {
	var stored storedRound
	if err := json.Unmarshal([]byte(r.Definition), &stored); err != nil {
		return tally.Definition{}, fmt.Errorf("read round %s: %w", r.ID, err)
	}
	d := tally.Definition{
		Release: r.Release, Current: r.Release == newest,
		Names: map[string]vote.Text{}, Makers: map[string]vote.Text{},
		Round: vote.Round{
			ID: r.ID, Title: stored.Title, Rules: stored.Rules, Opens: stored.Opens, Closes: stored.Closes,
			Switch: stored.Switch, Test: stored.Test, Mode: stored.Mode, Pause: time.Duration(stored.Pause) * time.Millisecond,
			Reveal: stored.Reveal, Receipts: stored.Receipts,
		},
	}
	for _, c := range stored.Categories {
		category := vote.Category{ID: c.ID, Title: c.Title, Choices: c.Choices}
		for _, n := range c.Nominees {
			category.Nominees = append(category.Nominees, vote.Nominee{ID: n.ID, Product: n.Product})
			d.Names[n.Product], d.Makers[n.Product] = n.Name, n.Maker
		}
		d.Round.Categories = append(d.Round.Categories, category)
	}
	return d, nil
}

// histories returns every round that was ever published, without the
// definitions that repeat the one before them.
func histories(t *books.Tx) (map[string]tally.History, error) {
	newest, err := t.Release()
	if err != nil {
		return nil, err
	}
	rounds, err := t.Rounds()
	if err != nil {
		return nil, err
	}
	all, last := map[string]tally.History{}, map[string]string{}
	for _, r := range rounds {
		if last[r.ID] == r.Definition {
			continue
		}
		last[r.ID] = r.Definition
		d, err := loadRound(r, newest)
		if err != nil {
			return nil, err
		}
		all[r.ID] = append(all[r.ID], d)
	}
	return all, nil
}

// inZone returns t as it is written for people in Vietnam.
func inZone(t time.Time) time.Time { return t.In(catalog.Zone) }
