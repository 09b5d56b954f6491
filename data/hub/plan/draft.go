package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// Draft is a round as it was typed. Its field names are on disks, so they do not
// change.
type Draft struct {
	ID         string      `json:"id"`
	Title      vote.Text   `json:"title"`
	Rules      vote.Text   `json:"rules"`
	Opens      string      `json:"opens"`  // 2026-09-01T08:00 in Vietnam, or what was typed
	Closes     string      `json:"closes"` // as above
	Switch     vote.Switch `json:"switch"`
	Test       bool        `json:"test"`
	Mode       vote.Mode   `json:"mode"`
	Pause      string      `json:"pause"` // seconds; "" is the usual pause
	Reveal     vote.Reveal `json:"reveal"`
	Receipts   bool        `json:"receipts"`
	Categories []Category  `json:"categories"`
}

// Category is a category of a draft.
type Category struct {
	ID       string         `json:"id"`
	Title    vote.Text      `json:"title"`
	Choices  string         `json:"choices"`
	Nominees []vote.Nominee `json:"nominees"`
}

// Form is how instants are written in a draft, in Vietnam's time.
const Form = "2006-01-02T15:04"

// forms are the ways in which people write an instant.
var forms = []string{Form, "2006-01-02T15:04:05", "2006-01-02 15:04", "02/01/2006 15:04", "2/1/2006 15:04", "15:04 02/01/2006", "15:04 2/1/2006"}

// The bounds of what can be typed.
const (
	MaxTitle      = 120  // characters
	MaxRules      = 8000 // characters
	MaxChoices    = 100
	MaxCategories = 60
	MaxNominees   = 500       // of a category
	MaxPause      = 24 * 3600 // seconds
	maxID         = 40        // bytes
)

// New returns an empty draft that is not let out.
func New() Draft {
	return Draft{Title: vote.Text{}, Rules: vote.Text{}, Switch: vote.SetDraft, Mode: vote.ByPause, Reveal: vote.AfterClose}
}

// From returns the draft of a round.
func From(r vote.Round) Draft {
	d := Draft{
		ID: r.ID, Title: r.Title, Rules: r.Rules, Opens: show(r.Opens), Closes: show(r.Closes), Switch: r.Switch, Test: r.Test,
		Mode: r.Admits(), Reveal: reveal(r.Reveal), Receipts: r.Receipts,
	}
	if r.Pause > 0 {
		d.Pause = strconv.Itoa(int(r.Pause / time.Second))
	}
	for _, c := range r.Categories {
		d.Categories = append(d.Categories, Category{c.ID, c.Title, strconv.Itoa(c.Choices), slices.Clone(c.Nominees)})
	}
	return d
}

// Copy returns a draft for another round like that one: with its rules, categories
// and nominees, without its days.
func Copy(r vote.Round, id string) Draft {
	d := From(r)
	d.ID, d.Opens, d.Closes, d.Switch, d.Test = id, "", "", vote.SetDraft, false
	return d
}

func reveal(r vote.Reveal) vote.Reveal {
	if r == "" {
		return vote.AfterClose
	}
	return r
}

// show writes an instant as a form has it; of a second it says nothing unless it
// is not the first of its minute.
func show(t time.Time) string {
	t = t.In(catalog.Zone)
	if t.Second() != 0 {
		return t.Format("2006-01-02T15:04:05")
	}
	return t.Format(Form)
}

// Encode returns the draft as it is stored.
func (d Draft) Encode() (string, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("write draft: %w", err)
	}
	return string(text), nil
}

// Parse reads what [Draft.Encode] wrote.
func Parse(text string) (Draft, error) {
	d := New()
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return Draft{}, fmt.Errorf("read draft: %w", err)
	}
	return d, nil
}

// Tidy returns the draft with texts in NFC, without spaces about them, and with an
// id for every category that has a title.
func (d Draft) Tidy() Draft {
	d.Title, d.Rules = tidy(d.Title), tidy(d.Rules)
	d.Opens, d.Closes, d.Pause = tidyTime(d.Opens), tidyTime(d.Closes), strings.TrimSpace(d.Pause)
	d.Categories = slices.Clone(d.Categories)
	for i := range d.Categories {
		c := &d.Categories[i]
		c.Title, c.Choices = tidy(c.Title), strings.TrimSpace(c.Choices)
		if c.ID == "" {
			c.ID = d.newCategory(c.Title["vi"])
		}
	}
	return d
}

func tidy(t vote.Text) vote.Text {
	out := vote.Text{}
	for lang, text := range t {
		if text = strings.TrimSpace(catalog.NFC(strings.ReplaceAll(text, "\r\n", "\n"))); text != "" {
			out[lang] = text
		}
	}
	return out
}

// tidyTime writes an instant as [Form] has it, whichever way it was typed.
func tidyTime(typed string) string {
	typed = strings.TrimSpace(typed)
	if t, ok := readTime(typed); ok {
		return show(t)
	}
	return typed
}

func readTime(typed string) (time.Time, bool) {
	for _, form := range forms {
		if t, err := time.ParseInLocation(form, typed, catalog.Zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// newCategory returns an id that no category has: that of the campaign's category
// of this name, or one made of it.
func (d Draft) newCategory(title string) string {
	id := Slug(title)
	if known, ok := catalog.FindVoteCategory(title); ok {
		id = known.ID
	}
	if id == "" {
		return ""
	}
	taken := func(id string) bool {
		return slices.ContainsFunc(d.Categories, func(c Category) bool { return c.ID == id })
	}
	for n, base := 2, id; taken(id); n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

// Slug makes an id of a text: its letters without marks and its digits, parted by
// dashes; "" when there are none.
func Slug(text string) string {
	var b strings.Builder
	for _, r := range catalog.Fold(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String()[:min(b.Len(), maxID)], "-")
}
