package input

import "testing"

// press types keys; < is Backspace and | ends the word.
func press(c *Composer, keys string) {
	for _, r := range keys {
		switch r {
		case '<':
			c.Backspace()
		case '|':
			c.End()
		default:
			c.Type(r)
		}
	}
}

func TestBackspace(t *testing.T) {
	for keys, want := range map[string]string{
		"mootj<":       "mộ",
		"mootj<s":      "mố",
		"mootj<<":      "m",
		"hoafn<":       "hòa",
		"dduwowngf<":   "đườn",
		"dduwowngf<s":  "đướn",
		"thuowngg":     "thuowngg",
		"thuowngg<":    "thương",
		"thuownggg<<f": "thường",
		"Tesla":        "Tesla",
		"Tesla<":       "Tesl",
		"Tesla<<":      "Té",
		"ass<":         "a",
		"ass<f":        "à",
		"assb<":        "as",
		"quys<":        "qu",
		"quys<s":       "qus",
		"tww<<":        "",
		"wnggw<<n":     "wngn",
		"a b<<":        "a",
		"maatj <o":     "mậto",
		"maatj <<n":    "mận",
		"<":            "",
		"coco|":        "coco",
		"coco|<":       "coc",
		"hoa|f":        "hòa",
		"maatj ong|":   "mật ong",
		"38ddooj<":     "38đ",
		"38ddooj<<<":   "3",
	} {
		var c Composer
		press(&c, keys)
		if got := c.Text(); got != want {
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
	}
}

func TestGoesOnWithTextThatWasThere(t *testing.T) {
	for _, r := range []struct{ text, keys, want string }{
		{"mat ong", "", "mat ong"},
		{"Thanh Hoá", " ", "Thanh Hoá "},
		{"Thanh Hoa", "s", "Thanh Hóa"},
		{"hòa", "n", "hoàn"},
		{"hòa", "l", "hòal"},
		{"hòa", "l<", "hòa"},
		{"Tes", "l", "Tesl"},
		{"as", "s", "ass"},
		{"ST25", "s", "ST25s"},
		{"mo\u0302\u0323t", "<", "mộ"},
		{"x\u0323", "<", ""},
		{"e\u0302", "", "ê"},
		{"một\nhai", "", "mộthai"},
		{"漢", "as", "漢as"},
	} {
		var c Composer
		c.Set(r.text)
		press(&c, r.keys)
		if got := c.Text(); got != r.want {
			t.Errorf("%q and %s: %q, want %q", r.text, r.keys, got, r.want)
		}
	}
}

func TestAccentedKeysJoinTheSyllable(t *testing.T) {
	check(t, Telex, OldStyle, []row{
		{"mậtong", "mậtong", ""},
		{"đường", "đường", ""},
		{"đươngf", "đường", ""},
		{"hoà", "hòa", ""},
		{"hoàn", "hoàn", ""},
		{"ấs", "ấs", ""},
		{"âaa", "âaa", ""},
		{"âs", "ấ", ""},
		{"hòá", "hòá", ""},
		{"ñas", "ñas", ""},
		{"éa", "éa", ""},
		{"a\u0301", "á", ""},
		{"a\u0301n", "án", ""},
		{"ê\u0323", "ệ", ""},
		{"a\u00a0b", "a\u00a0b", ""},
	})
}

func TestMethodMayChangeWithinAWord(t *testing.T) {
	c := Composer{Method: Telex}
	press(&c, "dduong")
	c.Method = VNI
	press(&c, "72")
	if got := c.Text(); got != "đường" {
		t.Errorf("VNI after Telex: %q", got)
	}
	c.Method = Plain
	press(&c, "s1<")
	if got := c.Text(); got != "đườngs" {
		t.Errorf("plain after VNI: %q", got)
	}
	c.Clear()
	if got := c.Text(); got != "" {
		t.Errorf("cleared: %q", got)
	}
}

func TestCopiesAreIndependent(t *testing.T) {
	var a Composer
	press(&a, "nguo")
	b := a
	press(&a, "wif")
	press(&b, "n<oon")
	if a.Text() != "người" || b.Text() != Compose("nguooon", Telex, OldStyle) {
		t.Errorf("%q and %q", a.Text(), b.Text())
	}
}

func TestUnseenKeysAreLeftOut(t *testing.T) {
	var c Composer
	for _, r := range []rune{'a', '\n', '\t', 0, -1, 0xD800, 0x110000, '\u200b', 's'} {
		c.Type(r)
	}
	if got := c.Text(); got != "á" {
		t.Errorf("%q", got)
	}
}
