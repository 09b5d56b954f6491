package hub

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/vote"
	"hangviet/ui/web/webtest"
)

// fair is a hub in the middle of a round: forty kiosks have voted for five days, a
// disk was copied, tickets were made, another round is being set up.
func fair(t *testing.T) (h *house, browser *http.Client) {
	t.Helper()
	h, _, _ = busyHouse(t)
	browser = h.as(people.Administrator)
	h.batchOf(browser, "250")
	for i := range 6 {
		k := h.enrolled(fmt.Sprintf("Điểm bán hàng Việt số %d, phường Hoàn Kiếm", i+1), wire.Approved)
		for n := range 14 + 9*i {
			b := k.make("food/n-tea")
			b.Hour, b.Mode, b.Ticket = b.Hour.Add(time.Duration(n%31-20)*time.Hour), vote.ByTicket, fmt.Sprintf("%016x", 1000*i+n+1)
			if n%3 == 0 {
				b.Choices = append(b.Choices, vote.Choice{Category: "craft", Nominee: "n-silk"})
			}
			k.cast(b)
		}
		k.deliver()
	}
	h.voteDone(browser, "/rounds/new", "id", "tet-2027", "title.vi", "Hàng Việt Nam được người tiêu dùng yêu thích – Tết Đinh Mùi 2027", "opens", "mai",
		"mode", "open", "pause", "0", "reveal", "after", "category.0.title.vi", "Thực phẩm", "category.0.choices", "3", "category.1.title.vi", "Thủ công mỹ nghệ", "category.1.choices", "1")
	h.voteDone(browser, "/rounds/tet-2027/nominees", "version", "1", "category", "food", "add", "TEA", "add", "RICE")
	return h, browser
}

// TestVotePagesInABrowser walks every page of the votes on a desk and on a phone:
// each can be used by who sees, hears or moves otherwise, is no wider than the
// screen, and asks nobody but the hub.
func TestVotePagesInABrowser(t *testing.T) {
	h, boss := fair(t)
	id := h.forks()[0].ID
	visits := []struct{ name, path string }{
		{"rounds", "/rounds"},
		{"round-open", "/rounds/r1"},
		{"participation", "/rounds/r1/participation"},
		{"edit", "/rounds/tet-2027/edit"},
		{"edit-open", "/rounds/r1/edit"},
		{"new", "/rounds/new"},
		{"nominees", "/rounds/tet-2027/nominees?category=food&q="},
		{"tickets", "/rounds/r1/tickets"},
		{"settle", "/rounds/r1/settle"},
		{"closing-open", "/rounds/r1/closing"},
		{"case", "/cases/" + id},
		{"cases", "/cases"},
		{"record-open", "/rounds/r1/record"},
		{"results-open", "/results/r1"},
		{"receipt", "/receipt"},
	}
	pages := map[string]*webtest.Page{"wide": webtest.Wide(t), "phone": webtest.Phone(t)}
	for _, p := range pages {
		h.signInPage(p)
		for _, v := range visits {
			h.lookAtVotes(p, v.name, v.path)
		}
	}
	h.voteDone(boss, "/rounds/r1/closing/close", "version", "0", "reason", "Đủ phiếu")
	h.wait(time.Minute)
	h.publishMade()
	for _, p := range pages {
		h.lookAtVotes(p, "closing-wait", "/rounds/r1/closing")
	}
	h.voteDone(boss, "/rounds/r1/closing/without", "all", "yes", "reason", "Hội chợ đã kết thúc")
	h.settleAll(boss, "r1")
	h.voteDone(boss, "/rounds/r1/closing/publish")
	h.recordIsOut("r1", 1)
	for _, p := range pages {
		for _, v := range []struct{ name, path string }{
			{"closing-done", "/rounds/r1/closing"},
			{"settle-done", "/rounds/r1/settle"},
			{"round-closed", "/rounds/r1"},
			{"results", "/results/r1"},
			{"record", "/record/r1/"},
			{"exposure", "/rounds/r1/exposure"},
		} {
			h.lookAtVotes(p, v.name, v.path)
		}
	}
}

func (h *house) signInPage(p *webtest.Page) {
	h.Helper()
	p.Go(h.url + "/login")
	p.Type("#name", string(people.Administrator))
	p.Type("#password", password)
	p.Press("main button")
}

func (h *house) lookAtVotes(p *webtest.Page, name, path string) {
	h.Helper()
	p.Go(h.url + path)
	p.Own(h.url)
	p.Accessible()
	p.Picture(name)
}
