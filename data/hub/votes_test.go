package hub

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/vote"
)

// voteForm sends a form as a signed-in browser does.
func (h *house) voteForm(browser *http.Client, path string, pairs ...string) (int, string, string) {
	h.Helper()
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	res, err := browser.PostForm(h.url+path, values)
	h.must(err)
	status, body := h.read(res)
	return status, res.Header.Get("Location"), string(body)
}

// voteDone sends a form that is taken.
func (h *house) voteDone(browser *http.Client, path string, pairs ...string) {
	h.Helper()
	if status, _, body := h.voteForm(browser, path, pairs...); status != http.StatusSeeOther {
		h.Fatalf("%s: %d %s", path, status, body)
	}
}

// publishMade publishes what was made at the hub over the workbook's rounds, as the
// press does.
func (h *house) publishMade(workbook ...vote.Round) {
	h.Helper()
	made, err := h.hub.MadeVotes(h.Context())
	h.must(err)
	rounds, _ := made.Over(workbook, func(string) bool { return true })
	h.tickets, err = made.Lists(h.tickets, rounds)
	h.must(err)
	h.publishAndWait(rounds...)
}

// votesActs returns the acts of the audit about a subject.
func (h *house) votesActs(subject string) (all []string) {
	h.Helper()
	h.must(h.hub.db.View(h.Context(), func(t *books.Tx) error {
		lines, err := t.Audits(subject)
		all = nil
		for _, a := range lines {
			all = append(all, a.Act)
		}
		return err
	}))
	return all
}

// roundForm is a whole form: two categories of the test catalogue.
func roundForm(version string) []string {
	return []string{
		"version", version, "title.vi", "Tuần hàng Việt 2026", "title.en", "Vietnamese goods 2026", "rules.vi", "Mỗi lượt một phiếu.",
		"opens", "2026-11-22T08:00", "closes", "2026-11-24 18:00", "mode", "open", "pause", "30", "reveal", "after",
		"category.0.id", "food", "category.0.title.vi", "Thực phẩm", "category.0.choices", "2",
		"category.1.id", "handicraft", "category.1.title.vi", "Thủ công mỹ nghệ", "category.1.choices", "1",
	}
}

// TestRoundMadeHere goes from an empty form to ballots that count: faults stand
// beside their fields, a draft keeps what was typed, and only a whole one is let out.
func TestRoundMadeHere(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait()
	browser := h.as(people.Administrator)
	if page := h.page(browser, "/rounds"); !strings.Contains(page, `href="/rounds/new"`) {
		t.Error("the way to a new round is missing")
	}
	if status, _, page := h.voteForm(browser, "/rounds/new", "title.vi", "!"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "f-id") {
		t.Errorf("a round without an id: %d %s", status, page)
	}
	status, where, _ := h.voteForm(browser, "/rounds/new", "title.vi", "Tuần hàng Việt 2026", "opens", "mai", "closes", "",
		"mode", "open", "pause", "-3", "reveal", "after", "category.0.title.vi", "Thực phẩm", "category.0.choices", "0")
	if status != http.StatusSeeOther || where != "/rounds/tuan-hang-viet-2026/edit?saved=1" {
		t.Fatalf("a draft with faults: %d %s", status, where)
	}
	page := h.page(browser, where)
	for _, want := range []string{`value="mai"`, `id="f-opens"`, `id="f-closes"`, `id="f-pause"`, `id="f-category.0.choices"`, "Đã lưu."} {
		if !strings.Contains(page, want) {
			t.Errorf("the draft does not show %s", want)
		}
	}
	const id = "/rounds/tuan-hang-viet-2026"
	if status, _, page := h.voteForm(browser, id+"/switch", "version", "1", "switch", "clock", "reason", "Mở bán"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "f-opens") {
		t.Errorf("a draft with faults is let out: %d", status)
	}
	h.voteDone(browser, id+"/edit", roundForm("1")...)
	if page := h.page(browser, id+"/nominees?category=food&q=gao"); !strings.Contains(page, "Gạo nếp") || strings.Contains(page, "Nước mắm") {
		t.Errorf("search: %s", page)
	}
	h.voteDone(browser, id+"/nominees", "version", "2", "category", "food", "add", "TEA", "add", "RICE", "add", "NONE")
	if status, _, page := h.voteForm(browser, id+"/nominees", "version", "3", "category", "handicraft", "add", "FISH", "add", "SILK"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "quá 3 sản phẩm") {
		t.Errorf("a fourth product of a firm: %d %s", status, page)
	}
	h.voteDone(browser, id+"/nominees", "version", "3", "category", "handicraft", "add", "SILK")
	if made, err := h.hub.MadeVotes(t.Context()); err != nil || len(made.Rounds) != 0 {
		t.Errorf("a draft goes into a release: %+v %v", made, err)
	}
	if status, _, _ := h.voteForm(browser, id+"/switch", "version", "4", "switch", "clock", "reason", " "); status != http.StatusUnprocessableEntity {
		t.Errorf("let out without a reason: %d", status)
	}
	h.voteDone(browser, id+"/switch", "version", "4", "switch", "clock", "reason", "Đã duyệt")
	h.publishMade()
	if page := h.page(browser, id); !strings.Contains(page, "Sắp mở") || strings.Contains(page, "Chờ bản phát hành") {
		t.Errorf("once it is published: %s", page)
	}
	h.votesCount("tuan-hang-viet-2026")
	want := []string{"round.made", "round.changed", "round.nominees", "round.nominees", "round.switch.clock"}
	if got := h.votesActs("tuan-hang-viet-2026"); !slices.Equal(got, want) {
		t.Errorf("the audit has %v", got)
	}
}

