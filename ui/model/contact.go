package model

import (
	"strings"
	"unicode"

	"hangviet/data/catalog"
)

// contact is the producer's card for a telephone's address book, a vCard 3.0
// (RFC 2426) that needs no Internet; nil unless the producer agreed in writing
// and there is something to call or to open. web says whether the web address
// may be on it.
func contact(env Env, p catalog.Producer, web bool) *QR {
	website := p.Website
	if !web {
		website = ""
	}
	phone := digits(p.Phone)
	if !p.Contact || (phone == "" && website == "") {
		return nil
	}
	caption := firstOf(p.Phone, catalog.Link{URL: website}.Host())
	return &QR{env.Say("contact.label"), caption, fitting(env, p, phone, website)}
}

// fitting is the card with as much on it as a code holds that cheap telephones
// read ([catalog.MaxQR]): without the web address, the commune, the whole address
// when there is no room for them.
func fitting(env Env, p catalog.Producer, phone, website string) string {
	name := env.Text(p.Name)
	commune, province := p.Place.Commune, env.provinceName(p.Place)
	card := vCard(name, phone, commune, province, website)
	for _, shorter := range []string{
		vCard(name, phone, "", province, website),
		vCard(name, phone, commune, province, ""),
		vCard(name, phone, "", province, ""),
		vCard(name, phone, "", "", ""),
		vCard("", phone, "", "", ""),
	} {
		if catalog.QRFits(card) {
			break
		}
		card = shorter
	}
	return card
}

func vCard(name, phone, commune, province, website string) string {
	lines := []string{"BEGIN:VCARD", "VERSION:3.0"}
	add := func(wanted bool, line string) {
		if wanted {
			lines = append(lines, line)
		}
	}
	name = firstOf(name, phone)
	add(true, "N:"+escape(name)+";;;;")
	add(true, "FN:"+escape(name))
	add(phone != "", "TEL:"+phone)
	add(commune+province != "", "ADR:;;;"+escape(commune)+";"+escape(province)+";;Việt Nam")
	add(website != "", "URL:"+website)
	add(true, "END:VCARD")
	return strings.Join(lines, "\r\n") + "\r\n"
}

// escape writes a text as a vCard holds it (RFC 2426, section 4).
var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace

// digits is a telephone number as it is dialled, with its plus.
func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == '+' {
			return r
		}
		return -1
	}, phone)
}
