package search

import (
	"slices"
	"strings"
)

// pack moves what was gathered together: an index lives for as long as its release,
// and what grew bit by bit leaves room behind and among it. Afterwards nothing in
// the index refers to the documents it was made of, so that they can go.
func (x *Index) pack() {
	var p packer
	for i := range x.texts {
		p.add(&x.texts[i].text)
	}
	for i := range x.docs {
		p.add(&x.docs[i].code)
	}
	for i := range x.codes {
		p.add(&x.codes[i].key)
	}
	for i := range x.provinces {
		p.add(&x.provinces[i])
	}
	for i := range x.entries {
		e := &x.entries[i]
		p.add(&e.form.key)
		p.add(&e.form.letters)
		p.add(&e.shown)
	}
	p.pack()
	x.texts, x.lines, x.firstLine = slices.Clone(x.texts), slices.Clone(x.lines), slices.Clone(x.firstLine)
	x.tokens, x.codes, x.entries = slices.Clone(x.tokens), slices.Clone(x.codes), slices.Clone(x.entries)
	x.packPosts()
}

// packPosts lays all posts one behind the other.
func (x *Index) packPosts() {
	n := 0
	for i := range x.entries {
		n += len(x.entries[i].posts) + len(x.entries[i].deep)
	}
	all := make([]uint32, 0, n)
	move := func(posts []uint32) []uint32 {
		from := len(all)
		all = append(all, posts...)
		return all[from:len(all):len(all)]
	}
	for i := range x.entries {
		e := &x.entries[i]
		e.posts, e.deep = move(e.posts), move(e.deep)
	}
}

// packer lays strings one behind the other in one piece of memory.
type packer struct {
	all  []*string
	size int
}

func (p *packer) add(s *string) {
	p.all = append(p.all, s)
	p.size += len(*s)
}

func (p *packer) pack() {
	var b strings.Builder
	b.Grow(p.size)
	for _, s := range p.all {
		b.WriteString(*s)
	}
	rest := b.String()
	for _, s := range p.all {
		*s, rest = rest[:len(*s)], rest[len(*s):]
	}
}
