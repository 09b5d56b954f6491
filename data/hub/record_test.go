package hub

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/record"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// busyHouse is a hub with a round of tickets, in which a kiosk's disk was copied,
// a kiosk waits, and paper was entered; it returns a ballot that counts.
func busyHouse(t *testing.T) (*house, *kiosk, vote.Ballot) {
	t.Helper()
	h := newHouse(t)
	list := ticket.NewList("r1").With([]ticket.Mark{{7: 1}, {7: 2}, {7: 3}})
	h.tickets = []ticket.List{list}
	r := testRound()
	r.Mode, r.Receipts = vote.ByTicket, true
	h.publishAndWait(r)
	first, other := h.enrolled("Điểm bán <1>", wire.Approved), h.enrolled("Điểm bán 2", wire.Approved)
	waiting := h.enrolled("Kẻ lạ", wire.Pending)
	use := func(k *kiosk, mark string, choices ...vote.Choice) vote.Ballot {
		b, err := vote.NewBallot(r, opening, choices)
		h.must(err)
		b.Ticket = mark
		k.cast(b)
		return b
	}
	tea, rice, silk := vote.Choice{Category: "food", Nominee: "n-tea"}, vote.Choice{Category: "food", Nominee: "n-rice"}, vote.Choice{Category: "craft", Nominee: "n-silk"}
	counts := use(first, "0000000000000001", tea, silk)
	first.deliver()
	clone := cloneLog(h.kiosk("clone"), first)
	for _, b := range []vote.Ballot{counts, {ID: strings.Repeat("c", 32), Round: "r1", Mode: vote.ByTicket, Hour: counts.Hour, Ticket: "00000000000000aa", Choices: []vote.Choice{rice}}} {
		_, err := clone.Append(t.Context(), b)
		h.must(err)
	}
	use(first, "0000000000000002", rice)
	_, err := first.log.AppendPaper(t.Context(), vote.Paper{
		ID: strings.Repeat("d", 32), Round: "r1", Hour: counts.Hour, Batch: "B-1", Staff: [2]string{"s1", "s2"}, Sheets: 9, Invalid: 1,
		Counts: []vote.Count{{Choice: tea, Sheets: 8}},
	})
	h.must(err)
	first.deliver()
	forked, err := clone.Bundle(t.Context(), 0, 100)
	h.must(err)
	if status, _ := h.post(wire.PathLedger, forked.Marshal()); status != http.StatusConflict {
		t.Fatalf("the fork was taken: %d", status)
	}
	use(other, "0000000000000001", tea)
	use(other, "0000000000000003", silk)
	other.deliver()
	use(waiting, "00000000000000bb", silk)
	waiting.deliver()
	return h, first, counts
}

// TestRecordIsWhatTheHubCounts: the record of a closed round is right, counts to
// the hub's own numbers, and does so still after a person has decided.
func TestRecordIsWhatTheHubCounts(t *testing.T) {
	h, first, _ := busyHouse(t)
	dir := filepath.Join(t.TempDir(), "record")
	if _, err := h.hub.PublishRecord(t.Context(), "r1", false, dir); !errors.Is(err, ErrNotClosed) {
		t.Fatalf("the record of an open round: %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(left) > 0 {
		t.Errorf("a refused record leaves %v, %v", left, err)
	}
	if r := h.recounted(dir+"-open", true); r.Phase != vote.Open {
		t.Errorf("the record of an open round says it is %s", r.Phase)
	}
	h.wait(72 * time.Hour)
	r := h.recounted(dir, false)
	if r.Kiosks != 3 || r.Branches != 1 || r.Phase != vote.Closed || r.Tally.Strangers != 0 || r.Tally.Paper.Sheets != 9 {
		t.Errorf("record holds %+v", r)
	}
	h.must(h.hub.Judge(t.Context(), h.forks()[0].ID, books.CountToo, adminName))
	judged := h.recounted(dir+"-judged", false)
	if judged.Tally.Ballots != r.Tally.Ballots+1 || judged.Tally.Strangers != 1 {
		t.Errorf("with the branch %+v", judged.Tally)
	}
	if _, err := h.hub.PublishRecord(t.Context(), "r1", false, dir); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a record that is there: %v", err)
	}
	if _, err := h.hub.PublishRecord(t.Context(), "none", false, dir+"-none"); !errors.Is(err, ErrNoRound) {
		t.Errorf("of no round: %v", err)
	}
	card, err := first.log.DayCard(t.Context())
	h.must(err)
	if r, err := record.Recount(t.Context(), dir, record.Options{Cards: []string{card.String()}}); err != nil || !r.Right() || !r.Cards[0].Contained {
		t.Errorf("day card: %+v %v", r.Cards, err)
	}
}

