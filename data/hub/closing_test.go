package hub

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/record"
	"hangviet/data/vote"
)

// settleAll lets a person settle everything that is open in a round.
func (h *house) settleAll(browser *http.Client, round string) {
	h.Helper()
	v, err := h.hub.survey(h.Context(), round)
	h.must(err)
	for _, c := range v.cases() {
		switch c.kind {
		case caseFork:
			h.voteDone(browser, "/cases/"+c.item+"/aside", "seen", "none")
		case casePending:
			h.must(h.hub.Decide(h.Context(), c.item, wire.Refused))
		default:
			h.voteDone(browser, "/rounds/"+round+"/settle", "kind", c.kind, "item", c.item, "reason", "Đã đối chiếu")
		}
	}
}

// recordIsOut waits until a round's record of that number is published.
func (h *house) recordIsOut(round string, number int64) books.Publication {
	h.Helper()
	var last books.Publication
	h.until(fmt.Sprintf("record %d is published", number), func() bool {
		h.must(h.hub.db.View(h.Context(), func(t *books.Tx) error {
			all, err := t.Publications(round)
			if n := len(all); n > 0 {
				last = all[n-1]
			}
			return err
		}))
		return last.Number == number && last.State == books.PublicationDone
	})
	return last
}

// closingStep returns which step of a closing is to be done now.
func (h *house) closingStep(round string) string {
	h.Helper()
	c, err := h.hub.ceremony(h.Context(), round)
	h.must(err)
	for _, s := range c.steps() {
		if s.State == "now" {
			return s.Name
		}
	}
	return ""
}

// TestCeremony closes a round by the switch, waits for its kiosks, goes on without
// one that is lost, settles, publishes, and publishes again what came late: with
// every step noted, and the record right for everybody who counts it again.
func TestCeremony(t *testing.T) {
	h, first, _ := busyHouse(t)
	boss, verifier := h.as(people.Administrator), h.as(people.Verifier)
	lost := h.enrolled("Xe lưu động", wire.Approved)
	if got := h.closingStep("r1"); got != "close" {
		t.Errorf("first comes %s", got)
	}
	if status, _, _ := h.voteForm(verifier, "/rounds/r1/closing/close", "version", "0", "reason", "x"); status != http.StatusForbidden {
		t.Errorf("a verifier closes a round: %d", status)
	}
	if status, _, _ := h.voteForm(verifier, "/rounds/r1/closing/publish"); status != http.StatusConflict {
		t.Errorf("the record of an open round: %d", status)
	}
	h.voteDone(boss, "/rounds/r1/closing/close", "version", "0", "reason", "Đủ phiếu")
	if page := h.page(verifier, "/rounds/r1/closing"); !strings.Contains(page, "chờ bản phát hành tiếp theo") {
		t.Errorf("before the release: %s", page)
	}
	h.wait(time.Minute)
	h.publishMade()
	if got := h.closingStep("r1"); got != "wait" {
		t.Errorf("after closing comes %s", got)
	}
	page := h.page(verifier, "/rounds/r1/closing")
	if !strings.Contains(page, fmt.Sprintf("bản phát hành số %d", h.number)) || !strings.Contains(page, "Xe lưu động") || !strings.Contains(page, "3 kiosk có thể còn giữ phiếu") {
		t.Errorf("the kiosks that are waited for: %s", page)
	}
	h.wait(time.Minute)
	first.deliver()
	others := h.awaitedBut(lost)
	if len(others) != 1 {
		t.Errorf("awaited but the lost one: %v", others)
	}
	if status, _, _ := h.voteForm(verifier, "/rounds/r1/closing/without", "kiosk", lost.self.ID); status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", status)
	}
	h.voteDone(verifier, "/rounds/r1/closing/without", "kiosk", lost.self.ID, "kiosk", others[0], "reason", "Mất máy <tại chợ>")
	h.voteDone(verifier, "/rounds/r1/closing/without", "undo", others[0])
	h.voteDone(verifier, "/rounds/r1/closing/without", "all", "yes", "reason", "Không liên lạc được")
	if got := h.closingStep("r1"); got != "settle" {
		t.Errorf("after waiting comes %s", got)
	}
	if status, _, _ := h.voteForm(verifier, "/rounds/r1/closing/publish"); status != http.StatusConflict {
		t.Errorf("with cases open: %d", status)
	}
	h.settleAll(verifier, "r1")
	h.voteDone(verifier, "/rounds/r1/closing/publish")
	one := h.recordIsOut("r1", 1)
	if got := h.closingStep("r1"); got != "" {
		t.Errorf("after publishing comes %s", got)
	}
	if status, _, _ := h.voteForm(verifier, "/rounds/r1/closing/publish"); status != http.StatusConflict {
		t.Errorf("the same once more: %d", status)
	}
	h.lateBallots(lost, verifier, one)
	want := []string{"round.switch.closed", "round.without", "round.without", "round.reopened.without", "round.without", "record.published", "record.published"}
	if got := h.votesActs("r1"); !slices.Equal(got, want) {
		t.Errorf("the audit has %v", got)
	}
}

