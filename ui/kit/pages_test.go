package kit_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"hangviet/assets"
	"hangviet/ui/kit"
	"hangviet/ui/look"
)

type builder func(l *look.Look, stage *kit.Stage) fyne.CanvasObject

func pages() map[string]builder {
	return map[string]builder{
		"home": homePage, "list": listPage, "product": productPage, "search": searchPage,
		"sheet": sheetPage, "vote": votePage, "icons": iconPage, "empty": emptyPage,
	}
}

var names = []string{
	"Trà Shan tuyết cổ thụ Suối Giàng", "Mật ong bạc hà Mèo Vạc", "Nước mắm truyền thống Phú Quốc độ đạm cao thượng hạng ủ chượp mười hai tháng",
	"Gạo Séng Cù Mường Khương", "Cà phê Ậm Ễnh Ổ Ữu rang mộc", "Lụa tơ tằm Nha Xá", "Nón lá làng Chuông", "Bánh đậu xanh",
}

var places = []string{"HTX Suối Giàng · Lào Cai", "Mèo Vạc · Tuyên Quang", "Cơ sở Nước mắm Khải Hoàn · An Giang", "Mường Khương · Lào Cai"}

func face(i int) kit.CardFace {
	f := kit.CardFace{
		Picture: fmt.Sprint("photo", i), Name: names[i%len(names)], Line: places[i%len(places)],
		Stars: 3 + i%3, Price: "1.250.000 ₫", Note: fmt.Sprintf("%d sao", 3+i%3),
	}
	switch i % 6 {
	case 1:
		f.Ribbon = "Hàng Việt được yêu thích"
	case 4:
		f.Stars, f.Note, f.Picture = 0, "Chưa phân hạng", ""
	}
	return f
}

func card(l *look.Look, i int) *kit.Card {
	c := kit.NewCard(l, grounds{})
	c.ID = fmt.Sprintf("card.P%03d", i)
	c.Set(face(i))
	return c
}

func bottom(l *look.Look, selected string) fyne.CanvasObject {
	return kit.NewBottomBar(l, selected,
		kit.BarItem{ID: "nav.back", Icon: "back", Label: "Quay lại"},
		kit.BarItem{ID: "nav.home", Icon: "home", Label: "Trang đầu"},
		kit.BarItem{ID: "nav.search", Icon: "search", Label: "Tìm kiếm"},
		kit.BarItem{ID: "nav.vote", Icon: "vote", Label: "Bình chọn"},
		kit.BarItem{ID: "nav.list", Icon: "heart", Label: "Danh sách"},
		kit.BarItem{ID: "nav.lang", Icon: "language", Label: "English"})
}

func homePage(l *look.Look, _ *kit.Stage) fyne.CanvasObject {
	sectors := []string{
		"Thực phẩm", "Đồ uống", "Dược liệu và sản phẩm từ dược liệu",
		"Thủ công mỹ nghệ", "Sinh vật cảnh", "Dịch vụ du lịch cộng đồng và điểm du lịch",
	}
	var tiles []fyne.CanvasObject
	for i, name := range sectors {
		tiles = append(tiles, kit.NewTile(l, fmt.Sprintf("home.sector.%d", i+1), fmt.Sprintf("sector-%d", i+1),
			name, fmt.Sprintf("%d sản phẩm", 12+i*7), l.Palette.Sectors[i], nil))
	}
	var cards []fyne.CanvasObject
	for i := range 8 {
		cards = append(cards, card(l, i))
	}
	columns := 3
	if !l.Portrait {
		columns = 6
	}
	column := kit.NewColumn(l.Wide,
		kit.NewPad(kit.NewText(l, l.Display, "Hàng Việt, đất Việt").Most(2), l.Margin, 0),
		kit.NewPad(kit.NewSearchField(l, "home.search", "Tìm trà, mật ong, lụa…", nil), l.Margin, 0),
		kit.NewPad(kit.NewTiles(columns, l.Gap, tiles...), l.Margin, 0),
		kit.NewPad(kit.NewRow(l.Gap, kit.Fill(kit.NewText(l, l.Lead, "Mới có ở đây"), 1),
			kit.NewButton(l, "home.new", kit.Quiet, "", "Xem hết", nil)), l.Margin, 0),
		kit.NewStrip(l, cards...),
		kit.NewPad(kit.NewFlow(l.Gap, kit.NewChip(l, "a", "Tất cả", true, nil), kit.NewChip(l, "b", "5 sao", false, nil),
			kit.NewChip(l, "c", "Có bán tại đây", false, nil)), l.Margin, 0),
		kit.Space(l.Huge))
	return kit.NewFrame(kit.NewBanner(l, "info", "Dữ liệu mẫu: sản phẩm và giá không có thật"),
		kit.NewScroller(l, kit.NewPadding(column, 0, l.Wide, 0, 0)), bottom(l, "nav.home"))
}

