package hub

import (
	"bytes"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// pdfText returns the text of a PDF, its spaces alike.
func pdfText(t *testing.T, file string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

var (
	freshBatch = regexp.MustCompile(`name="batch" value="([0-9a-f]{16})"`)
	keyShown   = regexp.MustCompile(`<p class="key">([0-9A-Z-]+)</p>`)
)

// batchOf makes a batch in the browser and returns its id and key.
func (h *house) batchOf(browser *http.Client, count string) (id, key string) {
	h.Helper()
	id = freshBatch.FindStringSubmatch(h.page(browser, "/rounds/r1/tickets"))[1]
	status, _, page := h.voteForm(browser, "/rounds/r1/tickets", "batch", id, "count", count, "label", "Hội chợ <1>")
	found := keyShown.FindStringSubmatch(page)
	if status != http.StatusOK || found == nil {
		h.Fatalf("make tickets: %d %s", status, page)
	}
	if status, _, page := h.voteForm(browser, "/rounds/r1/tickets", "batch", id, "count", count); status != http.StatusOK || keyShown.MatchString(page) {
		h.Errorf("the key is shown again: %d", status)
	}
	h.until("the batch is made", func() bool { return h.ticketBatch(id).State == books.BatchReady })
	return id, found[1]
}

func (h *house) ticketBatch(id string) (b books.TicketBatch) {
	h.Helper()
	h.must(h.hub.db.View(h.Context(), func(t *books.Tx) (err error) {
		b, err = t.TicketBatch(id)
		return err
	}))
	return b
}

// TestTickets goes from a form to ballots: codes leave once, only with the key, and
// are nowhere then; kiosks know them with the next release; used ones are counted by
// batch; a batch that was stolen is dropped.
func TestTickets(t *testing.T) {
	h := newHouse(t)
	r := testRound()
	r.Mode = vote.ByTicket
	h.publishAndWait(r)
	browser := h.as(people.Administrator)
	for _, count := range []string{"0", "-1", "1000001", "x", ""} {
		if status, _, _ := h.voteForm(browser, "/rounds/r1/tickets", "batch", "0123456789abcdef", "count", count); status != http.StatusUnprocessableEntity {
			t.Errorf("%q tickets: %d", count, status)
		}
	}
	id, key := h.batchOf(browser, "12")
	other, otherKey := h.batchOf(browser, "3")
	take := "/rounds/r1/tickets/" + id + "/codes"
	for _, wrong := range []string{"", otherKey, "0000-0000-0000-00"} {
		if status, _, page := h.voteForm(browser, take, "key", wrong, "what", "csv"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Khóa không đúng") {
			t.Errorf("with the key %q: %d", wrong, status)
		}
	}
	if status, _, _ := h.voteForm(h.as(people.Verifier), take, "key", key, "what", "csv"); status != http.StatusForbidden {
		t.Errorf("a verifier takes codes: %d", status)
	}
	if status, _, page := h.voteForm(browser, "/rounds/r1/tickets/"+other+"/codes", "key", otherKey, "what", "10"); status != http.StatusOK || !strings.HasPrefix(page, "PK") {
		t.Errorf("cards: %d", status)
	}
	status, _, table := h.voteForm(browser, take, "key", strings.ToLower(key), "what", "csv")
	lines := strings.Split(strings.TrimSpace(table), "\r\n")
	if status != http.StatusOK || len(lines) != 13 {
		t.Fatalf("codes: %d %s", status, table)
	}
	h.until("the codes are deleted", func() bool { return h.ticketBatch(id).State == books.BatchTaken })
	if status, _, _ := h.voteForm(browser, take, "key", key, "what", "csv"); status != http.StatusNotFound {
		t.Errorf("codes a second time: %d", status)
	}
	h.must(h.hub.db.View(t.Context(), func(tx *books.Tx) error {
		left, err := tx.TicketCodes(id)
		if len(left) > 0 {
			t.Error("the codes are still there")
		}
		return err
	}))
	h.publishMade(r)
	h.useTickets(browser, r, lines[1:3], id)
}

// useTickets votes with codes of a batch, which is then dropped.
func (h *house) useTickets(browser *http.Client, r vote.Round, lines []string, id string) {
	h.Helper()
	list := h.tickets[0]
	k := h.enrolled("Điểm bán", wire.Approved)
	for _, line := range lines {
		code, err := ticket.Parse(strings.Split(line, ",")[1])
		h.must(err)
		mark := list.Mark(code)
		if !list.Has(mark) || len(list.Marks) != 15 {
			h.Fatalf("the release does not know the ticket, of %d", len(list.Marks))
		}
		b, err := vote.NewBallot(r, h.clock(), []vote.Choice{{Category: "food", Nominee: "n-tea"}})
		h.must(err)
		b.Ticket = mark.String()
		k.cast(b)
	}
	k.deliver()
	page := h.page(browser, "/rounds/r1/tickets")
	for _, want := range []string{"<b>15</b> mã còn hiệu lực", "<b>2</b> đã dùng", "Hội chợ &lt;1&gt;", "Đã tải về"} {
		if !strings.Contains(page, want) {
			h.Errorf("the batches do not say %q: %s", want, page)
		}
	}
	h.voteDone(browser, "/rounds/r1/tickets/"+id+"/drop", "reason", "Mất cả hộp")
	h.publishMade(r)
	if n := len(h.tickets[0].Marks); n != 3 {
		h.Errorf("%d tickets after one batch was dropped", n)
	}
	page = h.page(browser, "/rounds/r1/settle")
	if !strings.Contains(page, "2 phiếu dùng mã của lô này") {
		h.Errorf("used tickets of a stolen batch are not told: %s", page)
	}
	if got := h.votesActs("r1"); !strings.Contains(strings.Join(got, " "), "tickets.made tickets.made tickets.opened tickets.taken tickets.opened tickets.taken tickets.dropped") {
		h.Errorf("the audit has %v", got)
	}
}

// TestBrokenBatch: a batch whose hub was stopped is said to be broken off, goes into
// no release and can be dropped.
func TestBrokenBatch(t *testing.T) {
	h := newHouse(t)
	r := testRound()
	r.Mode = vote.ByTicket
	h.publishAndWait(r)
	browser := h.as(people.Administrator)
	b := books.TicketBatch{ID: "00000000000000aa", Round: "r1", Count: 50, Done: 10, State: books.BatchMaking, Made: h.clock(), Beat: h.clock()}
	h.must(h.hub.db.Update(t.Context(), func(tx *books.Tx) error { return tx.PutTicketBatch(b) }))
	if page := h.page(browser, "/rounds/r1/tickets"); !strings.Contains(page, "Đã tạo 10 trên 50 mã") {
		t.Errorf("while it is made: %s", page)
	}
	h.wait(stoppedAfter + time.Second)
	if page := h.page(browser, "/rounds/r1/tickets"); !strings.Contains(page, "Bị gián đoạn") {
		t.Errorf("when nobody is at it: %s", page)
	}
	if made, err := h.hub.MadeVotes(t.Context()); err != nil || len(made.Tickets)+len(made.Dropped) != 0 {
		t.Errorf("%+v %v", made, err)
	}
	h.voteDone(browser, "/rounds/r1/tickets/"+b.ID+"/drop", "reason", "x")
	if err := h.hub.makeBatch(t.Context(), b, ticket.Encode(1)); err == nil {
		t.Error("a dropped batch is made on")
	}
	if bytes.Contains([]byte(h.page(browser, "/rounds/r1/tickets")), []byte("Bị gián đoạn")) {
		t.Error("a dropped batch is still broken off")
	}
}
