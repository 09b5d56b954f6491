package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// nation is a hub's data as large as it gets.
type nation struct {
	products, producers, kiosks int
	counters                    int // of all kiosks and days together
	days                        int // over which they are spread
	dir                         string
}

// An account to look at pages with.
const (
	readerName     = "bench"
	readerPassword = "mot hai ba bon nam sau bay" // #nosec G101 -- of a hub that lives as long as the measure
)

// make publishes the products, lets somebody sign in and fills the books.
func (n nation) make(ctx context.Context, program string, l *hubLoad) error {
	if err := n.publish(ctx, l); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	add := exec.CommandContext(ctx, program, "admin", "add", readerName, "--data", n.dir) // #nosec G204 -- a tool of tests and measures, started with their own paths
	add.Stdin = strings.NewReader(readerPassword + "\n")
	if out, err := add.CombinedOutput(); err != nil {
		return fmt.Errorf("add account: %w: %s", err, out)
	}
	path := filepath.Join(n.dir, "hub.db")
	ids, err := n.putKiosks(ctx, path)
	if err == nil {
		err = n.putCounters(ctx, path, ids)
	}
	return err
}

func (n nation) code(i int) string { return fmt.Sprintf("SP-%05d", i) }

func (n nation) publish(ctx context.Context, l *hubLoad) error {
	c := catalog.Catalogue{Organiser: catalog.Text{"vi": "Ban tổ chức"}}
	for i := range n.producers {
		c.Producers = append(c.Producers, catalog.Producer{ID: fmt.Sprintf("nsx-%04d", i), Name: catalog.Text{"vi": fmt.Sprint("Hợp tác xã ", i)}})
	}
	for i := range n.products {
		c.Products = append(c.Products, catalog.Product{
			Code: n.code(i), Name: catalog.Text{"vi": fmt.Sprint("Sản phẩm tiêu biểu số ", i)}, Producer: c.Producers[i%n.producers].ID,
			Short: catalog.Text{"vi": "Một dòng về sản phẩm này, dài như người ta thường viết."},
		})
	}
	round := l.round
	for i, category := range round.Categories {
		for k := range category.Nominees {
			round.Categories[i].Nominees[k].Product = n.code(i*100 + k)
		}
	}
	path := filepath.Join(l.dir, "nation.db")
	err := errors.Join(os.RemoveAll(path), store.WriteCatalogue(ctx, path, c, []vote.Round{round}))
	if err != nil {
		return err
	}
	_, _, err = release.Publish(ctx, filepath.Join(n.dir, "content"), l.keys, release.Input{CatalogueDB: path, IssuedAt: time.Now()})
	return err
}

// putKiosks makes kiosks that all have beaten, one in twenty with a problem.
func (n nation) putKiosks(ctx context.Context, path string) (ids []string, err error) {
	db, err := books.OpenSQLite(ctx, path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return ids, db.Update(ctx, func(t *books.Tx) error {
		now := time.Now()
		for i := range n.kiosks {
			public := sha256.Sum256(fmt.Append(nil, "kiosk of the nation ", i))
			k := books.Kiosk{
				ID: ledger.KeyID(public[:]), PublicKey: public[:], Name: fmt.Sprintf("Điểm bán số %d", i+1), NamedAt: now, Status: wire.Approved,
				Enrolled: now.Add(-time.Duration(i) * time.Minute), Decided: now, Heard: now.Add(-time.Duration(i%900) * time.Second), How: books.ByNetwork,
			}
			ids = append(ids, k.ID)
			if err := errors.Join(t.PutKiosk(k), t.PutBeat(beatOf(k, i))); err != nil {
				return err
			}
		}
		return nil
	})
}

func beatOf(k books.Kiosk, i int) books.Beat {
	h := wire.Health{Version: "v1.4.2", System: "linux/amd64", Release: 1, Name: k.Name, Disk: 9e9, Memory: 2e8, Ledger: 90, Unsent: int64(i % 7), Open: wire.Open}
	problems := ""
	if i%20 == 0 {
		h.Problems = []wire.Trouble{{Code: "E-DISK-LOW"}}
		problems = fmt.Sprintf("E-DISK-LOW %d\n", k.Heard.UnixMilli())
	}
	text, err := json.Marshal(h)
	if err != nil {
		panic(err) // it is a plain struct
	}
	return books.Beat{
		Kiosk: k.ID, Heard: k.Heard, How: k.How, Made: k.Heard, ClockKnown: true, Release: 1, Disk: h.Disk, Unsent: h.Unsent,
		Version: h.Version, Open: h.Open, Problems: problems, Health: string(text),
	}
}

// countersAtOnce is how many rows one statement stores.
const countersAtOnce = 500

// putCounters writes reports and counters into the tables themselves: through the
// hub it would take hours.
func (n nation) putCounters(ctx context.Context, path string, kiosks []string) (err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(OFF)&_pragma=journal_mode(WAL)&_pragma=cache_size(-400000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	w := counterWriter{ctx: ctx, tx: tx, random: rand.New(rand.NewPCG(1, 2)), nation: n} // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
	each := n.counters / max(1, len(kiosks)*n.days)
	today := time.Now().In(catalog.Zone)
	for _, kiosk := range kiosks {
		for d := range n.days {
			if err := w.report(kiosk, today.AddDate(0, 0, d-n.days).Format(time.DateOnly), each); err != nil {
				return errors.Join(err, tx.Rollback())
			}
		}
	}
	return errors.Join(w.flush(), tx.Commit())
}

type counterWriter struct {
	nation
	ctx    context.Context
	tx     *sql.Tx
	random *rand.Rand
	args   []any
}

// report adds one day of one kiosk: visits, what was shown and what was opened.
func (w *counterWriter) report(kiosk, day string, counters int) error {
	_, err := w.tx.ExecContext(w.ctx, `INSERT INTO reports (kiosk, day, made) VALUES (?, ?, ?)`, kiosk, day, time.Now().UnixMilli())
	if err != nil {
		return err
	}
	err = w.add(kiosk, day, "visit", "", 40)
	first := w.random.IntN(w.products)
	for i := 0; i < counters-1 && err == nil; i++ {
		name := []string{"product.shown", "product.opened", "product.qr", "product.kept"}[i%4]
		err = w.add(kiosk, day, name, w.code((first+i/4*7)%w.products), 1+w.random.IntN(30))
	}
	return err
}

// add adds one counter.
func (w *counterWriter) add(kiosk, day, name, key string, n int) error {
	w.args = append(w.args, kiosk, day, name, key, int64(n))
	if len(w.args) < 5*countersAtOnce {
		return nil
	}
	return w.flush()
}

func (w *counterWriter) flush() error {
	rows := len(w.args) / 5
	if rows == 0 {
		return nil
	}
	_, err := w.tx.ExecContext(w.ctx, `INSERT INTO counters (kiosk, day, name, key, n) VALUES (?, ?, ?, ?, ?)`+strings.Repeat(", (?, ?, ?, ?, ?)", rows-1), w.args...) // #nosec G202 -- nothing but question marks is added
	w.args = w.args[:0]
	return err
}
