package store

import (
	"encoding/json"
	"maps"
	"testing"
)

// FuzzText holds that the short ways to write and read texts agree with JSON.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", "Mật ong", `a "b"`, `a","b":"c`, `":"`, `\`, "\n", "\x7f", "\u2028", "\ufffd", "\xff", "<&>", `{"vi":"x"}`, "\x00",
	} {
		f.Add("vi", s, "en", s+"!")
		f.Add(s, "Mật ong", "en", "Honey")
	}
	f.Fuzz(func(t *testing.T, lang, text, otherLang, other string) {
		texts := map[string]string{lang: text, otherLang: other}
		written := encodeText(texts)
		if want := encodeJSON(texts); written != want {
			t.Errorf("%q is written as %s, not %s", texts, written, want)
		}
		var want map[string]string
		if err := json.Unmarshal([]byte(written), &want); err != nil {
			t.Fatal(err)
		}
		var s scanner
		if got := s.text(written); s.err != nil || !maps.Equal(got, want) {
			t.Errorf("%s is read as %q, %v", written, got, s.err)
		}
		checkRead(t, text)
		checkRead(t, `{"vi":"`+text+`"}`)
		checkRead(t, `{"`+text+`","`+other+`":"`+lang+`"}`)
	})
}

// checkRead reads what may not be JSON at all.
func checkRead(t *testing.T, value string) {
	if value == "" {
		return
	}
	var want map[string]string
	wantErr := json.Unmarshal([]byte(value), &want)
	var s scanner
	if got := s.text(value); (s.err != nil) != (wantErr != nil) || wantErr == nil && !maps.Equal(got, want) {
		t.Errorf("%q is read as %q, %v; JSON says %q, %v", value, got, s.err, want, wantErr)
	}
}
