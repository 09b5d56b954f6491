package search

import (
	"strings"
	"unicode/utf8"
)

// snippet is how many runes of a long text are shown on each side of a match.
const snippet = 60

// explain writes the hits into the answer, and how the words were taken.
func (x *Index) explain(s *scratch, q *query, a *Answer) {
	for i := range q.words {
		w := &q.words[i]
		a.Words = append(a.Words, Word{Text: w.text, Start: w.start, End: w.end})
	}
	for n := range s.hits {
		a.Hits = append(a.Hits, x.hit(s, q, &s.hits[n]))
	}
	if len(s.hits) == 0 {
		return
	}
	best := s.hits[0].doc
	for i := range q.words {
		v := s.best[i][best]
		a.Words[i].Known = v != 0 && (v.right() || !a.Near)
		if a.Words[i].Known {
			a.Words[i].As = x.takenFor(s, q, i, best, v)
		} else if !q.words[i].filler {
			a.Near = true
			a.Drop = append(a.Drop, Part{q.words[i].start, q.words[i].end})
		}
	}
}

// hit describes a document found.
func (x *Index) hit(s *scratch, q *query, h *hit) Hit {
	d := &x.docs[h.doc]
	out := Hit{Code: d.code, Name: x.name(h.doc), Score: float64(h.score), Field: h.field.String()}
	fields := 1 << inName
	for i := range q.words {
		if v := s.best[i][h.doc]; v != 0 {
			fields |= 1 << v.field()
		}
	}
	met := s.in(h.doc, len(q.words))
	for _, l := range x.linesOf(h.doc) {
		if fields&(1<<l.field) == 0 {
			continue
		}
		m := Mark{Field: l.field.String(), Lang: x.langs[l.lang], Text: x.texts[l.text].text, Spans: x.spans(q, l, met)}
		if len(m.Spans) > 0 || l.field == inPlace {
			out.Marks = append(out.Marks, m.cut(l.field))
		}
	}
	return out
}

// spans finds the words of a text that were met.
func (x *Index) spans(q *query, l line, met metIn) (spans []Part) {
	t := &x.texts[l.text]
	n := t.from
	eachWord(t.text, func(start, end int) {
		e := int32(-1)
		if l.field < shortFields {
			e = x.tokens[n]
			n++
		} else if known, ok := x.forms[t.text[start:end]]; ok {
			e = known
		}
		if e >= 0 && met.by(e) != 0 {
			spans = append(spans, Part{start, start + x.typedPart(q, e, met.by(e), t.text[start:end])})
		}
	})
	return spans
}

// typedPart returns how many bytes of a word that was met were typed.
func (x *Index) typedPart(q *query, e int32, met uint16, word string) int {
	key, letters := x.entries[e].form.key, 0
	for i := range q.words {
		if met&(1<<i) == 0 {
			continue
		}
		n := len(key) // met otherwise than by its beginning
		for _, f := range append(q.words[i].readings, q.words[i].typed) {
			if strings.HasPrefix(key, f.key) {
				n = min(n, len(f.key))
			}
		}
		letters = max(letters, n)
	}
	size := 0
	for range letters {
		_, n := utf8.DecodeRuneInString(word[size:])
		size += n
	}
	if letters == len(key) {
		return len(word)
	}
	return size
}

// cut makes a long text short around its first match.
func (m Mark) cut(f field) Mark {
	if f < shortFields || len(m.Spans) == 0 {
		return m
	}
	start, end := back(m.Text, m.Spans[0].Start), forth(m.Text, m.Spans[0].End)
	var spans []Part
	for _, p := range m.Spans {
		if p.Start >= start && p.End <= end {
			spans = append(spans, Part{p.Start - start, p.End - start})
		}
	}
	head, tail := "", ""
	if start > 0 {
		head = "… "
	}
	if end < len(m.Text) {
		tail = " …"
	}
	for i := range spans {
		spans[i].Start += len(head)
		spans[i].End += len(head)
	}
	m.Text, m.Spans = head+m.Text[start:end]+tail, spans
	return m
}

// back goes some runes back from i, to the beginning of a word.
func back(s string, i int) int {
	start := i
	for n := 0; start > 0 && n < snippet; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	if start == 0 {
		return 0
	}
	if gap := strings.IndexByte(s[start:i], ' '); gap >= 0 {
		return start + gap + 1
	}
	return i
}

// forth goes some runes on from i, to the end of a word.
func forth(s string, i int) int {
	end := i
	for n := 0; end < len(s) && n < snippet; n++ {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	if end == len(s) {
		return end
	}
	if gap := strings.LastIndexByte(s[i:end], ' '); gap >= 0 {
		return i + gap
	}
	return i
}

// takenFor returns what word i was taken for in a document when that is not what
// was typed, or "".
func (x *Index) takenFor(s *scratch, q *query, i int, doc int32, v found) string {
	if v.kind() == byPlace {
		return x.provinceName(doc)
	}
	if v.kind() == byInside || len(q.words[i].readings) == 0 && v.kind() < byParts && v.right() {
		return ""
	}
	met := s.in(doc, len(q.words))
	for _, l := range x.linesOf(doc) {
		if l.field == v.field() {
			if as := x.metAs(q, i, l, met, v.right()); as != "" {
				return as
			}
		}
	}
	return ""
}

// provinceName returns the name of a document's province of today.
func (x *Index) provinceName(doc int32) string {
	p, ok := x.words.places.ByCode(x.provinces[x.docs[doc].province])
	if !ok {
		return ""
	}
	return p.Name["vi"]
}

// metAs returns the first words in a text that meet word i, if they are others.
func (x *Index) metAs(q *query, i int, l line, in metIn, right bool) string {
	var as []string
	for _, e := range x.tokensOf(l) {
		met := in.by(e)&(1<<i) != 0
		if met && right && strings.HasPrefix(x.entries[e].form.key, q.words[i].typed.key) {
			return ""
		}
		if met {
			as = append(as, x.entries[e].shown)
		} else if len(as) > 0 {
			break
		}
	}
	if len(as) == 1 && strings.Contains(joinedKey(as[0]), q.words[i].typed.key) {
		return "" // typed apart
	}
	return strings.Join(as, " ")
}

// count says what the documents found are.
func (x *Index) count(hits []hit) Facets {
	var sectors, stars [256]int
	var provinces [256]int
	for _, h := range hits {
		d := &x.docs[h.doc]
		sectors[d.sector]++
		stars[d.stars]++
		provinces[d.province]++
	}
	f := Facets{Sectors: map[int]int{}, Provinces: map[string]int{}, Stars: map[int]int{}}
	for i := range 256 {
		if sectors[i] > 0 {
			f.Sectors[i] = sectors[i]
		}
		if stars[i] > 0 {
			f.Stars[i] = stars[i]
		}
		if provinces[i] > 0 && x.provinces[i] != "" {
			f.Provinces[x.provinces[i]] = provinces[i]
		}
	}
	return f
}

// trim removes the spaces around a text and doubled ones within.
func trim(s string) string { return strings.Join(strings.Fields(s), " ") }
