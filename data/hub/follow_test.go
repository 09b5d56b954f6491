package hub

import (
	"testing"

	"hangviet/data/hub/wire"
)

// TestNomineesKeepTheirProducts has an organiser number the nominees anew while
// people vote.
func TestNomineesKeepTheirProducts(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	good := h.number
	swapped := testRound()
	n := swapped.Categories[0].Nominees
	n[0].Product, n[1].Product = n[1].Product, n[0].Product
	h.publish(swapped)
	h.until("the problem is told", func() bool {
		p := h.hub.Problem()
		return p != nil && p.Code == "E-HUB-CONTENT-NOMINEE"
	})
	if stamp, err := h.hub.contentStamp(); err != nil || h.hub.changed(stamp) {
		t.Errorf("the catalogue is unpacked again at every look (%v)", err)
	}
	d := h.export()
	if tea := d.Categories[0].Nominees[0]; d.Release != good || tea.Product != "TEA" || tea.Choices != 1 {
		t.Errorf("release %d, first nominee %+v", d.Release, tea)
	}
	h.publishAndWait(testRound())
	h.until("the problem is gone", func() bool { return h.hub.Problem() == nil })
}
