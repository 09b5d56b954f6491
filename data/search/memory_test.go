package search_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"hangviet/data/catalog"
	"hangviet/data/search"
)

// TestAnIndexIsSmall holds an index of 5,000 products to what it may weigh once
// the documents that it was made of are gone: 3 times the letters of their texts.
func TestAnIndexIsSmall(t *testing.T) {
	corpus, words := readCorpus(t), builtin(t)
	before := inUse()
	docs, letters := dealt(corpus.docs, 5000)
	index := search.New(docs, words)
	docs = nil
	held := inUse() - before
	if most := 3 * letters; held > most {
		t.Errorf("an index of %d KB of texts holds %d KB, more than %d", letters>>10, held>>10, most>>10)
	}
	if len(index.Ask("mật ong", 10).Hits) == 0 {
		t.Error("it finds nothing")
	}
	runtime.KeepAlive(corpus)
	runtime.KeepAlive(docs)
}

// dealt makes more documents of a few, each with texts of its own, as they are read
// from a file, and tells how many bytes of texts they have.
func dealt(few []search.Document, n int) (docs []search.Document, letters int) {
	own := func(t catalog.Text) catalog.Text {
		out := catalog.Text{}
		for lang, s := range t {
			out[lang] = strings.Clone(s)
			letters += len(s)
		}
		return out
	}
	for i := range n {
		d := few[i%len(few)]
		d.Code = fmt.Sprintf("%s-%d", d.Code, i)
		d.Name, d.Producer, d.Place, d.Group, d.Story = own(d.Name), own(d.Producer), own(d.Place), own(d.Group), own(d.Story)
		d.Former = strings.Split(strings.Join(d.Former, "\n"), "\n")
		letters += len(strings.Join(d.Former, ""))
		docs = append(docs, d)
	}
	return docs, letters
}

func inUse() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
