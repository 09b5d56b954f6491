package search

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// phrase is what can be offered for a query that is not finished: the beginning
// of several names, or a whole name.
type phrase struct {
	key   string // folded words
	text  string // as shown
	count int    // how many names begin so
	order int    // of the first of those names
}

// headWords is how many words make the beginning of a name: most Vietnamese
// words are written as two, such as "mật ong".
const headWords = 2

// phrasesOf gathers the beginnings that names share, and the names.
func phrasesOf(docs []document) []phrase {
	byKey := map[string]*phrase{}
	add := func(d document, text string) {
		key := wordKey(text)
		if key == "" {
			return
		}
		p := byKey[key]
		if p == nil {
			p = &phrase{key: key, text: text, order: d.order}
			byKey[key] = p
		}
		p.count++
		if d.order < p.order {
			p.text, p.order = text, d.order
		}
	}
	for _, d := range docs {
		words := strings.Fields(d.name)
		if len(words) > headWords {
			add(d, strings.TrimRight(strings.Join(words[:headWords], " "), ",.;:-–("))
		}
		add(d, d.name)
	}
	return sorted(byKey)
}

func sorted(byKey map[string]*phrase) []phrase {
	phrases := make([]phrase, 0, len(byKey))
	for _, p := range byKey {
		phrases = append(phrases, *p)
	}
	slices.SortFunc(phrases, func(a, b phrase) int { return cmp.Compare(a.key, b.key) })
	return phrases
}

// Suggest returns at most limit texts that continue the query: beginnings that
// several names share, the most common first, then names; and when nothing
// begins so, the names of what is found. An empty query is continued by the most
// common beginnings.
func (x *Index) Suggest(query string, limit int) []string {
	if limit <= 0 {
		return nil
	}
	var texts []string
	for _, p := range x.continuing(wordKey(query)) {
		if len(texts) == limit {
			return texts
		}
		texts = append(texts, p.text)
	}
	for _, m := range x.find(query, 2*limit) {
		if len(texts) == limit {
			break
		}
		if name := x.docs[m.doc].name; name != "" && !slices.Contains(texts, name) {
			texts = append(texts, name)
		}
	}
	return texts
}

// continuing returns the phrases that begin with key, the most common first.
func (x *Index) continuing(key string) []phrase {
	from := sort.Search(len(x.phrases), func(i int) bool { return x.phrases[i].key >= key })
	end := from + sort.Search(len(x.phrases)-from, func(i int) bool { return !strings.HasPrefix(x.phrases[from+i].key, key) })
	found := slices.Clone(x.phrases[from:end])
	slices.SortFunc(found, func(a, b phrase) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.order, b.order), cmp.Compare(len(a.key), len(b.key)))
	})
	return found
}
