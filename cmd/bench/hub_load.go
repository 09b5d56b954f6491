package main

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/catalog"
	"hangviet/data/ledger"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// hubRound is the id of the round that the hub's ballots are cast in.
const hubRound = "hang-viet-2026"

// hubLoad is what a hub is measured with: the bundles of many kiosks as files, and
// a content folder with their round.
type hubLoad struct {
	dir     string
	ballots int
	round   vote.Round
	keys    release.Keys
	kiosks  []*hubKiosk
	files   []string
	bytes   int64 // of the files

	stored, written int64            // bytes of the hub's file and of the CSV in the last run
	held            int64            // bytes of memory
	busy            [5]time.Duration // processor time of each line
}

// hubKiosk is a kiosk that lives in memory. Its bundles are made from what the
// package ledger has written down about their bytes.
type hubKiosk struct {
	id     string
	key    ed25519.PrivateKey
	round  vote.Round
	random *rand.ChaCha8
	size   int64
	hashes []tlog.Hash
}

func newHubLoad(ctx context.Context, dir string, ballots int) (*hubLoad, error) {
	l := &hubLoad{dir: dir, ballots: ballots / hubKiosks * hubKiosks, round: roundOfMany()}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	keys := filepath.Join(dir, "keys")
	err := release.GenerateKeys(keys, "")
	if err == nil {
		l.keys, err = release.LoadKeys(keys, func() (string, error) { return "", nil })
	}
	for i := 0; i < hubKiosks && err == nil; i++ {
		err = errors.Join(l.addKiosk(i), ctx.Err())
	}
	return l, err
}

func (l *hubLoad) addKiosk(i int) error {
	k := newHubKiosk(i, l.round)
	data := k.more(l.ballots / hubKiosks)
	file := filepath.Join(l.dir, k.id+".ledger")
	l.kiosks, l.files, l.bytes = append(l.kiosks, k), append(l.files, file), l.bytes+int64(len(data))
	return os.WriteFile(file, data, 0o600)
}

// newHubKiosk is the i-th kiosk, with the same key and ballots each time.
func newHubKiosk(i int, r vote.Round) *hubKiosk {
	seed := sha256.Sum256(fmt.Append(nil, "kiosk ", i))
	key := ed25519.NewKeyFromSeed(seed[:])
	return &hubKiosk{id: ledger.KeyID(key.Public().(ed25519.PublicKey)), key: key, round: r, random: rand.NewChaCha8(seed)}
}

// roundOfMany is a round as large as Hanoi's of 2025.
func roundOfMany() vote.Round {
	now := time.Now().Truncate(time.Hour)
	r := vote.Round{ID: hubRound, Mode: vote.ByTicket, Opens: now.Add(-30 * 24 * time.Hour), Closes: now.Add(24 * time.Hour)}
	for c := range 18 {
		category := vote.Category{ID: fmt.Sprintf("hang-muc-%02d", c+1), Title: vote.Text{"vi": fmt.Sprint("Hạng mục ", c+1)}, Choices: 1}
		for n := range 15 {
			id := fmt.Sprintf("%02d-%02d", c+1, n+1)
			category.Nominees = append(category.Nominees, vote.Nominee{ID: "san-pham-" + id, Product: "SP-" + id})
		}
		r.Categories = append(r.Categories, category)
	}
	return r
}

// publish makes a hub's folder with the round in its content.
func (l *hubLoad) publish(ctx context.Context, dir string) error {
	path := filepath.Join(l.dir, "catalog.db")
	c := catalog.Catalogue{Organiser: catalog.Text{"vi": "Ban tổ chức"}, Producers: []catalog.Producer{{ID: "p", Name: catalog.Text{"vi": "HTX"}}}}
	for _, category := range l.round.Categories {
		for _, n := range category.Nominees {
			c.Products = append(c.Products, catalog.Product{Code: n.Product, Name: catalog.Text{"vi": n.ID}, Producer: "p"})
		}
	}
	err := errors.Join(os.RemoveAll(path), store.WriteCatalogue(ctx, path, c, []vote.Round{l.round}))
	if err != nil {
		return err
	}
	_, _, err = release.Publish(ctx, filepath.Join(dir, "content"), l.keys, release.Input{CatalogueDB: path, IssuedAt: time.Now()})
	return err
}

// more casts n ballots and returns them as a bundle.
func (k *hubKiosk) more(n int) []byte {
	b := ledger.Bundle{Kiosk: k.id, Key: k.key.Public().(ed25519.PublicKey), From: k.size, Base: k.base()}
	for i := range n {
		entry := ledger.EncodeEntry(k.ballot(i, n))
		added, err := tlog.StoredHashes(k.size, entry, k)
		if err != nil {
			panic(err) // everything is in memory
		}
		k.hashes, k.size = append(k.hashes, added...), k.size+1
		b.Entries = append(b.Entries, entry)
	}
	b.Head = k.head()
	return b.Marshal()
}

// ReadHashes returns stored hashes.
func (k *hubKiosk) ReadHashes(places []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(places))
	for i, p := range places {
		out[i] = k.hashes[p]
	}
	return out, nil
}

// base returns the roots of the full subtrees, the largest first.
func (k *hubKiosk) base() (roots []tlog.Hash) {
	for level := 62; level >= 0; level-- {
		if k.size>>level&1 == 1 {
			roots = append(roots, k.hashes[tlog.StoredHashIndex(level, k.size>>level-1)])
		}
	}
	return roots
}

// head returns the signed checkpoint.
func (k *hubKiosk) head() []byte {
	root, err := tlog.TreeHash(k.size, k)
	if err != nil {
		panic(err) // as above
	}
	text := fmt.Sprintf("hangviet kiosk ledger v1\n%s\n%d\n%s\n", k.id, k.size, base64.StdEncoding.EncodeToString(root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, k)
	if err != nil {
		panic(err) // the name and the text are good
	}
	return signed
}

// Name, KeyHash and Sign make the kiosk a signer of notes.
func (k *hubKiosk) Name() string { return "kiosk-" + k.id }

// KeyHash is the number of the key in a note.
func (k *hubKiosk) KeyHash() uint32 {
	text, err := note.NewEd25519VerifierKey(k.Name(), k.key.Public().(ed25519.PublicKey))
	if err != nil {
		panic(err) // the name and the key are good
	}
	v, err := note.NewVerifier(text)
	if err != nil {
		panic(err) // as above
	}
	return v.KeyHash()
}

// Sign signs.
func (k *hubKiosk) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(k.key, msg), nil }

// ballot is a visitor's choice in five categories, the i-th of n over a month.
func (k *hubKiosk) ballot(i, n int) vote.Ballot {
	random := rand.New(k.random) // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
	var id [16]byte
	k.random.Read(id[:])
	b := vote.Ballot{
		ID: hex.EncodeToString(id[:]), Round: hubRound, Mode: vote.ByTicket, Order: random.Uint64(), Ticket: fmt.Sprintf("%016x", random.Uint64()),
		Hour: k.round.Opens.Add(time.Duration(i) * 29 * 24 * time.Hour / time.Duration(max(n, 1))).UTC().Truncate(time.Hour),
	}
	for _, c := range random.Perm(len(k.round.Categories))[:5] {
		category := k.round.Categories[c]
		b.Choices = append(b.Choices, vote.Choice{Category: category.ID, Nominee: category.Nominees[random.IntN(len(category.Nominees))].ID})
	}
	return b
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
