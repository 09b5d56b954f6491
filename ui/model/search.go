package model

import (
	"context"
	"slices"
	"strings"
)

// maxHits bounds the answer of a search: more than a person looks through.
const maxHits = 60

// maxSuggested is how many ways to go on are offered: what fits beside each other.
const maxSuggested = 6

// SearchResult is the answer to what stands in the search field.
type SearchResult struct {
	Query string
	Count string // "12 sản phẩm"; "" while nothing is asked
	Cards []Card
	Next  []string // what the visitor may mean to type
	Empty string   // what to do when nothing was found
}

// LoadSearch answers query; nothing asked shows nothing found and no complaint.
func LoadSearch(ctx context.Context, env Env, src Catalogue, find Finder, query string) (SearchResult, error) {
	r := SearchResult{Query: query}
	if strings.TrimSpace(query) == "" {
		return r, nil
	}
	r.Next = suggest(find, query)
	var codes []string
	for _, hit := range find.Search(query, maxHits) {
		codes = append(codes, hit.Code)
	}
	cards, err := cardsByCode(ctx, env, src, codes)
	if err != nil {
		return r, err
	}
	r.Cards = cards
	if len(cards) == 0 {
		r.Empty = env.Say("search.none")
		return r, nil
	}
	r.Count = env.Count("count.products", len(cards))
	return r, nil
}

// suggest offers ways to go on, but not what stands there already.
func suggest(find Finder, query string) []string {
	typed := strings.TrimSpace(query)
	next := slices.DeleteFunc(find.Suggest(typed, maxSuggested+1), func(text string) bool {
		return strings.EqualFold(text, typed)
	})
	return next[:min(len(next), maxSuggested)]
}