// awaitedBut returns the ids of awaited kiosks but one.
func (h *house) awaitedBut(k *kiosk) (ids []string) {
	h.Helper()
	c, err := h.hub.ceremony(h.Context(), "r1")
	h.must(err)
	for _, a := range c.awaited {
		if a.kiosk.ID != k.self.ID {
			ids = append(ids, a.kiosk.ID)
		}
	}
	return ids
}

// lateBallots lets a kiosk that was not waited for come home: it is told, and goes
// into the record of the next number; the one before stays what it was.
func (h *house) lateBallots(lost *kiosk, verifier *http.Client, one books.Publication) {
	h.Helper()
	before := h.recordOf(1)
	if before.Remarks == nil || before.Remarks.Number != 1 || len(before.Remarks.Without) != 2 || before.Remarks.Without[0].Why != "Không liên lạc được" && before.Remarks.Without[1].Why != "Không liên lạc được" {
		h.Errorf("the record says %+v", before.Remarks)
	}
	b := lost.make("food/n-tea", "craft/n-silk")
	b.Mode, b.Ticket = vote.ByTicket, "00000000000000cc"
	lost.cast(b)
	h.wait(time.Minute)
	lost.deliver()
	page := h.page(verifier, "/rounds/r1/closing")
	if !strings.Contains(page, "1 phiếu, 2 lượt chọn, 0 phiếu giấy") || !strings.Contains(page, "Xe lưu động") || !strings.Contains(page, "Công bố lại") {
		h.Errorf("late ballots are not told: %s", page)
	}
	h.voteDone(verifier, "/rounds/r1/closing/publish")
	h.recordIsOut("r1", 2)
	after := h.recordOf(2)
	if after.Tally.Ballots != before.Tally.Ballots+1 || after.Remarks.Before != one.Hash || len(after.Remarks.Without) != 1 {
		h.Errorf("the second record counts %d ballots and says %+v", after.Tally.Ballots, after.Remarks)
	}
	if again := h.recordOf(1); again.Tally.Ballots != before.Tally.Ballots {
		h.Errorf("the first record has changed")
	}
	if _, list := h.get("/record/r1/1/files.note"); fmt.Sprintf("%x", sha256.Sum256(list)) != one.Hash {
		h.Errorf("the hash is not of the list of files")
	}
	if page := h.page(verifier, "/record/r1/"); !strings.Contains(page, "Số 2") || !strings.Contains(page, "/record/r1/1/") || !strings.Contains(page, one.Hash) {
		h.Errorf("the records: %s", page)
	}
}

// recordOf fetches a published record as everybody can, and counts it again.
func (h *house) recordOf(number int) record.Report {
	h.Helper()
	status, packed := h.get(fmt.Sprintf("/record/r1/%d/record.zip", number))
	if status != http.StatusOK {
		h.Fatalf("record %d: %d", number, status)
	}
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	h.must(err)
	dir := h.TempDir()
	h.must(os.CopyFS(dir, r))
	report, err := record.Recount(h.Context(), filepath.Join(dir, "record-r1"), record.Options{Hub: h.hub.Key()})
	h.must(err)
	if !report.Right() {
		h.Errorf("record %d is wrong: %+v", number, report.Faults)
	}
	return report
}

// TestBeatsTellWhoHolds: a kiosk that told of unsent entries, or does not have the
// release that closes, is waited for though it was heard.
func TestBeatsTellWhoHolds(t *testing.T) {
	h := newHouse(t)
	r := testRound()
	h.publishAndWait(r)
	k := h.enrolled("Một", wire.Approved)
	r.Switch = vote.SetClose
	h.wait(time.Minute)
	h.publishAndWait(r)
	h.wait(time.Minute)
	beat := func(unsent, release int64) string {
		h.must(h.hub.db.Update(t.Context(), func(tx *books.Tx) error {
			return tx.PutBeat(books.Beat{Kiosk: k.self.ID, Heard: h.clock(), Made: h.clock(), How: books.ByNetwork, Unsent: unsent, Release: release, Health: "{}"})
		}))
		c, err := h.hub.ceremony(t.Context(), "r1")
		h.must(err)
		if len(c.awaited) == 0 {
			return ""
		}
		return c.awaited[0].why
	}
	for _, c := range []struct {
		unsent, release int64
		want            string
	}{{5, h.number, "unsent"}, {0, h.number - 1, "release"}, {0, h.number, ""}} {
		if got := beat(c.unsent, c.release); got != c.want {
			t.Errorf("unsent %d, release %d: %q, want %q", c.unsent, c.release, got, c.want)
		}
	}
}

