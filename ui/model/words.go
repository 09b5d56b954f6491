package model

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Words are the sentences of the screens in every language there is a file for.
type Words struct{ byLang map[string]map[string]string }

// DefaultLang is the language every word has.
const DefaultLang = "vi"

// ParseWords reads words/<lang>.json files, and words/<lang>.<part>.json for a part
// of the screens: one flat object of key and sentence each. A sentence that lacks in a language is shown in [DefaultLang].
func ParseWords(fsys fs.FS) (*Words, error) {
	names, err := fs.Glob(fsys, "words/*.json")
	if err != nil {
		return nil, fmt.Errorf("list words: %w", err)
	}
	w := &Words{byLang: map[string]map[string]string{}}
	for _, name := range names {
		if err := w.read(fsys, name); err != nil {
			return nil, err
		}
	}
	if w.byLang[DefaultLang] == nil {
		return nil, fmt.Errorf("read words: no words/%s.json", DefaultLang)
	}
	return w, nil
}

func (w *Words) read(fsys fs.FS, name string) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read words: %w", err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(raw, &words); err != nil {
		return fmt.Errorf("read words of %s: %w", name, err)
	}
	lang, _, _ := strings.Cut(path.Base(name), ".")
	if w.byLang[lang] == nil {
		w.byLang[lang] = map[string]string{}
	}
	maps.Copy(w.byLang[lang], words)
	return nil
}

// Langs returns the languages, [DefaultLang] first, the others by tag.
func (w *Words) Langs() []string {
	var others []string
	for lang := range w.byLang {
		if lang != DefaultLang {
			others = append(others, lang)
		}
	}
	slices.Sort(others)
	return append([]string{DefaultLang}, others...)
}

// Has tells whether there are words in lang.
func (w *Words) Has(lang string) bool { return w.byLang[lang] != nil }

// Say returns the sentence of key in lang, its verbs filled with args. A key
// that no file holds is returned as it is, so that it is seen.
func (w *Words) Say(lang, key string, args ...any) string {
	s, ok := w.byLang[lang][key]
	if !ok {
		if s, ok = w.byLang[DefaultLang][key]; !ok {
			return key
		}
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// Count returns the sentence of key for n things; languages that tell one thing
// from many hold key + ".one" as well, with or without a place for the number.
func (w *Words) Count(lang, key string, n int) string {
	one, ok := w.byLang[lang][key+".one"]
	switch {
	case !ok || n != 1:
		return w.Say(lang, key, n)
	case !strings.Contains(one, "%"):
		return one
	}
	return w.Say(lang, key+".one", n)
}
