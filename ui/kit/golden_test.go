package kit_test

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

func chosenRow(l *look.Look) *kit.NumberRow {
	r := kit.NewNumberRow(l, "n", kit.NewText(l, l.Strong, "Chè Shan tuyết"), "", nil)
	r.Choose(true)
	r.Set("55", true)
	return r
}

func pinField(l *look.Look) *kit.PINField {
	f := kit.NewPINField(l, 6)
	f.Rune('1')
	return f
}

// goldens is every widget in each of its states, at a size of its own choice or
// at a width, in pixels.
func goldens(l *look.Look) map[string]golden {
	plain := look.Tint{Ground: l.Palette.Surface, Ink: l.Palette.Ink}
	button := func(kind kit.Kind, icon string) *kit.Button {
		return kit.NewButton(l, "b", kind, icon, "Tiếp tục", nil)
	}
	off, offChip, offTile := button(kit.Primary, ""), kit.NewChip(l, "c", "5 sao", false, nil), kit.NewTile(l, "t", "", "Huế", "", plain, nil)
	off.Enable(false)
	offChip.Enable(false)
	offTile.Off = true
	return map[string]golden{
		"button-primary":   {button(kit.Primary, ""), 0},
		"button-vote":      {button(kit.Vote, "vote").Big(), 0},
		"button-outline":   {button(kit.Outline, "close"), 0},
		"button-quiet":     {button(kit.Quiet, ""), 0},
		"button-off":       {off, 0},
		"chip":             {kit.NewChip(l, "c", "4 sao", false, nil).Counted("49"), 0},
		"chip-set":         {kit.NewChip(l, "c", "4 sao", true, nil).Counted("14"), 0},
		"chip-opens":       {kit.NewChip(l, "c", "Tỉnh, thành phố", false, nil).Opens(), 0},
		"chip-off":         {offChip.Counted("0"), 0},
		"chip-brief":       {kit.NewChip(l, "c", names[2], false, nil).Brief(), 400},
		"tile-sector":      {kit.NewTile(l, "t", "sector-2", "Đồ uống", "9 sản phẩm", l.Palette.Sectors[1], nil), 300},
		"tile-place":       {kit.NewTile(l, "t", "", "An Giang", "4 sản phẩm", plain, nil), 240},
		"tile-large":       {kit.NewTile(l, "t", "vote", "Thủ công mỹ nghệ", "Chọn tối đa 2", plain, nil).Large(), 480},
		"tile-off":         {offTile, 240},
		"card":             {card(l, 1), l.CardWide},
		"card-kept":        {keptCard(l), l.CardWide},
		"card-unpriced":    {kit.NewCard(l, nil).Unpriced(), l.CardWide},
		"ribbon":           {kit.NewRibbon(l, "Có tại đây"), 0},
		"stars":            {kit.NewStars(l, 4, l.Icon), 0},
		"text":             {kit.NewText(l, l.Body, names[2]), 400},
		"text-shortened":   {kit.NewText(l, l.Body, names[2]).Most(2).Brief(), 400},
		"text-even":        {kit.NewText(l, l.Title, "Hôm nay bạn tìm gì?").Even(), 400},
		"row":              {kit.NewRow(l.Gap, kit.Icon("shop", l.Palette.Tea, l.Icon), kit.Fill(kit.NewText(l, l.Body, "Chợ Mẫu"), 1)).Top(), 400},
		"column":           {kit.NewColumn(l.Gap, kit.NewText(l, l.Strong, "Bày bán tại"), kit.Rule(l), kit.NewText(l, l.Body, "Chợ Mẫu")), 400},
		"tiles":            {kit.NewTiles(2, l.Gap, kit.NewTile(l, "a", "", "Huế", "1", plain, nil), kit.NewTile(l, "b", "", "Lào Cai", "3", plain, nil)).Alike(), 500},
		"panel":            {kit.NewPanel(l, l.Palette.Sunken, l.Gap, kit.NewText(l, l.Body, "Mua trực tuyến")).Outlined(l), 400},
		"picture-none":     {kit.NewPicture(l, nil).Round(kit.AllCorners).Aspect(1), 200},
		"gallery":          {kit.NewGallery(l, nil, "g", []string{"a", "b", "c"}).Aspect(1.6), 900},
		"gallery-none":     {kit.NewGallery(l, nil, "g", nil).Aspect(1.6), 900},
		"numberrow":        {kit.NewNumberRow(l, "n", kit.NewText(l, l.Strong, "Chè Shan tuyết"), "12", nil), 600},
		"numberrow-chosen": {chosenRow(l), 600},
		"pinfield":         {pinField(l), 400},
		"digitpad":         {kit.NewDigitPad(l, "d", pinField(l), "Tiếp tục", nil), 600},
		"linefield":        {kit.NewLineField(l, "HN-01", 32, nil), 600},
		"searchfield":      {kit.NewSearchField(l, "f", "Tìm sản phẩm, tỉnh thành", nil), 900},
		"searchfield-text": {typed(l, "mật ong"), 900},
		"topbar":           {kit.NewTopBar(l, "Thực phẩm", kit.NewText(l, l.Body, "72 sản phẩm")), 1080},
		"bottombar":        {bottom(l, "nav.vote"), 1080},
		"bottombar-badge":  {kit.NewBottomBar(l, "", kit.BarItem{ID: "nav.list", Icon: "heart", Label: "Danh sách", Badge: 24}), 400},
		"banner":           {kit.NewBanner(l, "info", "Dữ liệu mẫu"), 1080},
		"empty":            {kit.NewEmpty(l, "box", "Chưa có sản phẩm nào", button(kit.Primary, "")), 900},
		"progress":         {kit.NewProgress(l), 900},
		"pressable":        {kit.NewPressable(l, "p", kit.NewText(l, l.Body, "Chợ Mẫu"), nil), 400},
		"keyboard":         {kit.NewKeyboard(l, typed(l, ""), "dấu cách", "Xong", nil), 1080},
	}
}

