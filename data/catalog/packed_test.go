package catalog

import (
	"maps"
	"testing"
)

func TestPackedTextsAreUnpacked(t *testing.T) {
	for _, text := range []Text{
		nil,
		{"vi": "Mật ong"},
		{"vi": "Mật ong", "en": "Honey"},
		{"en": "Honey"},
		{"vi": `Trà "Shan" <1> & \`, "en": `"vi":"no"`, "ko": "\u2028꿀\n"},
		{"vi": "", "en": "Honey"},
	} {
		p := Pack(text)
		if back := p.Text(); !maps.Equal(back, text) {
			t.Errorf("%v is unpacked to %v", text, back)
		}
		for _, lang := range []string{"vi", "en", "ko", "fr"} {
			if got, want := p.In(lang), text.In(lang); got != want {
				t.Errorf("%v in %s: %q, want %q", text, lang, got, want)
			}
		}
	}
	if Packed("{").Text() != nil || Packed("{").In("vi") != "" {
		t.Error("what is broken has a text")
	}
}