// votesCount lets a kiosk vote in a round that was made at the hub.
func (h *house) votesCount(id string) {
	h.Helper()
	h.wait(24 * time.Hour)
	histories, err := h.hub.Histories(h.Context())
	h.must(err)
	r := histories[id][0].Round
	k := h.enrolled("Điểm bán", wire.Approved)
	b, err := vote.NewBallot(r, h.clock(), []vote.Choice{{Category: "food", Nominee: "TEA"}, {Category: "handicraft", Nominee: "SILK"}})
	h.must(err)
	k.cast(b)
	k.deliver()
	result, err := h.hub.Tally(h.Context())
	h.must(err)
	if round, _ := result.Round(id); round.Ballots != 1 || round.Choices != 2 || r.Pause != 30*time.Second {
		h.Errorf("counted %+v", round)
	}
}

// TestOpenRoundKeepsItsWord: of a round that people vote in, what they were promised
// stays, and what may change does; two who change it at once do not undo each other.
func TestOpenRoundKeepsItsWord(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	browser := h.as(people.Administrator)
	open := func(change func(map[string]string)) []string {
		values := map[string]string{
			"version": "0", "title.vi": "Hàng Việt được yêu thích", "title.en": "Favourite goods", "rules.vi": "Thể lệ mới", "opens": "2026-11-19T09:30",
			"closes": "2026-11-23T09:30", "mode": "open", "reveal": "after", "category.0.id": "food", "category.0.title.vi": "Thực phẩm",
			"category.0.choices": "2", "category.1.id": "craft", "category.1.title.vi": "Thủ công", "category.1.choices": "1",
		}
		change(values)
		var pairs []string
		for _, k := range slices.Sorted(maps.Keys(values)) {
			pairs = append(pairs, k, values[k])
		}
		return pairs
	}
	for name, change := range map[string]func(map[string]string){
		"mode":       func(v map[string]string) { v["mode"] = "supervised" },
		"reveal":     func(v map[string]string) { v["reveal"] = "always" },
		"test":       func(v map[string]string) { v["test"] = "yes" },
		"opens":      func(v map[string]string) { v["opens"] = "2026-11-20T09:30" },
		"closes":     func(v map[string]string) { v["closes"] = "2026-11-20T09:30" },
		"choices":    func(v map[string]string) { v["category.0.choices"] = "1" },
		"categories": func(v map[string]string) { v["category.1.drop"] = "yes" },
	} {
		if status, _, page := h.voteForm(browser, "/rounds/r1/edit", open(change)...); status != http.StatusUnprocessableEntity || !strings.Contains(page, `class="fault`) {
			t.Errorf("%s of an open round: %d", name, status)
		}
	}
	h.voteDone(browser, "/rounds/r1/edit", open(func(v map[string]string) { v["closes"] = "2026-11-25T09:30" })...)
	if status, _, page := h.voteForm(browser, "/rounds/r1/edit", open(func(map[string]string) {})...); status != http.StatusConflict || !strings.Contains(page, "Người khác vừa sửa") {
		t.Errorf("over another's change: %d", status)
	}
	if status, _, _ := h.voteForm(browser, "/rounds/r1/switch", "version", "1", "switch", "draft", "reason", "x"); status != http.StatusUnprocessableEntity {
		t.Errorf("an open round is a draft again: %d", status)
	}
	h.voteDone(browser, "/rounds/r1/switch", "version", "1", "switch", "paused", "reason", "Mất điện")
	r := testRound()
	r.Closes = r.Closes.Add(-time.Hour)
	h.publishMade(r)
	histories, err := h.hub.Histories(t.Context())
	h.must(err)
	if now := histories["r1"][0].Round; now.Switch != vote.SetPause || !now.Closes.Equal(opening.Add(96*time.Hour)) || now.Rules["vi"] != "Thể lệ mới" {
		t.Errorf("the workbook won over the hub: %+v", now)
	}
	h.wait(120 * time.Hour)
	browser = h.enter(string(people.Administrator), password)
	if status, _, _ := h.voteForm(browser, "/rounds/r1/switch", "version", "2", "switch", "clock", "reason", "x"); status != http.StatusUnprocessableEntity {
		t.Errorf("a closed round opens again: %d", status)
	}
}