func listPage(l *look.Look, _ *kit.Stage) fyne.CanvasObject {
	grid := kit.NewGrid(l, func() int { return 20000 },
		func() fyne.CanvasObject { return kit.NewCard(l, grounds{}) },
		func(i int, item fyne.CanvasObject) {
			item.(*kit.Card).ID = fmt.Sprintf("card.P%05d", i)
			item.(*kit.Card).Set(face(i))
		})
	chips := kit.NewFlow(l.Gap, kit.NewChip(l, "a", "Tất cả", true, nil), kit.NewChip(l, "b", "5 sao", false, nil),
		kit.NewChip(l, "c", "Có bán tại đây", false, nil), kit.NewChip(l, "d", "Dưới 200.000 ₫", false, nil))
	grid.SetHeader(kit.NewPad(chips, l.Margin, l.Gap))
	return kit.NewFrame(kit.NewTopBar(l, "Thực phẩm", kit.NewText(l, l.Small, "20.000 sản phẩm").Soft()), grid, bottom(l, ""))
}

func productPage(l *look.Look, _ *kit.Stage) fyne.CanvasObject {
	story := "Trên đỉnh Suối Giàng cao 1.400 mét, người Mông giữ những cây chè Shan tuyết đã đứng hơn ba trăm năm. " +
		"Búp phủ lông trắng như tuyết, hái tay vào sớm sương, sao lửa nhỏ trong chảo gang cho tới khi cánh trà khô giòn. " +
		"Ấm Ậm Ễnh Ổ Ữu: nước vàng mật, hậu ngọt, hương cốm."
	gallery := kit.NewGallery(l, grounds{}, "product.gallery", []string{"a1", "b2", "c3"})
	facts := kit.NewColumn(l.Gap,
		kit.NewText(l, l.Title, "Trà Shan tuyết cổ thụ Suối Giàng hộp 100 g"),
		kit.NewRow(l.Small1, kit.NewStars(l, 5, l.Lead.Size), kit.NewText(l, l.Strong, "OCOP 5 sao")),
		kit.NewText(l, l.Body, "HTX Suối Giàng · xã Văn Chấn, tỉnh Lào Cai").Soft(),
		kit.NewText(l, l.Title, "1.250.000 ₫").In(l.Palette.Tea),
		kit.NewRow(l.Gap, kit.NewButton(l, "product.vote", kit.Vote, "vote", "Bình chọn", nil).Big(),
			kit.NewButton(l, "product.keep", kit.Outline, "heart", "Giữ lại", nil).Big()),
		kit.NewText(l, l.Body, story))
	qrs := kit.NewStrip(l, qr(l, 0, "https://shopee.vn/product/123456/7890123456", "shopee.vn"),
		qr(l, 1, "https://voso.vn/p/tra-shan-tuyet", "voso.vn"), qr(l, 2, "https://zalo.me/0901234567", "Gọi cửa hàng"))
	var body fyne.CanvasObject = kit.NewColumn(l.Wide, kit.NewPad(gallery, l.Margin, 0), kit.NewPad(facts, l.Margin, 0),
		kit.NewPad(kit.NewText(l, l.Lead, "Mua trên mạng"), l.Margin, 0), qrs, kit.Space(l.Huge))
	if !l.Portrait {
		right := kit.NewColumn(l.Wide, facts, kit.NewText(l, l.Lead, "Mua trên mạng"))
		body = kit.NewColumn(l.Wide, kit.NewPad(kit.NewRow(l.Huge, kit.Fill(gallery, 1), kit.Fill(right, 1)).Top(), l.Margin, 0),
			qrs, kit.Space(l.Huge))
	}
	return kit.NewFrame(nil, kit.NewScroller(l, kit.NewPadding(body, 0, l.Margin, 0, 0)), bottom(l, ""))
}

