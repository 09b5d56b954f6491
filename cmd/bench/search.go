package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/sample/many"
	"hangviet/data/search"
	"hangviet/data/sheet"
	"hangviet/data/store"
)

// The sizes of catalogue at which search is measured: a province's, the country's
// of today, and ten times that.
const (
	fewProducts  = 2_000
	manyProducts = 20_000
	mostProducts = 200_000
)

// The goals of the search, and how much is asked.
const (
	keystrokeGoal = 8 * time.Millisecond
	buildGoal     = 3 * time.Second
	memoryGoal    = 60 // MB
	askedNames    = 60 // names that are typed letter by letter in a run
	askedHits     = 60
	offered       = 7
)

// measureSearch types names letter by letter into the search of catalogues of
// three sizes, beside SQLite FTS5 over the same rows.
func measureSearch(ctx context.Context, b bench) (lines []line, err error) {
	path, docs, err := manyDocuments(ctx, b)
	if err != nil {
		return nil, err
	}
	sizes := []int{fewProducts, manyProducts, mostProducts}
	if b.quick {
		sizes = sizes[:2] // the third takes minutes to build, most of them for FTS5
	}
	for _, n := range sizes {
		more, err := searchOf(ctx, dealt(docs, n), path, b.runs)
		if err != nil {
			return nil, err
		}
		lines = append(lines, more...)
	}
	hostile, err := hostileLine(dealt(docs, manyProducts), b.runs)
	if err != nil {
		return nil, err
	}
	return append(lines, hostile), nil
}

// manyDocuments makes a catalogue of manyProducts and returns its path and what is
// searched in it.
func manyDocuments(ctx context.Context, b bench) (path string, docs []search.Document, err error) {
	if path, err = manyCatalogue(ctx, filepath.Join(b.dir, "many")); err != nil {
		return "", nil, err
	}
	docs, err = documents(ctx, path)
	return path, docs, err
}

// documents reads what is searched.
func documents(ctx context.Context, path string) (docs []search.Document, err error) {
	file, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return file.Documents(ctx, time.Now(), "")
}

// searchOf measures the search of one catalogue, whose cards the file at path
// holds as far as it goes.
func searchOf(ctx context.Context, docs []search.Document, path string, runs int) ([]line, error) {
	size := fmt.Sprintf("%d products: ", len(docs))
	built := line{what: size + "index built", beside: "FTS5 table of the same rows"}
	late := line{what: size + "a keystroke, 99th of 100", beside: "FTS5's 60 rows, 99th of 100"}
	usual := line{what: "… median", beside: "… median"}
	var held int64
	var found, asked int
	typed := typedNames(docs)
	for range runs {
		r, err := searchOnce(ctx, docs, path, typed)
		if err != nil {
			return nil, err
		}
		built.add(r.built, r.table)
		late.add(quantile(r.ours, 0.99), quantile(r.theirs, 0.99))
		usual.add(middle(r.ours), middle(r.theirs))
		held, found, asked = r.held, r.found, len(r.theirs)
	}
	if len(docs) == manyProducts {
		built.goal, built.met = below(buildGoal)
		late.goal, late.met = below(keystrokeGoal)
	}
	built.note = fmt.Sprintf("it holds %.0f MB, its texts among them; the documents' own %.0f MB can go. The goal at %d is %d MB or the time.",
		float64(held)/1e6, float64(textBytes(docs))/1e6, manyProducts, memoryGoal)
	late.note = fmt.Sprintf("%d names typed letter by letter, plain, accented, in raw Telex and with slips: the first %d hits with marks, "+
		"facet counts, their cards out of the catalogue file (of %d products; what is dealt anew has none), which is opened anew "+
		"in each run, and %d suggestions. FTS5 (unicode61 remove_diacritics 2, every word a prefix, ranked by bm25) gives codes alone, and "+
		"any for %d of the %d keystrokes it was asked. Processor time of one thread.", askedNames, askedHits, manyProducts, offered, found, asked)
	return []line{built, late, usual}, nil
}

// searched is what one run took, in processor time.
type searched struct {
	built, table time.Duration
	held         int64 // bytes of memory
	ours, theirs []time.Duration
	every        int // keystroke of which one is typed into FTS5: what it takes grows with the rows
	found        int // of those, to which FTS5 knew any row
}

