package catalog

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Packed is a text in all its languages in one string, a JSON object: a third of the
// memory of a [Text], which counts where 20,000 are held at a time. "" is no text.
type Packed string

// Pack packs a text. The same text gives the same string.
func Pack(t Text) Packed {
	if len(t) == 0 {
		return ""
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if enc.Encode(t) != nil {
		return "" // strings always can be encoded
	}
	return Packed(bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
}

// In returns the text in lang, or in Vietnamese when lang is missing.
func (p Packed) In(lang string) string {
	if s := p.of(lang); s != "" {
		return s
	}
	return p.of("vi")
}

// of finds the text of a language without unpacking the others: within a text every
// quotation mark is escaped, so that one with a colon behind it ends a key.
func (p Packed) of(lang string) string {
	_, after, found := strings.Cut(string(p), `"`+lang+`":"`)
	if !found {
		return ""
	}
	text, _, _ := strings.Cut(after, `"`)
	if strings.Contains(text, `\`) {
		return p.Text()[lang]
	}
	return text
}

// Text unpacks the text; nil when there is none, or it cannot be read.
func (p Packed) Text() Text {
	if p == "" {
		return nil
	}
	var t Text
	if json.Unmarshal([]byte(p), &t) != nil {
		return nil
	}
	return t
}
