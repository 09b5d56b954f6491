package model_test

import (
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// acts lists the buttons of a view.
func acts(v model.StickView) string {
	var list []string
	for _, b := range v.Acts {
		list = append(list, string(b.Act))
	}
	return strings.Join(list, " ")
}

func TestWhatMayBeDoneWithAStick(t *testing.T) {
	offer := func(change func(*model.StickOffer)) *model.StickOffer {
		o := &model.StickOffer{Number: 4, Shown: 3, Issued: modeltest.Now, Root: strings.Repeat("ab", 32), Fits: true}
		change(o)
		return o
	}
	why := catalog.Text{"vi": "Nội dung không do ban tổ chức ký.", "en": "Not signed."}
	for name, c := range map[string]struct {
		stick model.Stick
		acts  string
		says  string
	}{
		"looking":                        {model.Stick{}, "eject close", "Đang xem"},
		"nothing":                        {model.Stick{Phase: model.StickOffered}, "export eject close", "không có nội dung"},
		"a newer":                        {model.Stick{Phase: model.StickOffered, Content: 3, Offer: offer(func(*model.StickOffer) {})}, "update export eject close", ""},
		"the same":                       {model.Stick{Phase: model.StickOffered, Content: 4, Offer: offer(func(o *model.StickOffer) { o.Shown = 4 })}, "export content eject close", "đúng bản này"},
		"the same, not all of it":        {model.Stick{Phase: model.StickOffered, Content: 4, Offer: offer(func(o *model.StickOffer) { o.Shown, o.Files = 4, 12 })}, "update export content eject close", "còn thiếu 12 ảnh"},
		"the same, no room for the rest": {model.Stick{Phase: model.StickOffered, Offer: offer(func(o *model.StickOffer) { o.Shown, o.Files, o.Fits = 4, 12, false })}, "export eject close", "không đủ chỗ"},
		"no room":                        {model.Stick{Phase: model.StickOffered, Offer: offer(func(o *model.StickOffer) { o.Fits = false })}, "export eject close", "không đủ chỗ"},
		"stranger":                       {model.Stick{Phase: model.StickOffered, Offer: offer(func(o *model.StickOffer) { o.Stranger = true })}, "export eject close", "chưa được cài đặt"},
		"refused":                        {model.Stick{Phase: model.StickOffered, Fault: "E-CONTENT-SIGN", Why: why}, "export eject close", "không do ban tổ chức"},
		"working":                        {model.Stick{Phase: model.StickWorking, Work: model.StickWork{Act: model.StickWrite}}, "eject cancel", "kiểm tra lại"},
		"updated":                        {model.Stick{Phase: model.StickEnded, Done: model.StickDone{Act: model.StickUpdate, Release: 4}}, "again eject close", "bản 4"},
		"exported":                       {model.Stick{Phase: model.StickEnded, Done: model.StickDone{Act: model.StickExport, Ballots: 7, Bundles: 1}}, "again eject close", "7 phiếu"},
		"failed":                         {model.Stick{Phase: model.StickEnded, Fault: "E-STICK-GONE", Why: catalog.Text{"vi": "USB đã bị rút ra."}}, "again eject close", "bị rút ra"},
	} {
		for _, lang := range []string{"vi", "en"} {
			env, err := modeltest.Env(lang)
			if err != nil {
				t.Fatal(err)
			}
			v := model.NewStick(env, c.stick)
			if got := acts(v); got != c.acts {
				t.Errorf("%s: may %q, want %q", name, got, c.acts)
			}
			if lang == "vi" && !strings.Contains(v.Note, c.says) {
				t.Errorf("%s: says %q, want %q", name, v.Note, c.says)
			}
			for _, line := range v.Lines {
				if strings.Contains(line.Title+line.Text, "drive.") || strings.Contains(line.Text, "%!") {
					t.Errorf("%s: %+v has no words", name, line)
				}
			}
		}
	}
}

func TestSizesAndTimesOfAStick(t *testing.T) {
	env, err := modeltest.Env("vi")
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int64]string{0: "0 kB", 1500: "2 kB", 12_345_678: "12,3 MB", 3_140_000_000: "3,1 GB"} {
		if got := strings.ReplaceAll(model.Bytes(env, n), "\u00a0", " "); got != want {
			t.Errorf("%d bytes: %q, want %q", n, got, want)
		}
	}
	for left, want := range map[time.Duration]string{time.Millisecond: "1 giây", 59 * time.Second: "59 giây", 10 * time.Minute: "10 phút"} {
		v := model.NewStick(env, model.Stick{Phase: model.StickWorking, Work: model.StickWork{Act: model.StickUpdate, Left: left}})
		if len(v.Lines) != 1 || v.Lines[0].Text != want {
			t.Errorf("%v: %+v, want %q", left, v.Lines, want)
		}
	}
}