func qr(l *look.Look, n int, content, caption string) fyne.CanvasObject {
	q, err := kit.NewQR(l, fmt.Sprintf("product.qr.%d", n), content, caption)
	if err != nil {
		panic(err)
	}
	return q
}

func searchPage(l *look.Look, stage *kit.Stage) fyne.CanvasObject {
	field := kit.NewSearchField(l, "search.entry", "Tìm trà, mật ong, lụa…", nil)
	field.Live(true)
	field.SetText("ca phe buon ma")
	stage.Keys = field
	results := kit.NewTiles(l.Columns, l.Gap, card(l, 0), card(l, 1), card(l, 2))
	keyboard := kit.NewKeyboard(l, field, "dấu cách", "Tìm", func() {})
	body := kit.NewColumn(l.Wide, kit.NewPad(field, l.Margin, l.Gap),
		kit.NewPad(kit.NewText(l, l.Body, "3 sản phẩm").Soft(), l.Margin, 0), kit.NewPad(results, l.Margin, 0))
	return kit.NewFrame(nil, kit.NewFrame(nil, kit.NewScroller(l, body), keyboard), bottom(l, "nav.search"))
}

func sheetPage(l *look.Look, stage *kit.Stage) fyne.CanvasObject {
	bar := kit.NewProgress(l)
	bar.Set(0.6)
	text := kit.NewText(l, l.Body, "Màn hình trở về trang đầu sau 15 giây. Lựa chọn đang làm dở sẽ được xoá.").Centre()
	stage.Open(kit.NewSheet(l, "Bạn còn xem không?", kit.NewColumn(l.Gap, text, bar),
		kit.NewButton(l, "idle.continue", kit.Primary, "", "Tiếp tục", nil),
		kit.NewButton(l, "idle.stop", kit.Quiet, "", "Kết thúc", nil)))
	return listPage(l, stage)
}

func votePage(l *look.Look, _ *kit.Stage) fyne.CanvasObject {
	var cards []fyne.CanvasObject
	for i := range 9 {
		c := kit.NewCard(l, grounds{}).Unpriced()
		f := face(i)
		f.Chosen, f.Price = i == 1 || i == 3, ""
		c.Set(f)
		cards = append(cards, c)
	}
	page := kit.NewPad(kit.NewTiles(l.Columns, l.Gap, cards...), l.Margin, l.Gap)
	action := kit.NewPad(kit.NewRow(l.Gap, kit.Fill(kit.NewText(l, l.Strong, "Đã chọn 2 trên 3"), 1),
		kit.NewButton(l, "vote.review", kit.Vote, "check", "Xem lại lựa chọn", nil).Big()), l.Margin, l.Gap)
	return kit.NewFrame(kit.NewTopBar(l, "Chọn tối đa 3 sản phẩm"), kit.NewFrame(nil, kit.NewScroller(l, page), action), bottom(l, "nav.vote"))
}

func emptyPage(l *look.Look, _ *kit.Stage) fyne.CanvasObject {
	off := kit.NewButton(l, "off", kit.Primary, "", "Chưa bấm được", nil)
	off.Enable(false)
	empty := kit.NewEmpty(l, "box", "Chưa có sản phẩm nào trong mục này", kit.NewButton(l, "x", kit.Primary, "home", "Về trang đầu", nil))
	return kit.NewFrame(kit.NewTopBar(l, "Giỏ quà Tết", off), kit.NewMiddle(empty), bottom(l, ""))
}

func iconPage(l *look.Look, _ *kit.Stage) fyne.CanvasObject {
	var cells []fyne.CanvasObject
	files, _ := fs.Glob(assets.Icons, "icons/*.svg")
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".svg")
		cells = append(cells, kit.NewColumn(l.Tight, kit.NewMiddle(kit.Icon(name, l.Palette.Tea, l.IconBig*1.3)),
			kit.NewText(l, l.Caption, name).Centre().Most(1)))
	}
	return kit.NewPad(kit.NewTiles(6, l.Gap, cells...), l.Margin, l.Margin)
}
