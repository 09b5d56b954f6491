package ui_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/catalog"
	"hangviet/data/vote"
	"hangviet/ui"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func TestAWalkThroughTheCatalogue(t *testing.T) {
	k := start(t)
	k.sees("Chạm để bắt đầu", "Dữ liệu mẫu")
	if ids := k.targets(); !slices.Equal(ids, []string{"attract"}) {
		t.Errorf("targets of the waiting screen: %q", ids)
	}
	k.tap("attract")
	k.at(model.AtHome)
	k.tap("home.sector.1")
	k.at(model.AtList)
	k.sees("Thực phẩm")
	k.tap("card.LONG-1")
	k.at(model.AtProduct)
	k.sees("Hợp tác xã Sương Sớm", "OCOP 5 sao")
	k.tap("nav.back")
	k.at(model.AtList)
	k.tap("nav.home")
	k.at(model.AtHome)
	if slices.Contains(k.targets(), "nav.back") {
		t.Error("there is a way back from home")
	}
}

func TestListIsNarrowedInPlace(t *testing.T) {
	k := start(t)
	k.tap("attract", "home.sector.1", "chip.stars.5")
	if f := k.shell.Route().Filter; f.Stars != 5 || f.Sector != 1 {
		t.Errorf("filter %+v", f)
	}
	k.tap("nav.back")
	k.at(model.AtHome)
}

func TestChipsCombineAndAreClearedInOneTouch(t *testing.T) {
	k := start(t)
	k.tap("attract", "home.sector.1", "chip.province", "chip.province.01", "chip.stars.4")
	k.sees("Thực phẩm", "Hà Nội")
	if f := k.shell.Route().Filter; f != (model.Filter{Sector: 1, Province: "01", Stars: 4}) {
		t.Errorf("filter %+v", f)
	}
	if slices.Contains(k.targets(), "chip.price.4") {
		t.Error("a chip that leaves nothing can be touched")
	}
	k.tap("chip.price.1", "chip.stars.4")
	if f := k.shell.Route().Filter; f != (model.Filter{Sector: 1, Province: "01", Price: 1}) {
		t.Errorf("a chip is not taken back: %+v", f)
	}
	k.tap("chip.clear")
	k.sees("Tất cả sản phẩm")
	if f := k.shell.Route().Filter; f != (model.Filter{}) || slices.Contains(k.targets(), "chip.clear") {
		t.Errorf("cleared to %+v", f)
	}
}

func TestSheetOfChoicesIsAWayInAndOut(t *testing.T) {
	k := start(t)
	k.tap("attract", "home.sector.1", "chip.sector")
	ids := k.targets()
	if !slices.Contains(ids, "chip.sector.2") || slices.Contains(ids, "nav.home") {
		t.Errorf("targets %q", ids)
	}
	k.tap("sheet.close")
	k.at(model.AtList)
	k.tap("chip.sector", "chip.sector.all")
	k.sees("Tất cả sản phẩm")
	k.tap("chip.province")
	k.pass(61 * time.Second)
	if ids := k.targets(); !slices.Equal(ids, []string{"attract"}) {
		t.Errorf("after the visit %q", ids)
	}
}

func TestLanguageIsSwitchedLive(t *testing.T) {
	k := start(t)
	k.tap("attract", "home.sector.1", "nav.lang")
	k.at(model.AtList)
	k.sees("Food", "Sample data", "Search")
	k.tap("nav.lang")
	k.sees("Thực phẩm", "Tìm kiếm")
}

func TestSearchAnswersEveryKey(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.search", "key.k", "key.e", "key.o")
	k.until("answer", func() bool { return slices.Contains(k.targets(), "card.DUA-1") })
	ids := k.targets()
	if !slices.Contains(ids, "search.entry") || !slices.Contains(ids, "key.k") {
		t.Errorf("the keyboard covers the field: %q", ids)
	}
	k.tap("card.DUA-1")
	k.sees("xã An Hiệp, tỉnh Vĩnh Long (trước: Bến Tre)")
	k.tap("nav.back")
	k.sees("keo")
	if q := k.shell.Route().Query; q != "keo" {
		t.Errorf("the way back remembers %q", q)
	}
}

