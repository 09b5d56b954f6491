package model

import (
	"strconv"
	"strings"

	"hangviet/data/catalog"
)

// Rating is what may be said about a product's stars today.
type Rating struct {
	Stars int      // 3 to 5, or 0
	Title string   // "OCOP 4 sao", "Tiềm năng 5 sao", "Hạng sao đã hết hạn"; "" outside OCOP
	Line  string   // the same with its end, "OCOP 4 sao, hết hạn 05/08/2029"
	Facts []string // decision, authority, end of validity
	Note  string   // what has to be known about it, or ""
}

func newRating(env Env, p catalog.Product) Rating {
	if !p.OCOP() {
		return Rating{}
	}
	cert, stars := p.Certificate, p.Stars(env.Now)
	r := Rating{Stars: stars, Title: env.rating(stars), Facts: certificateFacts(env, cert)}
	switch {
	case cert.Status == catalog.PotentialFive:
		r.Title = firstOf(r.Title, env.Say("rating.potential"))
		r.Note = env.Say("rating.potential.note")
	case cert.StateAt(env.Now) == catalog.StateExpiring:
		r.Note = env.Say("rating.expiring", cert.End().Show())
	case cert.StateAt(env.Now) == catalog.StateGrace:
		r.Note = env.Say("rating.grace", cert.End().Show())
	case cert.StateAt(env.Now) == catalog.StateExpired:
		r.Title = env.Say("rating.expired")
		r.Note = env.Say("rating.expired.note", cert.End().Show())
	}
	r.Line = r.Title
	if stars == 0 {
		r.Facts = nil
	} else if cert.StateAt(env.Now) != catalog.StateGrace {
		r.Line = env.Say("rating.ends", r.Title, cert.End().Show())
	}
	return r
}

// certificateFacts are the facts a certificate proves itself with; what it does
// not tell is left out.
func certificateFacts(env Env, c catalog.Certificate) []string {
	var facts []string
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, env.Say(key, value))
		}
	}
	decision := c.Number
	if c.Number != "" && !c.Issued.IsZero() {
		decision = env.Say("rating.decision.dated", c.Number, c.Issued.Show())
	}
	add("rating.decision", decision)
	add("rating.authority", c.Authority)
	add("rating.until", c.End().Show())
	add("rating.basis", c.LegalBasis)
	return facts
}

func titles(env Env, titles []catalog.Title) []string {
	var out []string
	for _, t := range titles {
		line := env.Text(t.Programme)
		if t.Year != 0 && !strings.Contains(line, strconv.Itoa(t.Year)) {
			line += " " + strconv.Itoa(t.Year)
		}
		if rank := env.Text(t.Rank); rank != "" {
			line += ", " + rank
		}
		out = append(out, line)
	}
	return out
}

// sections are the paragraphs that hold something, in reading order.
func sections(env Env, p catalog.Product) []Section {
	var out []Section
	add := func(key, text string) {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, Section{env.Say(key), text})
		}
	}
	add("product.story", firstOf(env.Text(p.Story), env.Text(p.Short)))
	add("product.net", env.Text(p.NetContent))
	add("product.ingredients", env.Text(p.Ingredients))
	add("product.use", env.Text(p.Use))
	add("product.quality", list(p.Quality))
	return out
}

// list is several short words in one line.
func list(words []string) string { return strings.Join(words, " · ") }

// notices are those of the law first, then the producer's own.
func notices(env Env, p catalog.Product) []string {
	var out []string
	for _, n := range append(p.LegalNotices(), p.Notices) {
		if text := env.Text(n); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// shops are the codes that lead to where it is sold; for alcohol none may.
func shops(env Env, p catalog.Product) (codes []QR, none string) {
	if !p.ShopLinksAllowed() {
		return nil, env.Say("product.shops.alcohol")
	}
	for _, l := range p.Links {
		if !catalog.QRFits(l.URL) {
			continue
		}
		label := firstOf(env.Text(l.Label), channelName(env, l.Channel), l.Host())
		codes = append(codes, QR{label, l.Host(), l.URL})
	}
	if len(codes) == 0 {
		return nil, env.Say("product.shops.none")
	}
	return codes, ""
}

// channelName is a channel as people know it; what the words do not name has none.
func channelName(env Env, channel string) string {
	key := "channel." + channel
	if name := env.Say(key); name != key {
		return name
	}
	return ""
}

func trace(env Env, url string) *QR {
	if url == "" || !catalog.QRFits(url) {
		return nil
	}
	return &QR{env.Say("product.trace"), catalog.Link{URL: url}.Host(), url}
}