// TestCopyAndDelete: a copy has no days and is a draft; only what was never published
// is deleted.
func TestCopyAndDelete(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	browser := h.as(people.Administrator)
	for _, id := range []string{"r1", "new", "", "a b", "../x"} {
		if status, _, _ := h.voteForm(browser, "/rounds/r1/copy", "id", id); status != http.StatusUnprocessableEntity {
			t.Errorf("a copy called %q: %d", id, status)
		}
	}
	h.voteDone(browser, "/rounds/r1/copy", "id", "r-2027")
	page := h.page(browser, "/rounds/r-2027/edit")
	if !strings.Contains(page, "Thủ công") || !strings.Contains(page, `id="f-opens"`) || !strings.Contains(page, "3 đề cử") {
		t.Errorf("the copy: %s", page)
	}
	h.voteDone(browser, "/rounds/r1/delete", "version", "0")
	h.voteDone(browser, "/rounds/r-2027/delete", "version", "1")
	if status, _, _ := h.ask(browser, "GET /rounds/r-2027/edit", nil); status != http.StatusNotFound {
		t.Errorf("a deleted round: %d", status)
	}
	if status, _, _ := h.ask(browser, "GET /rounds/r1", nil); status != http.StatusOK {
		t.Errorf("a round of a release was deleted: %d", status)
	}
}

// TestNoTotalsWhileOpen: nobody is told how often a nominee was chosen while people
// vote, on any page or file, whatever the role; participation is.
func TestNoTotalsWhileOpen(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm bán", wire.Approved)
	k.vote("food/n-tea", "food/n-rice")
	k.vote("food/n-tea")
	k.deliver()
	for _, role := range people.Roles() {
		browser := h.as(role)
		page := h.page(browser, "/rounds/r1")
		if strings.Contains(page, "Chè Shan tuyết") || strings.Contains(page, "100 %") || !strings.Contains(page, "<b>2</b> phiếu") || !strings.Contains(page, "chưa được cho xem") {
			t.Errorf("%s at an open round: %s", role, page)
		}
		if page := h.page(browser, "/rounds/r1/participation"); !strings.Contains(page, "<b>2</b> phiếu") || !strings.Contains(page, "<b>3</b> lượt chọn") ||
			!strings.Contains(page, "<svg") || strings.Contains(page, "n-tea") {
			t.Errorf("%s at participation: %s", role, page)
		}
		for _, path := range []string{"/rounds/r1/export?format=csv", "/rounds/r1/export?format=json", "/rounds/r1/export?format=xlsx", "/rounds/r1/exposure", "/rounds/r1/results.pdf"} {
			if status, _, body := h.ask(browser, "GET "+path, nil); status != http.StatusForbidden || strings.Contains(body, "n-tea") {
				t.Errorf("%s at %s: %d", role, path, status)
			}
		}
	}
	h.wait(72 * time.Hour)
	for _, role := range people.Roles() {
		browser := h.enter(string(role), password)
		page := h.page(browser, "/rounds/r1")
		if strings.Contains(page, "Chè Shan tuyết") != role.Can(people.SeeTotals) {
			t.Errorf("%s at a closed round: %s", role, page)
		}
		status, _, _ := h.ask(browser, "GET /rounds/r1/results.pdf", nil)
		if (status == http.StatusOK) != role.Can(people.SeeTotals) {
			t.Errorf("%s and the document: %d", role, status)
		}
	}
}

// TestParticipation: hours without a ballot stand in the chart too, a kiosk can be
// looked at alone, and what does not count is not there.
func TestParticipation(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k, other, waiting := h.enrolled("Một", wire.Approved), h.enrolled("Hai", wire.Approved), h.enrolled("Ba", wire.Pending)
	k.vote("food/n-tea", "craft/n-silk")
	late := other.make("food/n-rice")
	late.Hour = late.Hour.Add(3 * time.Hour)
	other.cast(late)
	waiting.vote("food/n-tea")
	for _, one := range []*kiosk{k, other, waiting} {
		one.deliver()
	}
	browser := h.as(people.Viewer)
	page := h.page(browser, "/rounds/r1/participation")
	for _, want := range []string{"<b>2</b> phiếu", "<b>3</b> lượt chọn", "21/11/2026 09:00", "21/11/2026 12:00", "Một", "Hai"} {
		if !strings.Contains(page, want) {
			t.Errorf("participation does not say %q", want)
		}
	}
	if strings.Count(page, "<rect") != 2 || strings.Contains(page, "Ba</a>") {
		t.Errorf("the chart: %s", page)
	}
	if page := h.page(browser, "/rounds/r1/participation?kiosk="+other.self.ID); !strings.Contains(page, "<b>1</b> phiếu") || strings.Contains(page, "09:00") {
		t.Errorf("of one kiosk: %s", page)
	}
	if status, _, _ := h.ask(browser, "GET /rounds/r1/participation?kiosk=none", nil); status != http.StatusNotFound {
		t.Errorf("of no kiosk: %d", status)
	}
}
