package e2e

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
)

// supervise makes the round of the office one in which staff open each ballot.
func (o *office) supervise() {
	o.t.Helper()
	day := func(d int) string { return time.Now().AddDate(0, 0, d).Format("02/01/2006") }
	o.fill("Rounds", row{
		"Mã đợt": "r1", "Tên đợt": "Hàng Việt yêu thích", "Mở lúc": day(-3), "Đóng lúc": day(30), "Cách nhận phiếu": "Có nhân viên",
		"Mã nhóm": "an", "Tên nhóm": "Món ăn", "Số lựa chọn": "2",
	})
	var nominees []row
	for i := range 3 {
		nominees = append(nominees, row{"Mã đợt": "r1", "Mã nhóm": "an", "Mã sản phẩm": fmt.Sprintf("SP-%d", i+1)})
	}
	o.fill("Nominees", nominees...)
}

// TestStaffServeARound: two members are named, one opens a ballot for a visitor
// who has chosen already, both enter a batch of paper, and the day card is read
// from the screen.
func TestStaffServeARound(t *testing.T) {
	t.Parallel()
	office := openOffice(t)
	office.supervise()
	repo, data := filepath.Join(t.TempDir(), "repo"), filepath.Join(t.TempDir(), "kiosk")
	office.publish(repo)
	run(t, "kiosk", "setup", "--data", data, "--name", "Sảnh A", "--root", filepath.Join(office.dir, "keys", "root.json"))
	run(t, "kiosk", "import", "--data", data, "--from", repo)
	nameStaff(t, data, "471903", "860254")
	w := openKiosk(t, openScreen(t, upright.X, upright.Y), data, "--lang", "vi")
	w.superviseBallot(t, data)
	w.enterBatch()
	w.tapTo("staff.back", "staff.daycard")
	w.tapTo("staff.daycard", "staff.card")
	w.settled()
	card := w.screen.dayCard()
	if card.Size != 2 {
		t.Errorf("the card covers %d entries, want a ballot and a batch", card.Size)
	}
	w.tapTo("staff.leave", "nav.home")
	w.process.stop()
	if out := run(t, "kiosk", "status", "--data", data, "--lang", "en"); !strings.Contains(out, "1 batches, 20 sheets (15 choices)") || !strings.Contains(out, "Ballots        1 (1 choices)") {
		t.Errorf("the kiosk holds:\n%s", out)
	}
	s, err := store.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := card.Verify(s.Identity().PublicKey()); err != nil {
		t.Error(err)
	}
}

// nameStaff adds a member of the point for each PIN.
func nameStaff(t *testing.T, data string, pins ...string) {
	t.Helper()
	for _, pin := range pins {
		nameMember(t, data, pin, "point")
	}
}

// nameMember adds a member with a PIN, typed into the program.
func nameMember(t *testing.T, data, pin, role string) {
	t.Helper()
	cmd := exec.Command(filepath.Join(bin, "kiosk"), "staff", "add", "--data", data, "--role", role)
	cmd.Stdin = strings.NewReader(pin + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("name staff: %v\n%s", err, out)
	}
}

// knock touches the corner as staff do.
func (w *window) knock() {
	w.t.Helper()
	args := []string{"mousemove", "12", "12"}
	for range 5 {
		args = append(args, "mousedown", "1", "sleep", "0.05", "mouseup", "1", "sleep", "0.2")
	}
	w.screen.command("xdotool", args...)
	w.shows("staff.pin.1")
}

// types touches the keys of a pad.
func (w *window) types(pad, digits string) {
	w.t.Helper()
	for _, digit := range digits {
		w.tap(pad + "." + string(digit))
	}
}

// superviseBallot chooses, has the ballot opened and casts it.
func (w *window) superviseBallot(t *testing.T, data string) {
	t.Helper()
	w.home()
	w.tap(w.round())
	w.tapTo("vote.category.an", "vote.nominee.SP-2")
	w.tapTo("vote.nominee.SP-2", "vote.review")
	w.tapTo("vote.review", "vote.confirm")
	w.tap("vote.confirm")
	w.settled()
	if s := kioskStatus(t, data); s.Ballots != 0 {
		t.Fatalf("%d ballots were cast that nobody opened", s.Ballots)
	}
	w.knock()
	w.types("staff.pin", "471903")
	w.tapTo("staff.open.r1", "vote.confirm")
	w.tapTo("vote.confirm", "vote.done")
	if s := kioskStatus(t, data); s.Ballots != 1 || s.Choices != 1 {
		t.Errorf("the kiosk holds %d ballots of %d choices", s.Ballots, s.Choices)
	}
	w.tap("vote.done")
	w.gone("vote.done")
}

// enterBatch enters a batch of paper by both members; the second mistypes one
// number, which is found.
func (w *window) enterBatch() {
	w.t.Helper()
	w.knock()
	w.types("staff.pin", "471903")
	w.tapTo("staff.paper", "staff.paper.r1")
	w.tapTo("staff.paper.r1", "key.h")
	for _, key := range []string{"h", "n", "-", "1"} {
		w.tap("key." + key)
	}
	w.tapTo("key.done", "staff.count.sheets")
	w.pass("10")
	w.shows("staff.pin.1")
	w.types("staff.pin", "860254")
	w.shows("staff.count.sheets")
	w.pass("11")
	w.tapTo("staff.second.an.SP-1", "staff.number.1")
	w.types("staff.number", "10")
	for range 2 {
		w.tap("staff.number.next")
	}
	w.tapTo("staff.number.next", "staff.enter")
	w.tapTo("staff.enter", "staff.correct.r1.HN-1")
}

// pass types the numbers of a batch once: 20 sheets, so many for the first
// nominee, 5 for the last.
func (w *window) pass(first string) {
	w.t.Helper()
	for _, number := range []string{"20", "1"} {
		w.types("staff.number", number)
		w.tap("staff.number.next")
	}
	w.shows("staff.count.SP-1")
	for _, number := range []string{first, "", "5"} {
		w.types("staff.number", number)
		w.tap("staff.number.next")
	}
	w.gone("staff.number.next")
}

// dayCard reads the one code on the screen, which holds blanks.
func (s *screen) dayCard() ledger.DayCard {
	s.t.Helper()
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", s.shot("daycard")).Output()
	if err != nil {
		s.t.Fatalf("read the day card: %v", err)
	}
	card, err := ledger.ParseDayCard(strings.TrimRight(string(out), "\n"))
	if err != nil {
		s.t.Fatalf("the code on the screen is %q: %v", out, err)
	}
	return card
}
