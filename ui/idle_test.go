package ui_test

import (
	"slices"
	"testing"
	"time"

	"hangviet/ui/model"
)

// TestIdleWhereverTheVisitorWalksOff: failures.md, "Idle": in a dialog, amid typing,
// in a half-made ballot. The visitor is asked, and when nobody answers the next one
// finds nothing of it.
func TestIdleWhereverTheVisitorWalksOff(t *testing.T) {
	for name, way := range map[string][]string{
		"home":             {"attract"},
		"search, typing":   {"attract", "nav.search", "key.m", "key.a"},
		"sheet of choices": {"attract", "home.sector.1", "chip.province"},
		"reading aids":     {"attract", "nav.aids"},
		"list kept":        {"attract", "home.sector.1", "list.keep.LONG-1", "nav.list"},
		"product":          {"attract", "home.sector.1", "card.LONG-1"},
		"rounds":           {"attract", "nav.vote"},
		"half-made ballot": {"attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1"},
		"review":           {"attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review"},
		"other language":   {"attract", "nav.lang", "home.sector.1"},
	} {
		t.Run(name, func(t *testing.T) {
			k := start(t)
			k.tap("attract")
			fresh := k.targets()
			k.pass(61 * time.Second)
			k.at(model.AtAttract)

			k.tap(way...)
			k.pass(46 * time.Second)
			if ids := k.targets(); !slices.Equal(ids, []string{"idle.more", "idle.continue"}) {
				t.Errorf("after 46 seconds %q can be touched", ids)
			}
			k.pass(15 * time.Second)
			k.at(model.AtAttract)
			k.sees("Chạm để bắt đầu")
			k.tap("attract")
			if ids := k.targets(); !slices.Equal(ids, fresh) {
				t.Errorf("the next visitor finds %q, not %q", ids, fresh)
			}
			if k.goods.Tried != 0 {
				t.Error("a half-made ballot was cast")
			}
			k.tap("nav.search")
			if slices.Contains(k.targets(), "search.entry.clear") {
				t.Error("what was typed is still there")
			}
		})
	}
}
