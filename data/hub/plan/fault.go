package plan

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hangviet/data/vote"
)

// Fault is something that keeps a draft from being let out. Field is the name of
// the form's field beside which it stands, Code leads to a text with gaps for
// Args: numbers and texts.
type Fault struct {
	Field string
	Code  string
	Args  []any
}

// The codes of faults.
const (
	FaultNone      = "none"      // must be filled in
	FaultLong      = "long"      // has more characters than Args[0]
	FaultControl   = "control"   // has a control character
	FaultID        = "id"        // letters, digits and dashes only
	FaultTime      = "time"      // is no instant
	FaultOrder     = "order"     // closes before it opens
	FaultNumber    = "number"    // is no whole number from Args[0] to Args[1]
	FaultUnknown   = "unknown"   // is not one of the values
	FaultPause     = "pause"     // a pause without the mode that has one
	FaultEmpty     = "empty"     // there is no category, or no nominee
	FaultMany      = "many"      // there are more than Args[0]
	FaultFew       = "few"       // fewer nominees (Args[1]) than choices (Args[0])
	FaultTwice     = "twice"     // stands there twice: Args[0]
	FaultFirm      = "firm"      // firm Args[0] has more than Args[1] products
	FaultGone      = "gone"      // product Args[0] is not in the shown release
	FaultFixed     = "fixed"     // does not change any more, the round is open
	FaultClosed    = "closed"    // does not change any more, the round is closed
	FaultPast      = "past"      // lies in the past: the switch closes a round at once
	FaultMoved     = "moved"     // nominee Args[0] stood for product Args[1]
	FaultPublished = "published" // cannot be a draft again, kiosks have it open
)

// Find tells of a product of the shown release what a round must know: the id of
// its producer.
type Find func(product string) (producer string, known bool)

// Round reads the draft as a round. With faults the round is not to be used.
func (d Draft) Round(find Find) (vote.Round, []Fault) {
	c := checker{find: find}
	r := vote.Round{ID: d.ID, Title: d.Title, Rules: d.Rules, Switch: d.Switch, Test: d.Test, Mode: d.Mode, Reveal: d.Reveal, Receipts: d.Receipts}
	if !IsID(d.ID) {
		c.fault("id", FaultID)
	}
	c.text("title", d.Title, MaxTitle, true)
	c.text("rules", d.Rules, MaxRules, false)
	r.Opens, r.Closes = c.instant("opens", d.Opens), c.instant("closes", d.Closes)
	if !r.Opens.IsZero() && !r.Closes.IsZero() && !r.Closes.After(r.Opens) {
		c.fault("closes", FaultOrder)
	}
	c.oneOf("mode", string(d.Mode), string(vote.ByPause), string(vote.ByTicket), string(vote.ByStaff))
	c.oneOf("reveal", string(d.Reveal), string(vote.AfterClose), string(vote.Always), string(vote.Never))
	c.oneOf("switch", string(d.Switch), string(vote.ByClock), string(vote.SetDraft), string(vote.SetPause), string(vote.SetClose))
	r.Pause = c.pause(d)
	r.Categories = c.categories(d.Categories)
	return r, c.faults
}

// IsID tells whether a round made at the hub can be called so.
func IsID(id string) bool {
	return id != "" && len(id) <= maxID && id != "new" && !strings.HasPrefix(id, "-") && !strings.ContainsFunc(id, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	})
}

// checker gathers faults.
type checker struct {
	find   Find
	faults []Fault
}

func (c *checker) fault(field, code string, args ...any) {
	c.faults = append(c.faults, Fault{field, code, args})
}

func (c *checker) text(field string, t vote.Text, most int, required bool) {
	if required && t["vi"] == "" {
		c.fault(field+".vi", FaultNone)
	}
	for _, lang := range []string{"vi", "en"} {
		switch text := t[lang]; {
		case utf8.RuneCountInString(text) > most:
			c.fault(field+"."+lang, FaultLong, most)
		case !utf8.ValidString(text) || strings.ContainsFunc(text, odd(field)):
			c.fault(field+"."+lang, FaultControl)
		}
	}
}

