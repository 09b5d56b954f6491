package dossier

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hangviet/data/catalog"
)

// Answers are what a producer wrote, by the field's key. Empty answers have no
// entry.
type Answers map[string]string

// Form is which form an entry is of.
type Form string

// The forms.
const (
	Firm    Form = "firm"
	Product Form = "product"
)

// Fields are the fields of the form.
func (f Form) Fields() []Field {
	if f == Firm {
		return FirmFields()
	}
	return ProductFields()
}

// Groups are the steps of the form.
func (f Form) Groups() []Group {
	if f == Firm {
		return FirmGroups()
	}
	return ProductGroups()
}

// Field returns the field of a key.
func (f Form) Field(key string) (Field, bool) {
	at := slices.IndexFunc(f.Fields(), func(field Field) bool { return field.Key == key })
	if at < 0 {
		return Field{}, false
	}
	return f.Fields()[at], true
}

// Entry is one form of a room with all it holds.
type Entry struct {
	ID       string // random, means nothing
	Form     Form
	Code     string // the producer's id or the product's code in the catalogue
	State    State
	Version  int // 1, 2, 3, …; every sending makes one
	Answers  Answers
	Photos   []string          // names of the pictures' files, the first is the cover
	Remarks  map[string]string // of the officer who returned it, by key; "" for the whole
	Reason   string            // it was refused for
	Accepted Answers           // what is content now; nil when nothing is
}

// Merge returns the answers with those of one step put in place of what it had.
// Answers to fields that the step does not have are passed over, as are letters
// that have no place in any text; an answer is cut at its field's limit.
func (a Answers) Merge(form Form, step Group, given Answers) Answers {
	merged := maps.Clone(a)
	if merged == nil {
		merged = Answers{}
	}
	for _, f := range form.Fields() {
		if f.Group != step {
			continue
		}
		if text := f.clean(given[f.Key]); text != "" {
			merged[f.Key] = text
		} else {
			delete(merged, f.Key)
		}
	}
	return merged
}

// clean brings an answer into the one form in which it is kept.
func (f Field) clean(text string) string {
	text = strings.ReplaceAll(catalog.NFC(strings.ToValidUTF8(text, "")), "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && (r != '\n' || f.Kind != Prose) {
			return ' '
		}
		return r
	}, text)
	if f.Kind != Prose {
		text = strings.Join(strings.Fields(text), " ")
	}
	if link, err := catalog.CleanLink(text); f.Kind == Link && err == nil {
		text = link.URL // what people copy from a shop is often long, and says who shared it
	}
	return cut(strings.TrimSpace(text), f.Limit())
}

func cut(text string, letters int) string {
	if utf8.RuneCountInString(text) <= letters {
		return text
	}
	return string([]rune(text)[:letters])
}

// Missing are the needed fields without an answer.
func (a Answers) Missing(form Form) (missing []Field) {
	for _, f := range form.Fields() {
		if f.Needed && a[f.Key] == "" {
			missing = append(missing, f)
		}
	}
	return missing
}

// Change is one field that differs between two versions.
type Change struct {
	Field       Field
	Before, Now string // "" when there was or is no answer
}

// Changes are the fields that differ, in the order of the form.
func Changes(form Form, before, now Answers) (changes []Change) {
	for _, f := range form.Fields() {
		if before[f.Key] != now[f.Key] {
			changes = append(changes, Change{f, before[f.Key], now[f.Key]})
		}
	}
	return changes
}