// TestTwoHubsPublish: two hubs over the same data publish once, and each serves what
// the other published.
func TestTwoHubsPublish(t *testing.T) {
	h, _, _ := busyHouse(t)
	h.wait(72 * time.Hour)
	other, err := New(t.Context(), Config{Data: t.TempDir(), DB: h.db, Now: h.clock, Passwords: cheap})
	if h.db == "" {
		other, err = New(t.Context(), Config{Data: h.dir, Now: h.clock, Passwords: cheap})
	}
	h.must(err)
	defer func() { h.must(other.Close()) }()
	p, err := h.hub.beginPublication(t.Context(), "r1")
	h.must(err)
	if _, err := other.ShowRecord(t.Context(), "r1"); !errors.Is(err, ErrPublishing) {
		t.Errorf("both publish: %v", err)
	}
	shown, err := h.hub.finishPublication(t.Context(), p)
	h.must(err)
	h.must(os.RemoveAll(filepath.Dir(shown.Dir))) // as at a hub that did not make it
	h.must(other.fetchRecord(t.Context(), "r1", 1))
	report, err := record.Recount(t.Context(), other.recordDir("r1", 1), record.Options{Hub: h.hub.Key()})
	if err != nil || !report.Right() || report.Tally.Ballots != shown.Tally.Ballots {
		t.Errorf("%+v %v", report.Faults, err)
	}
	// one that is given up takes nothing with it
	p, err = h.hub.beginPublication(t.Context(), "r1")
	h.must(err)
	h.wait(staleAfter)
	q, err := other.beginPublication(t.Context(), "r1")
	if err != nil || q.Number != p.Number {
		t.Errorf("after it was given up: %+v %v", q, err)
	}
	if _, err := h.hub.finishPublication(t.Context(), p); err == nil {
		t.Error("one that was given up is finished")
	}
	h.must(other.db.View(t.Context(), func(tx *books.Tx) error {
		if mine, err := holds(tx, q); !mine || err != nil {
			t.Errorf("the number was taken away: %v", err)
		}
		return nil
	}))
}

// TestTwoVerifiers: who decides upon an old page is shown what was decided meanwhile.
func TestTwoVerifiers(t *testing.T) {
	h, _, _ := busyHouse(t)
	h.must(h.hub.AddAccount(t.Context(), "Hoa", password, people.Verifier))
	one, two := h.as(people.Verifier), h.enter("Hoa", password)
	id := h.forks()[0].ID
	for _, browser := range []*http.Client{one, two} {
		if page := h.page(browser, "/cases/"+id); !strings.Contains(page, `name="seen" value="none"`) || strings.Contains(page, "Gạo nếp") {
			t.Errorf("the case: %s", page)
		}
	}
	h.voteDone(one, "/cases/"+id+"/count", "seen", "none")
	status, _, page := h.voteForm(two, "/cases/"+id+"/aside", "seen", "none")
	if status != http.StatusConflict || !strings.Contains(page, "Người khác vừa quyết định") || h.forks()[0].Verdict != books.CountToo {
		t.Errorf("over another's decision: %d %s", status, page)
	}
	h.voteDone(two, "/cases/"+id+"/aside", "seen", "count")
	if page := h.page(one, "/cases"); !strings.Contains(page, "Hoa") || !strings.Contains(page, "để riêng") {
		t.Errorf("the list: %s", page)
	}
	v, err := h.hub.survey(t.Context(), "r1")
	h.must(err)
	for _, c := range v.cases() { // the same thing looked at by both, in either order
		if c.kind == caseFlagged {
			h.voteDone(one, "/rounds/r1/settle", "kind", c.kind, "item", c.item, "reason", "a")
			h.voteDone(two, "/rounds/r1/settle", "kind", c.kind, "item", c.item, "reason", "b")
			h.voteDone(one, "/rounds/r1/settle", "kind", c.kind, "item", "0", "reason", "stale")
		}
	}
	if n, err := h.hub.unsettled(t.Context(), "r1"); err != nil || n > 1 {
		t.Errorf("%d left, %v", n, err)
	}
}

// TestDocument: the document says the numbers, each with its unit, and by what the
// record is known.
func TestDocument(t *testing.T) {
	h, _, _ := busyHouse(t)
	h.wait(72 * time.Hour)
	browser := h.as(people.Verifier)
	h.settleAll(browser, "r1")
	for _, published := range []bool{false, true} {
		if published {
			_, err := h.hub.ShowRecord(t.Context(), "r1")
			h.must(err)
		}
		file := filepath.Join(t.TempDir(), "a.pdf")
		h.must(os.WriteFile(file, []byte(h.page(browser, "/rounds/r1/results.pdf")), 0o600))
		text := pdfText(t, file)
		want := []string{"Hàng Việt được yêu thích", "3 phiếu", "9 phiếu giấy", "Chè Shan tuyết", "không phải bầu cử", "Thể lệ"}
		if published {
			p := h.recordIsOut("r1", 1)
			hash, err := hex.DecodeString(p.Hash)
			if err != nil || len(hash) != 32 {
				t.Errorf("hash %q", p.Hash)
			}
			want = append(want, p.Hash[:20], h.hub.Key()[:20])
		}
		for _, words := range want {
			if !strings.Contains(text, strings.Join(strings.Fields(words), " ")) {
				t.Errorf("the document does not say %q: %s", words, text)
			}
		}
	}
}
