package labels_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"hangviet/data/a4/a4test"
	"hangviet/data/cards/labels"
)

func printed(t testing.TB, s labels.Sheet) (file string) {
	t.Helper()
	var out bytes.Buffer
	if err := labels.Write(&out, s); err != nil {
		t.Fatal(err)
	}
	return a4test.Keep(t, strings.ReplaceAll(t.Name(), "/", "-"), out.Bytes())
}

// TestLabelsAreReadable: a person reads the text, a phone the symbol, and a long
// or strange text spoils nothing.
func TestLabelsAreReadable(t *testing.T) {
	shelf := labels.Sheet{Title: "Thẻ kệ hàng", Wide: 2, High: 4, Made: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Labels: []labels.Label{
		{Title: "Trà shan tuyết Suối Mây", Stars: 4, Lines: []string{"HTX Suối Mây (ví dụ)", "OCOP 4 sao đến 05/08/2029"}, QR: "https://gian-hang.example/tra", Foot: "Quét mã để xem sản phẩm"},
		{Title: strings.Repeat("Mật ong bạc hà cao nguyên đá ", 12), Lines: []string{strings.Repeat("Hợp tác xã ", 30), "🍯 한국"}, QR: "https://gian-hang.example/" + strings.Repeat("m", 300)},
		{Title: "Gạo"},
	}}
	invite := labels.Sheet{Title: "Thư mời", Wide: 1, High: 4, Labels: []labels.Label{{
		Above: "Thư mời vào phòng riêng", Title: "HTX Suối Mây (ví dụ)", Lines: []string{"Dùng điện thoại quét mã, hoặc mở hub.example/room và gõ:"},
		Code: "0123-4567-89AB-CD", QR: "https://hub.example/room/open/0123456789ABCD", Foot: "Dùng được một lần, đến 22/12/2026.",
	}}}
	for name, s := range map[string]labels.Sheet{"shelf": shelf, "invite": invite} {
		t.Run(name, func(t *testing.T) {
			file := printed(t, s)
			text := a4test.Text(t, file)
			for _, want := range []string{s.Labels[0].Title, s.Labels[0].Foot, s.Labels[0].Code} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			codes := a4test.Symbols(t, file, "1")
			for _, l := range s.Labels {
				if l.QR != "" && !strings.Contains(codes, l.QR) {
					t.Errorf("the symbol of %q is not read: %s", l.Title, codes)
				}
			}
		})
	}
}

// TestGridAndNumber: what cannot be printed is refused, and nothing is one page.
func TestGridAndNumber(t *testing.T) {
	var out bytes.Buffer
	if err := labels.Write(&out, labels.Sheet{Wide: 4, High: 1}); !errors.Is(err, labels.ErrGrid) {
		t.Errorf("four beside each other: %v", err)
	}
	if err := labels.Write(&out, labels.Sheet{Wide: 1, High: 1, Labels: make([]labels.Label, labels.Most+1)}); !errors.Is(err, labels.ErrMany) {
		t.Errorf("too many: %v", err)
	}
	if err := labels.Write(&out, labels.Sheet{Wide: 1, High: 1}); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF")) {
		t.Errorf("none: %v", err)
	}
}
