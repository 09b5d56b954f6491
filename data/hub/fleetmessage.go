package hub

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"hangviet/data/hub/books"
	"hangviet/data/hub/courier"
	"hangviet/data/hub/fleet"
	"hangviet/ui/web"
)

// hookPart is what a program is told of one kind of problem.
type hookPart struct {
	Kind      string      `json:"kind"`
	New       []hookKiosk `json:"new"` // the first of them
	Count     int         `json:"count"`
	Recovered []hookKiosk `json:"recovered"`
	Recovery  int         `json:"recoveredCount"`
	Still     int         `json:"still"`
}

type hookKiosk struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// messageOf writes a message in words.
func (s *Service) messageOf(ctx context.Context, number int64, lang string) (courier.Message, error) {
	var told books.Told
	names := map[string]string{}
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		if told, err = t.ToldNumber(number); err != nil {
			return err
		}
		parts, err := fleet.ParseParts(told.Parts)
		if err != nil {
			return err
		}
		return nameKiosks(t, parts, names)
	})
	if err != nil {
		return courier.Message{}, fmt.Errorf("read message: %w", err)
	}
	parts, err := fleet.ParseParts(told.Parts)
	m := courier.Message{Number: number, At: told.At, Subject: subjectOf(parts, lang), Text: s.textOf(parts, names, lang), Data: hookParts(parts, names)}
	return m, err
}

// nameKiosks finds out what the kiosks of a message are called.
func nameKiosks(t *books.Tx, parts []fleet.Part, names map[string]string) error {
	for _, p := range parts {
		for _, id := range append(append([]string(nil), p.New...), p.Over...) {
			k, err := t.Kiosk(id)
			if err != nil {
				return err
			}
			place, err := t.Place(id)
			if err != nil {
				return err
			}
			names[id] = cmp.Or(place.Name, k.Name)
		}
	}
	return nil
}

// lineOf says how many kiosks have a problem, or are rid of it.
func lineOf(kind fleet.Kind, n int, over bool, lang string) string {
	key := "fleet.many."
	if over {
		key = "fleet.gone."
	}
	return fill(web.Word(lang, key+string(kind)), web.Number(n, lang))
}

// subjectOf is the line of the first kind, and how many kinds there are more.
func subjectOf(parts []fleet.Part, lang string) string {
	var lines []string
	for _, p := range parts {
		if p.News > 0 {
			lines = append(lines, lineOf(p.Kind, p.News, false, lang))
		}
	}
	if len(lines) == 0 {
		for _, p := range parts {
			lines = append(lines, lineOf(p.Kind, p.Overs, true, lang))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	if len(lines) > 2 {
		return lines[0] + fill(web.Word(lang, "fleet.mail.more"), web.Number(len(lines)-1, lang))
	}
	return strings.Join(lines, "; ")
}

// textOf is the whole message.
func (s *Service) textOf(parts []fleet.Part, names map[string]string, lang string) string {
	var b strings.Builder
	for _, p := range parts {
		if p.News > 0 {
			b.WriteString(lineOf(p.Kind, p.News, false, lang) + "\n")
			writeNames(&b, p.New, p.News, names, lang)
			b.WriteString("  " + web.Word(lang, "fleet.do."+string(p.Kind)) + "\n")
		}
		if p.Overs > 0 {
			b.WriteString(lineOf(p.Kind, p.Overs, true, lang) + "\n")
			writeNames(&b, p.Over, p.Overs, names, lang)
		}
		b.WriteString("  " + fill(web.Word(lang, "fleet.mail.still"), web.Number(p.Still, lang)) + "\n\n")
	}
	if s.config.PublicURL != "" {
		b.WriteString(strings.TrimSuffix(s.config.PublicURL, "/") + "/kiosks\n")
	}
	b.WriteString(web.Word(lang, "fleet.mail.sign") + "\n")
	return b.String()
}

func writeNames(b *strings.Builder, ids []string, n int, names map[string]string, lang string) {
	for _, id := range ids {
		b.WriteString("  - " + strings.TrimSpace(names[id]+" "+id) + "\n")
	}
	if n > len(ids) {
		b.WriteString("  - " + fill(web.Word(lang, "fleet.mail.others"), web.Number(n-len(ids), lang)) + "\n")
	}
}

func hookParts(parts []fleet.Part, names map[string]string) []hookPart {
	all := make([]hookPart, len(parts))
	for i, p := range parts {
		all[i] = hookPart{string(p.Kind), hookKiosks(p.New, names), p.News, hookKiosks(p.Over, names), p.Overs, p.Still}
	}
	return all
}

func hookKiosks(ids []string, names map[string]string) []hookKiosk {
	all := make([]hookKiosk, len(ids))
	for i, id := range ids {
		all[i] = hookKiosk{id, names[id]}
	}
	return all
}
