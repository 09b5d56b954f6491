package catalog

import (
	"net/url"
	"strings"
)

// unwrap returns the link that a forwarding page of a social network carries,
// or "": such pages record who follows them.
func unwrap(u *url.URL) string {
	name := ""
	switch host := u.Hostname(); {
	case host == "l.facebook.com", host == "lm.facebook.com", host == "l.messenger.com", host == "l.instagram.com":
		name = "u"
	case host == "www.google.com" && u.Path == "/url":
		name = "q"
		if !u.Query().Has("q") {
			name = "url"
		}
	case host == "www.youtube.com" && u.Path == "/redirect":
		name = "q"
	default:
		return ""
	}
	return u.Query().Get(name)
}

// tidy takes off what only follows people, and writes the rest in ASCII.
func tidy(u *url.URL) {
	u.RawQuery = escapeRest(tidyQuery(u))
	u.ForceQuery = false
	if keptHere(u) != nil || strings.HasPrefix(u.Fragment, ":~:") {
		u.Fragment, u.RawFragment = "", ""
	}
	if u.Path == "/" && u.RawQuery == "" && u.Fragment == "" {
		u.Path, u.RawPath = "", ""
	}
}

// tidyQuery returns the parameters that stay, in their order.
func tidyQuery(u *url.URL) string {
	kept := keptHere(u)
	var rest []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plainName, err := url.QueryUnescape(name); err == nil {
			name = plainName
		}
		name = strings.ToLower(name)
		if pair == "" || tracks(name) || (kept != nil && !kept[name]) {
			continue
		}
		rest = append(rest, pair)
	}
	return strings.Join(rest, "&")
}

// keptHere returns the parameters that matter at a host that is known well
// enough to drop all others; nil elsewhere.
func keptHere(u *url.URL) map[string]bool {
	switch channelOf(u.String()) {
	case "shopee", "lazada", "tiki", "sendo":
		return map[string]bool{"keyword": true, "q": true}
	case "tiktok":
		return map[string]bool{"region": true}
	case "facebook":
		return map[string]bool{"id": true, "fbid": true, "story_fbid": true, "set": true, "v": true}
	case "messenger", "instagram":
		return map[string]bool{}
	case "youtube":
		return map[string]bool{"v": true, "list": true}
	}
	return nil
}

// tracks tells whether a parameter, in lower case, only tells where a visitor
// came from.
func tracks(name string) bool {
	for _, prefix := range []string{"utm_", "mtm_", "hsa_", "af_", "_ga_", "share_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "_ga", "_gac", "_gl", "mc_cid", "mc_eid", "fbclid", "gclid", "gbraid", "wbraid", "dclid", "gad_source", "gad_campaignid", "gclsrc", "srsltid",
		"msclkid", "ttclid", "twclid", "yclid", "zarsrc", "zclid", "li_fat_id", "igshid", "igsh", "mibextid",
		"rdid", "spid", "spm", "scm", "sp_atk", "xptdk", "smtt", "uls_trackid", "laz_token", "laz_trackid",
		"is_from_webapp", "sender_device", "is_copy_url", "sharetoken", "share", "ref_src", "ref_url":
		return true
	}
	return false
}

// escapeRest percent-encodes what a query may not hold as it stands: letters
// outside ASCII and a few signs.
func escapeRest(query string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c >= 0x7F || strings.IndexByte("\"'`{|}^", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// shorten brings a shop's link to the form in which the shop needs it; what it
// does not know it leaves.
func shorten(u *url.URL) {
	if channelOf(u.String()) != Website {
		u.Scheme = "https" // all of them have long had it
	}
	switch u.Host {
	case "www.shopee.vn", "shopee.vn":
		u.Host = "shopee.vn"
		shortenShopee(u)
	case "www.lazada.vn", "lazada.vn", "m.lazada.vn":
		u.Host = "www.lazada.vn"
		shortenLazada(u)
	case "www.tiki.vn":
		u.Host = "tiki.vn"
	case "facebook.com", "fb.com", "www.fb.com", "m.facebook.com", "web.facebook.com", "mbasic.facebook.com":
		u.Host = "www.facebook.com"
	case "tiktok.com", "m.tiktok.com":
		u.Host = "www.tiktok.com"
	}
}

// shortenShopee turns /<slug>-i.<shop>.<item> and /<user>/<shop>/<item> into
// /product/<shop>/<item>: a slug in Vietnamese alone can be too long for a QR
// code.
func shortenShopee(u *url.URL) {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	shop, item := "", ""
	switch last := parts[len(parts)-1]; {
	case len(parts) == 1:
		at := strings.LastIndex(last, "-i.")
		if at < 0 {
			return
		}
		shop, item, _ = strings.Cut(last[at+len("-i."):], ".")
	case len(parts) == 3:
		shop, item = parts[1], last
	}
	if digits(shop) && digits(item) {
		u.Path, u.RawPath = "/product/"+shop+"/"+item, ""
	}
}

// shortenLazada turns /products/<slug>-i<item>-s<sku>.html into
// /products/pdp-i<item>-s<sku>.html.
func shortenLazada(u *url.URL) {
	name, ok := strings.CutPrefix(u.Path, "/products/")
	name, isPage := strings.CutSuffix(name, ".html")
	at := strings.LastIndex(name, "-i")
	if !ok || !isPage || at < 0 {
		return
	}
	item, sku, hasSKU := strings.Cut(name[at+len("-i"):], "-s")
	if digits(item) && (!hasSKU || digits(sku)) {
		u.Path, u.RawPath = "/products/pdp"+name[at:]+".html", ""
	}
}

// digits tells whether s is a number of at least one digit.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