// golden is a widget that is drawn at a width; 0: its own.
type golden struct {
	object fyne.CanvasObject
	width  float32
}

func keptCard(l *look.Look) *kit.Card {
	c := card(l, 0)
	c.Keepable("list.keep.P000", true, nil)
	return c
}

func typed(l *look.Look, text string) *kit.SearchField {
	f := kit.NewSearchField(l, "f", "Tìm", nil)
	f.Live(true)
	f.SetText(text)
	return f
}

// TestGoldenMarkup compares every widget with testdata/<name>.xml. What differs
// is left in testdata/failed: look at it, then put it in the other's place.
func TestGoldenMarkup(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	fyne.CurrentApp().Settings().SetTheme(l.Theme())
	for name, g := range goldens(l) {
		width := g.width
		if width == 0 {
			width = g.object.MinSize().Width
		}
		g.object.Resize(fyne.NewSize(width, kit.HeightFor(g.object, width)))
		kit.Unprinted(g.object)
		test.AssertObjectRendersToMarkup(t, name+".xml", g.object)
	}
}

// TestGoldenSheets compares each kind of sheet over a page.
func TestGoldenSheets(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	fyne.CurrentApp().Settings().SetTheme(l.Theme())
	out := func() *kit.Button { return kit.NewButton(l, "sheet.close", kit.Outline, "close", "Đóng", nil) }
	words := func() fyne.CanvasObject {
		return kit.NewText(l, l.Body, "Màn hình sẽ trở về ban đầu sau 12 giây.")
	}
	for name, sheet := range map[string]*kit.Sheet{
		"sheet":         kit.NewSheet(l, "Bạn còn xem không?", words(), kit.NewButton(l, "yes", kit.Primary, "", "Tiếp tục", nil)),
		"sheet-drawer":  kit.NewDrawer(l, words(), nil),
		"sheet-choice":  kit.NewChoice(l, "Tỉnh, thành phố", 900, words(), out()),
		"sheet-reading": kit.NewReading(l, "Dành cho nhà phân phối", 900, words(), out()),
	} {
		stage := kit.NewStage(l)
		stage.Open(sheet)
		stage.Resize(fyne.NewSize(1080, 1920))
		test.AssertObjectRendersToMarkup(t, name+".xml", stage)
	}
}

// TestGoldenAccents compares the keys of the accents of a.
func TestGoldenAccents(t *testing.T) {
	var board *kit.Keyboard
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		board = kit.NewKeyboard(l, typed(l, "tra"), "dấu cách", "Xong", nil)
		return kit.NewFrame(nil, kit.Space(1), board)
	})
	h.stage.Tap("key.accents")
	test.AssertObjectRendersToMarkup(t, "keyboard-accents.xml", board)
}

// TestEveryGoldenIsCompared finds files that no test reads any more.
func TestEveryGoldenIsCompared(t *testing.T) {
	test.NewTempApp(t)
	known := goldens(look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43}))
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name, ok := strings.CutSuffix(file.Name(), ".xml")
		_, here := known[name]
		if ok && !here && !strings.HasPrefix(name, "sheet") && name != "keyboard-accents" {
			t.Errorf("testdata/%s.xml is compared with nothing", name)
		}
	}
}
