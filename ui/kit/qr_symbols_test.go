package kit_test

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"golang.org/x/image/draw"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// qrScreens are those whose symbols are read, the usual one first: of every supported
// size in pixels, and of the diagonals at which it has the smallest modules for the
// distance.
var qrScreens = []look.Screen{
	{Width: 1080, Height: 1920, DiagonalInch: 43},
	{Width: 1920, Height: 1080, DiagonalInch: 21.5},
	{Width: 1080, Height: 1920, DiagonalInch: 10.1},
	{Width: 1366, Height: 768, DiagonalInch: 15.6},
	{Width: 3840, Height: 2160, DiagonalInch: 27},
}

// qrText is what a symbol holds.
type qrText struct{ kind, text string }

// qrLink is a link to a shop of so many bytes, 12 or more.
func qrLink(length int) string {
	if length < 60 {
		return "https://a.vn/tra-shan-tuyet-suoi-giang-hop-250g-hut-chan-khong"[:length]
	}
	return ("https://shopee.vn/Mat-ong-bac-ha-Meo-Vac-i.123456789.2345678901?san-pham=" + strings.Repeat("1234567890abc", 20))[:length]
}

// qrLinks are links of all lengths that a release may have: 213 bytes are the most
// (catalog.MaxQR).
func qrLinks() []qrText {
	var out []qrText
	for length := 12; length <= 213; length++ {
		out = append(out, qrText{"link", qrLink(length)})
	}
	return out
}

// qrTexts are of every kind that a screen shows, the longest of each version of links
// among them, and kept lists as long as the screen takes.
func qrTexts(l *look.Look) []qrText {
	out := []qrText{{"link", qrLink(12)}}
	for _, length := range []int{26, 42, 62, 84, 106, 122, 152, 180, 213} {
		out = append(out, qrText{"link", qrLink(length)})
	}
	const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/ABCDEFGHIJKLMNOPQRSTUVWX"
	return append(out,
		qrText{"contact", qrContact("Hợp tác xã Chè Shan tuyết cổ thụ Suối Giàng", "")},
		qrText{"contact", qrContact("HTX Mật ong bạc hà Mèo Vạc", "URL:http://htx-matong-meovac.vn\r\n")},
		qrText{"receipt", "7K3M9QX2T4VZHN"},
		qrText{"receipt", "https://hub.example/receipt/7K3M9QX2T4VZHN"},
		qrText{"day card", "hangviet-card/1 0123456789abcdef 1234567 " + base64[:43] + "= " + base64[:86] + "=="},
		qrText{"hub", "https://hub.example/kiosks/add?code=482913"},
		qrText{"unlock", "https://hub.example/kiosks/0123456789abcdef/unlock?challenge=4829-1377"},
		qrText{"list", qrList(l.QRBytes() / 2)}, qrText{"list", qrList(l.QRBytes())},
	)
}

func qrContact(name, more string) string {
	return "BEGIN:VCARD\r\nVERSION:3.0\r\nN:" + name + ";;;;\r\nFN:" + name + "\r\nTEL:+84912345678\r\n" + more + "END:VCARD\r\n"
}

// qrList is a kept list of at most so many bytes.
func qrList(length int) string {
	const three = "Chè Shan tuyết Suối Giàng – Lào Cai – 250.000 ₫\nMật ong hoa bạc hà Mèo Vạc – Tuyên Quang – 180.000 ₫\nNước mắm Cái Rồng – Quảng Ninh – 95.000 ₫\n"
	return strings.ToValidUTF8(strings.Repeat(three, 5)[:length], "")
}

// drawnCode is the widget as a screen shows it, amid a ground that is not white, and
// the pixels of a module.
func drawnCode(t *testing.T, l *look.Look, content string) (*image.Gray, int) {
	t.Helper()
	q, err := kit.NewQR(l, "product.qr.0", content, "shopee.vn")
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, q)
	w.SetPadded(false)
	w.Resize(q.MinSize())
	captured := w.Canvas().Capture()
	m := image.NewGray(captured.Bounds().Inset(-40))
	draw.Draw(m, m.Bounds(), image.NewUniform(color.Gray{Y: 0x60}), image.Point{}, draw.Src)
	draw.Draw(m, captured.Bounds(), captured, captured.Bounds().Min, draw.Src)
	return m, moduleOf(t, q)
}

func screenName(s look.Screen) string {
	return fmt.Sprintf("%d×%d, %g″", s.Width, s.Height, s.DiagonalInch)
}