// odd returns what no text has; the rules have several lines.
func odd(field string) func(rune) bool {
	return func(r rune) bool {
		return unicode.IsControl(r) && (field != "rules" || r != '\n' && r != '\t') || r == unicode.ReplacementChar
	}
}

func (c *checker) instant(field, typed string) time.Time {
	if typed == "" {
		c.fault(field, FaultNone)
		return time.Time{}
	}
	t, ok := readTime(typed)
	if !ok || t.Year() < 2000 || t.Year() > 2200 {
		c.fault(field, FaultTime)
		return time.Time{}
	}
	return t
}

func (c *checker) oneOf(field, value string, values ...string) {
	for _, v := range values {
		if v == value {
			return
		}
	}
	c.fault(field, FaultUnknown)
}

func (c *checker) pause(d Draft) time.Duration {
	if d.Pause == "" {
		return 0
	}
	if d.Mode != vote.ByPause {
		c.fault("pause", FaultPause)
	}
	return time.Duration(c.number("pause", d.Pause, MaxPause)) * time.Second
}

// number reads a whole number from 1 on.
func (c *checker) number(field, typed string, most int) int {
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > most {
		c.fault(field, FaultNumber, 1, most)
		return 0
	}
	return n
}

func (c *checker) categories(all []Category) (out []vote.Category) {
	switch n := len(all); {
	case n == 0:
		c.fault("categories", FaultEmpty)
	case n > MaxCategories:
		c.fault("categories", FaultMany, MaxCategories)
		return nil
	}
	ids, firms := map[string]bool{}, map[string]map[string]bool{}
	for i, category := range all {
		field := "category." + strconv.Itoa(i)
		c.text(field+".title", category.Title, MaxTitle, true)
		if category.ID != "" && (!IsID(category.ID) || ids[category.ID]) {
			c.fault(field+".title.vi", FaultTwice, category.ID)
		}
		ids[category.ID] = true
		choices := c.number(field+".choices", category.Choices, MaxChoices)
		c.nominees(field, category, choices, firms)
		out = append(out, vote.Category{ID: category.ID, Title: category.Title, Choices: choices, Nominees: category.Nominees})
	}
	return out
}

func (c *checker) nominees(field string, category Category, choices int, firms map[string]map[string]bool) {
	switch n := len(category.Nominees); {
	case n == 0:
		c.fault(field+".nominees", FaultEmpty)
	case n < choices:
		c.fault(field+".choices", FaultFew, choices, n)
	case n > MaxNominees:
		c.fault(field+".nominees", FaultMany, MaxNominees)
	}
	ids, products := map[string]bool{}, map[string]bool{}
	for _, n := range category.Nominees {
		if ids[n.ID] || products[n.Product] {
			c.fault(field+".nominees", FaultTwice, n.Product)
		}
		ids[n.ID], products[n.Product] = true, true
		c.firm(field, n.Product, firms)
	}
}

// firm holds a nominee against the release and the rule of [vote.MaxOfFirm]: a
// product in several categories counts once.
func (c *checker) firm(field, product string, firms map[string]map[string]bool) {
	producer, known := c.find(product)
	if !known {
		c.fault(field+".nominees", FaultGone, product)
	}
	if producer == "" {
		return
	}
	if firms[producer] == nil {
		firms[producer] = map[string]bool{}
	}
	if before := len(firms[producer]); !firms[producer][product] && before >= vote.MaxOfFirm {
		c.fault(field+".nominees", FaultFirm, producer, vote.MaxOfFirm)
	}
	firms[producer][product] = true
}

// String writes a fault for a log or a test; people are told by the page.
func (f Fault) String() string { return strings.TrimSpace(fmt.Sprintln(f.Field, f.Code, f.Args)) }