// searchOnce builds both and types everything into both, in turns.
func searchOnce(ctx context.Context, docs []search.Document, path string, typed []string) (r searched, err error) {
	r.every = max(1, len(docs)/manyProducts)
	words, err := search.Builtin()
	if err != nil {
		return r, err
	}
	before, start := heap(), cpu()
	index := search.New(docs, words)
	r.built = cpu() - start
	r.held = heap() - before
	start = cpu()
	table, err := newPlainTable(ctx, docs)
	if err != nil {
		return r, err
	}
	r.table = cpu() - start
	file, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return r, errors.Join(err, table.Close())
	}
	defer func() { err = errors.Join(err, file.Close(), table.Close()) }()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for i, query := range typed {
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		start := threadCPU()
		if err := keystroke(index, file, query); err != nil {
			return r, err
		}
		r.ours = append(r.ours, threadCPU()-start)
		if i%r.every != 0 {
			continue
		}
		start = threadCPU()
		rows, err := table.ask(query)
		if err != nil {
			return r, err
		}
		if r.theirs = append(r.theirs, threadCPU()-start); rows > 0 {
			r.found++
		}
	}
	return r, nil
}

// typedNames is what has been typed after each letter of some names.
func typedNames(docs []search.Document) (typed []string) {
	for i := range askedNames {
		query := typedName(docs, i)
		for at := range query {
			if at > 0 {
				typed = append(typed, query[:at])
			}
		}
	}
	return typed
}

// typedName is the i-th name as somebody types it.
func typedName(docs []search.Document, i int) string {
	name := docs[i*len(docs)/askedNames].Name["vi"]
	query := strings.Join(catalog.Words(strings.ToLower(name)), " ")
	switch i % 4 {
	case 1:
		return catalog.Fold(query)
	case 2:
		return strings.ReplaceAll(catalog.Fold(query), " ", "")
	case 3:
		return slipped(catalog.Fold(query))
	}
	return query
}

// keystroke asks as the kiosk does at each letter. It has no context that can end:
// the cards are then read on the thread that is measured.
func keystroke(index *search.Index, file *store.Catalogue, query string) error {
	codes := []string{} // none rather than any
	for _, hit := range index.Ask(query, askedHits).Hits {
		codes = append(codes, hit.Code)
	}
	index.Suggest(query, offered)
	_, err := file.Cards(context.Background(), catalog.CardFilter{Codes: codes})
	return err
}

// slipped makes a slip in every word of four letters or more.
func slipped(query string) string {
	words := strings.Fields(query)
	for i, w := range words {
		if len(w) > 3 {
			words[i] = w[:1] + w[2:3] + w[1:2] + w[3:]
		}
	}
	return strings.Join(words, " ")
}

// manyCatalogue makes a catalogue of manyProducts and returns its path.
func manyCatalogue(ctx context.Context, dir string) (string, error) {
	if err := many.Write(ctx, dir, many.Options{Products: manyProducts, Seed: 1}); err != nil {
		return "", err
	}
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return "", err
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		return "", err
	}
	book, err := sheet.Read(ctx, dir, sheet.Options{Now: time.Now(), Provinces: provinces, Classification: classes, CheckOnly: true})
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "catalog.db")
	return path, store.WriteCatalogue(ctx, path, book.Catalogue, book.Rounds)
}

// dealt returns n documents: a part of docs, or more than them, whose names,
// producers, places and stories are dealt anew.
func dealt(docs []search.Document, n int) []search.Document {
	out := make([]search.Document, n)
	for i := range out {
		round := i / len(docs)
		d := docs[i%len(docs)]
		if round > 0 {
			other := docs[(i*7+round*13)%len(docs)]
			d.Producer, d.Place, d.Former, d.Province = other.Producer, other.Place, other.Former, other.Province
			d.Story, d.FormerProvince = docs[(i*11+round)%len(docs)].Story, other.FormerProvince
			d.Code = fmt.Sprintf("%s-%d", d.Code, round)
		}
		out[i] = d
	}
	return out
}

func textBytes(docs []search.Document) (n int) {
	eachText(docs, func(s string) { n += len(s) })
	return n
}

func eachText(docs []search.Document, f func(string)) {
	for i := range docs {
		d := &docs[i]
		for _, t := range []catalog.Text{d.Name, d.Producer, d.Place, d.Group, d.Ingredients, d.Story} {
			for _, s := range t {
				f(s)
			}
		}
		for _, s := range d.Former {
			f(s)
		}
	}
}

// heap is what is in use after everything else is cleared away.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// cpu is the processor time of the program, threadCPU that of this thread; both
// are exact to far less than a scheduler's tick.
func cpu() time.Duration       { return clock(unix.CLOCK_PROCESS_CPUTIME_ID) }
func threadCPU() time.Duration { return clock(unix.CLOCK_THREAD_CPUTIME_ID) }

func clock(id int32) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(id, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