// recounted publishes into dir, twice, and returns what a recount finds, which is
// held against the hub's own count.
func (h *house) recounted(dir string, whileOpen bool) record.Report {
	h.Helper()
	for _, name := range []string{dir, dir + "-again"} {
		_, err := h.hub.PublishRecord(h.Context(), "r1", whileOpen, name)
		h.must(err)
	}
	h.sameFiles(dir, dir+"-again")
	r, err := record.Recount(h.Context(), dir, record.Options{Hub: h.hub.Key()})
	h.must(err)
	for _, f := range r.Faults {
		h.Error(f.Say("vi"))
	}
	result, err := h.hub.Tally(h.Context())
	h.must(err)
	counted, _ := result.Round("r1")
	if got, want := sumsOf(*r.Tally), hubSums(counted); got != want {
		h.Errorf("the record counts to\n%s\nthe hub to\n%s", got, want)
	}
	return r
}

func (h *house) sameFiles(a, b string) {
	h.Helper()
	n := 0
	h.must(fs.WalkDir(os.DirFS(a), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		one, err1 := os.ReadFile(filepath.Join(a, name))
		two, err2 := os.ReadFile(filepath.Join(b, name))
		if n++; !bytes.Equal(one, two) {
			h.Errorf("%s differs from one time to the next", name)
		}
		return errors.Join(err1, err2)
	}))
	if n < 6 {
		h.Errorf("%d files", n)
	}
}

// sumsOf and hubSums write down the same numbers of the two counts.
func sumsOf(t record.Tally) string {
	var b strings.Builder
	fmt.Fprintln(&b, t.Ballots, t.Choices, t.Ballots-t.ClearBallots, t.Choices-t.ClearChoices, t.Paper.Batches, t.Paper.Sheets, t.Paper.Invalid, t.Paper.Choices)
	for _, c := range t.Categories {
		fmt.Fprintln(&b, c.ID, c.Ballots, c.Choices, c.Ballots-c.ClearBallots, c.Choices-c.ClearChoices, c.Paper)
		for _, n := range c.Nominees {
			fmt.Fprintln(&b, n.ID, n.Choices, n.Choices-n.ClearChoices, n.Paper)
		}
	}
	for _, k := range t.Kiosks {
		fmt.Fprintln(&b, k.ID, k.Ballots, k.Choices, k.Ballots-k.ClearBallots, k.Choices-k.ClearChoices, k.Paper.Sheets)
	}
	for _, u := range t.Uncounted {
		if u.Ballots > 0 {
			fmt.Fprintln(&b, u.Reason, u.Ballots)
		}
	}
	return b.String()
}

func hubSums(r tally.Round) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Ballots, r.Choices, r.Flagged.Ballots, r.Flagged.Choices, r.Paper.Batches, r.Paper.Sheets, r.Paper.Invalid, r.Paper.Choices)
	for _, c := range r.Categories {
		fmt.Fprintln(&b, c.ID, c.Ballots, c.Choices, c.Flagged.Ballots, c.Flagged.Choices, c.Paper)
		for _, n := range c.Nominees {
			fmt.Fprintln(&b, n.ID, n.Choices, n.Flagged, n.Paper)
		}
	}
	for _, k := range r.Kiosks {
		fmt.Fprintln(&b, k.ID, k.Ballots, k.Choices, k.Flagged.Ballots, k.Flagged.Choices, k.Sheets)
	}
	for _, reason := range tally.Reasons() {
		if n := r.Uncounted[reason]; n > 0 {
			fmt.Fprintln(&b, reason, n)
		}
	}
	return b.String()
}