func TestVoteIsCastOnce(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026")
	if slices.Contains(k.targets(), "vote.review") {
		t.Error("an empty ballot can be reviewed")
	}
	k.tap("vote.category.hm-1", "vote.nominee.n-tra", "vote.next", "vote.nominee.n5", "vote.nominee.n6", "vote.review")
	k.at(model.AtReview)
	k.sees("Trà Shan tuyết Sương Sớm")
	k.ready("vote.confirm")
	k.shell.Tap("vote.confirm")
	k.shell.Tap("vote.confirm")
	k.until("confirmed", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	k.settle()
	k.sees("Đã ghi nhận phiếu", "Phiếu gồm 3 lựa chọn.")
	cast := k.goods.Ballots()
	if len(cast) != 1 || len(cast[0].Choices) != 3 || k.goods.Tried != 1 || k.cast != 1 {
		t.Fatalf("%d ballots, %d tries, told %d times", len(cast), k.goods.Tried, k.cast)
	}
	k.tap("nav.back")
	k.at(model.AtHome)
	k.tap("nav.vote", "vote.round.yeu-thich-2026")
	if slices.Contains(k.targets(), "vote.review") {
		t.Error("the ballot that was cast can be reviewed again")
	}
}

// TestVoteIsCastOnceHoweverItIsConfirmed: not only the button is deaf while a ballot
// is written; whatever else confirms it meanwhile does nothing.
func TestVoteIsCastOnceHoweverItIsConfirmed(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	r := k.goods.Voting[slices.IndexFunc(k.goods.Voting, func(r vote.Round) bool { return r.ID == "yeu-thich-2026" })]
	refused := func(why model.Refusal) { t.Errorf("refused: %+v", why) }
	k.shell.Confirm(r, refused)
	k.shell.Confirm(r, refused)
	k.until("confirmed", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	k.settle()
	k.shell.Close() // what was still to be written is
	if n := len(k.goods.Ballots()); n != 1 || k.goods.Tried != 1 {
		t.Errorf("%d ballots, %d tries", n, k.goods.Tried)
	}
}

func TestDoneBeginsAnewInTheSameLanguage(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.lang", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.ready("vote.confirm")
	k.shell.Tap("vote.confirm")
	k.until("confirmed", func() bool { return k.shell.Route().Screen == model.AtConfirmed && k.shell.Still() })
	k.sees("Your ballot is recorded")
	k.tap("vote.done")
	k.at(model.AtHome)
	k.sees("What are you looking for?")
}

func TestRefusedBallotIsSaidAndTriedAgain(t *testing.T) {
	k := start(t)
	k.goods.Deny = errors.New("disk full")
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.ready("vote.confirm")
	k.shell.Tap("vote.confirm")
	k.until("refusal", func() bool { return slices.Contains(k.targets(), "vote.confirm") })
	k.at(model.AtReview)
	k.sees("chưa được ghi nhận", "Thử lại")
	k.goods.Deny = nil
	k.ready("vote.confirm")
	k.shell.Tap("vote.confirm")
	k.until("confirmed", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	if len(k.goods.Ballots()) != 1 {
		t.Errorf("%d ballots", len(k.goods.Ballots()))
	}
}

func TestProductLeadsToItsVote(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.settle()
	ids := k.targets()
	if !slices.Contains(ids, "product.qr.1") || !slices.Contains(ids, "product.qr.2") {
		t.Errorf("no codes in sight: %q", ids)
	}
	k.tap("product.vote")
	k.at(model.AtNominees)
	k.tap("vote.nominee.n-tra")
	k.sees("Đã chọn 1/1")
}

func TestQuietVisitEnds(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.lang", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1")
	k.pass(44 * time.Second)
	if slices.Contains(k.targets(), "idle.continue") {
		t.Fatal("asked too early")
	}
	k.pass(2 * time.Second)
	k.sees("Are you still there?")
	if ids := k.targets(); !slices.Equal(ids, []string{"idle.more", "idle.continue"}) {
		t.Errorf("under the question %q can be touched", ids)
	}
	k.tap("idle.continue")
	k.at(model.AtNominees)
	k.pass(61 * time.Second)
	k.at(model.AtAttract)
	k.sees("Chạm để bắt đầu")
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026")
	if slices.Contains(k.targets(), "vote.review") {
		t.Error("the half-made ballot of the visitor before is still there")
	}
	if k.goods.Tried != 0 {
		t.Error("a half-made ballot was cast")
	}
}

func TestNewReleaseIsShownWhereTheVisitorStands(t *testing.T) {
	k := start(t)
	k.tap("attract", "home.sector.1", "card.LONG-1")
	next := modeltest.New()
	for i := range next.Products {
		if p := &next.Products[i]; p.Code == "LONG-1" {
			p.Name = catalog.Text{"vi": "Tên mới"}
		}
	}
	k.show(next)
	k.at(model.AtProduct)
	k.sees("Tên mới")
	last := modeltest.New()
	last.Products = slices.DeleteFunc(last.Products, func(p catalog.Product) bool { return p.Code == "LONG-1" })
	k.show(last)
	k.sees("Sản phẩm không còn được giới thiệu")
	k.tap("nav.back")
	k.at(model.AtList)
}

func TestNomineeThatGoesIsDroppedFromTheBallot(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	next := modeltest.New()
	next.Voting[2].Categories[0].Nominees = next.Voting[2].Categories[0].Nominees[1:]
	k.show(next)
	k.sees("Phiếu chưa có lựa chọn nào")
}

func TestNoContentAndFailureAreCalm(t *testing.T) {
	k := start(t)
	k.goods.Err = errors.New("bad sector")
	k.tap("attract")
	k.sees("Chưa mở được trang này")
	k.goods.Err = nil
	k.tap("error.retry")
	k.sees("Hôm nay bạn tìm gì?")
	k.shell.SetRelease(ui.Release{})
	k.settle()
	k.sees("Chưa có danh mục sản phẩm")
}

// slowDisk is a catalogue whose products are not read, once it is slow, before the gate
// opens.
type slowDisk struct {
	*modeltest.Catalogue
	slow atomic.Bool
	gate chan struct{}
}

func (d *slowDisk) Product(ctx context.Context, code string) (catalog.Product, error) {
	if d.slow.Load() {
		<-d.gate
	}
	return d.Catalogue.Product(ctx, code)
}

// TestNobodyWaitsForTheDisk: while a page is read, however long that takes, the UI thread
// is free, and the visitor goes on elsewhere.
func TestNobodyWaitsForTheDisk(t *testing.T) {
	k := start(t)
	disk := &slowDisk{Catalogue: k.goods, gate: make(chan struct{})}
	open := sync.OnceFunc(func() { close(disk.gate) })
	t.Cleanup(open) // before the shell is closed, which waits for what reads
	k.shell.SetRelease(ui.Release{Catalogue: disk, Finder: func() model.Finder { return k.goods }})
	k.tap("attract")
	disk.slow.Store(true)
	asked := make(chan struct{})
	go func() {
		k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
		close(asked)
	}()
	select {
	case <-asked:
	case <-time.After(10 * time.Second):
		open()
		<-asked
		t.Fatal("who asks for a page waits for the disk")
	}
	k.shell.Open(model.Route{Screen: model.AtHelp})
	k.settle()
	k.sees("Chạm và vuốt")
}

func TestStaleAnswersAreDropped(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.shell.Open(model.Route{Screen: model.AtHelp})
	k.settle()
	k.sees("Chạm và vuốt")
	for range 3 { // whatever still comes changes nothing
		select {
		case f := <-k.posts:
			f()
		case <-time.After(20 * time.Millisecond):
		}
	}
	k.sees("Chạm và vuốt")
}

func TestBackKeepsTheScroll(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.shell.ScrollTo(700)
	before := k.targets()
	k.shell.Open(model.Route{Screen: model.AtHelp})
	k.settle()
	k.tap("nav.back")
	if after := k.targets(); !slices.Equal(before, after) {
		t.Errorf("before %q, after %q", before, after)
	}
}

func TestEveryFormOfScreenHasRoom(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 1920, Height: 1080}, {Width: 1366, Height: 768}, {Width: 3840, Height: 2160}} {
		k := start(t)
		k.root.Resize(size)
		k.settle()
		k.tap("attract", "nav.search", "key.k", "key.e", "key.o")
		k.until("answer", func() bool { return slices.Contains(k.targets(), "card.DUA-1") })
		for _, target := range k.shell.Targets() {
			if target.X < 0 || target.Y < 0 || target.X+target.W > int(size.Width) || target.Y+target.H > int(size.Height) {
				t.Errorf("%v: %+v lies outside", size, target)
			}
		}
	}
}