// TestRecordPages: a record is for those who have signed in until it is
// published, and then for everybody.
func TestRecordPages(t *testing.T) {
	h, _, _ := busyHouse(t)
	browser := h.admin()
	if page := h.page(browser, "/rounds/r1/record"); !strings.Contains(page, "chưa đóng") {
		t.Errorf("while the round is open: %s", page)
	}
	if status, _, _ := h.ask(browser, "GET /rounds/r1/record.zip", nil); status != http.StatusNotFound {
		t.Errorf("the record of an open round: %d", status)
	}
	h.wait(72 * time.Hour)
	browser = h.admin()
	if page := h.page(browser, "/rounds/r1/record"); !strings.Contains(page, "chưa được công khai") {
		t.Errorf("before it is published: %s", page)
	}
	h.recountZip(h.page(browser, "/rounds/r1/record.zip"))
	for _, path := range []string{"/rounds/r1/record", "/rounds/r1/record.zip"} {
		if status, _ := h.get(path); status != http.StatusSeeOther {
			t.Errorf("%s without sign-in: %d", path, status)
		}
	}
	if status, _ := h.get("/record/r1/"); status != http.StatusNotFound {
		t.Errorf("a record that is not published: %d", status)
	}
	_, err := h.hub.ShowRecord(t.Context(), "r1")
	h.must(err)
	if _, err := h.hub.ShowRecord(t.Context(), "r1"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("shown again: %v", err)
	}
	if page := h.page(browser, "/rounds/r1/record"); !strings.Contains(page, "/record/r1/1/record.zip") {
		t.Errorf("once it is published: %s", page)
	}
	for path, want := range map[string]string{
		"/record/r1/": h.hub.Key(), "/record/r1/tally.txt": record.Notice["vi"], "/record/r1/FORMAT.md": record.Format[:40], "/record/r1/files.note": "hangviet record v1",
	} {
		if status, body := h.get(path); status != http.StatusOK || !strings.Contains(strings.ReplaceAll(string(body), "&#43;", "+"), want) {
			t.Errorf("%s: %d %.300s", path, status, body)
		}
	}
	if _, body := h.get("/results/r1"); !strings.Contains(string(body), `href="/record/r1/"`) {
		t.Errorf("the result does not lead to its record: %s", body)
	}
	_, packed := h.get("/record/r1/record.zip")
	h.recountZip(string(packed))
	for _, path := range []string{"/record/r1/..%2f..%2fhub.db", "/record/..%2f..%2f/hub.db", "/record/r1/kiosks/", "/record/r1/kiosks", "/record/none/", "/record/r1/x.txt"} {
		if status, _ := h.get(path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
}

// TestRecordThatIsNotShown: what the organiser announces elsewhere can be written
// into a folder, and is not shown to everybody.
func TestRecordThatIsNotShown(t *testing.T) {
	h := newHouse(t)
	r := testRound()
	r.Reveal, r.Switch = vote.Never, vote.SetClose
	h.publishAndWait(r)
	if _, err := h.hub.ShowRecord(t.Context(), "r1"); !errors.Is(err, ErrNotShown) {
		t.Errorf("shown: %v", err)
	}
	if _, err := h.hub.PublishRecord(t.Context(), "r1", false, filepath.Join(t.TempDir(), "record")); err != nil {
		t.Error(err)
	}
}

// recountZip unpacks a record and recounts it.
func (h *house) recountZip(data string) {
	h.Helper()
	r, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	h.must(err)
	dir := h.TempDir()
	h.must(os.CopyFS(dir, r))
	report, err := record.Recount(h.Context(), filepath.Join(dir, "record-r1"), record.Options{Hub: h.hub.Key()})
	h.must(err)
	if !report.Right() || report.Entries == 0 {
		h.Errorf("the zip is wrong: %+v", report.Faults)
	}
}

// TestReceiptPage: the page says that a ballot is in the record, and nothing
// else, and is slow to those who guess.
func TestReceiptPage(t *testing.T) {
	h, _, counts := busyHouse(t)
	code := ledger.ReceiptCode(tlog.RecordHash(ledger.EncodeEntry(counts)))
	jar, err := cookiejar.New(nil)
	h.must(err)
	ask := func(typed string) (int, string) {
		res, err := noFollow(jar).PostForm(h.url+"/receipt", url.Values{"code": {typed}})
		h.must(err)
		status, body := h.read(res)
		return status, string(body)
	}
	if status, body := ask(strings.ToLower(code.String())); status != http.StatusOK || !strings.Contains(body, "Có trong biên bản") ||
		strings.Contains(body, counts.ID) || strings.Contains(body, "n-tea") {
		t.Errorf("a receipt: %d %s", status, body)
	}
	if status, body := h.get("/receipt/" + string(code)); status != http.StatusOK || !strings.Contains(string(body), "Có trong biên bản") {
		t.Errorf("a receipt's QR symbol: %d %s", status, body)
	}
	if _, body := h.get("/receipt"); strings.Contains(string(body), `role="alert"`) {
		t.Errorf("the form answers without being asked: %s", body)
	}
	for range 20 {
		if status, body := ask("0000-0000-0000-01"); status != http.StatusOK || !strings.Contains(body, "Mã chưa đúng") {
			t.Fatalf("a slip of the finger: %d %s", status, body)
		}
	}
	for n := range freeMisses + 1 {
		if status, body := ask(ticket.Encode(uint64(n)).String()); status != http.StatusOK || !strings.Contains(body, "Không có trong biên bản") {
			t.Fatalf("guess %d: %d %s", n, status, body)
		}
	}
	for _, typed := range []string{"99", code.String()} {
		if typed == "99" {
			typed = ticket.Encode(99).String()
		}
		if status, body := ask(typed); status != http.StatusTooManyRequests || strings.Contains(body, "trong biên bản.") {
			t.Errorf("one who guesses is told at once: %d %s", status, body)
		}
	}
	h.wait(firstDelay)
	if status, _ := ask(code.String()); status != http.StatusOK {
		t.Errorf("after the wait: %d", status)
	}
}

// TestGate: the wait doubles to its limit and is forgotten; a code that is there
// costs nothing, and a crowd of addresses does not fill the memory.
func TestGate(t *testing.T) {
	h := newHouse(t)
	h.hub.visitors = 100
	enter := func(address string) time.Duration {
		wait, err := h.hub.enter(t.Context(), receiptGate, address)
		h.must(err)
		return wait
	}
	for range 100 {
		if enter("honest") != 0 {
			t.Fatal("one who asks for codes that are there waits")
		}
		h.must(h.hub.hit(t.Context(), receiptGate, "honest"))
	}
	var waits []time.Duration // after each guess
	for guesses := freeMisses + 9; guesses >= 0; {
		if wait := enter("a"); wait > 0 {
			waits[len(waits)-1] = wait
			h.wait(wait)
			continue
		}
		waits, guesses = append(waits, 0), guesses-1
	}
	want := []time.Duration{freeMisses - 1: 0, freeMisses: firstDelay, freeMisses + 1: 2 * firstDelay, freeMisses + 2: 4 * firstDelay}
	if !slices.Equal(waits[:len(want)], want) || waits[len(waits)-2] != lastDelay {
		t.Errorf("waits are %v", waits)
	}
	if enter("b") != 0 {
		t.Error("others wait too")
	}
	h.wait(2 * forgetAfter)
	for range 2 {
		if enter("a") != 0 {
			t.Error("what was long ago is not forgotten")
		}
	}
	for n := range 3 * h.hub.visitors {
		enter(fmt.Sprint(n))
	}
	h.must(h.hub.db.View(t.Context(), func(tx *books.Tx) error {
		n, err := tx.CountTries(string(receiptGate))
		if n > h.hub.visitors {
			t.Errorf("%d visitors are remembered", n)
		}
		return err
	}))
}

// TestAddress: behind a proxy it is the proxy's word that counts, and only its
// own, which stands last.
func TestAddress(t *testing.T) {
	for _, c := range []struct{ public, remote, forwarded, want string }{
		{"", "192.0.2.7:1234", "203.0.113.9", "192.0.2.7"},
		{"https://hub.example", "127.0.0.1:1", "198.51.100.1, 203.0.113.9", "203.0.113.9"},
		{"https://hub.example", "127.0.0.1:1", "", "127.0.0.1"},
		{"", "[2001:db8:1:2:3:4:5:6]:99", "", "2001:db8:1:2::/64"},
	} {
		r, err := http.NewRequest(http.MethodGet, "/receipt", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := (&Service{config: Config{PublicURL: c.public}}).address(r); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
