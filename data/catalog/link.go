package catalog

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
)

// Link is the way from a product to a place on the network where it is sold or
// told about. The kiosk shows it as a QR code and never opens it itself.
type Link struct {
	Channel string // "shopee", "lazada", "zalo", …, "website"; see [channelOf]
	URL     string // cleaned by [CleanLink]
	Label   Text   // what to call it; may be empty
}

// The reasons for which a link is refused.
var (
	ErrPayment     = errors.New("link is a payment code")
	ErrScheme      = errors.New("link is neither http nor https")
	ErrNotLink     = errors.New("text is not a link")
	ErrMixedScript = errors.New("host name is punycode or not plain ASCII")
)

// MaxQR is how many bytes a QR code of version 10 holds in byte mode with error
// correction M; a larger code is too fine for cheap telephones.
const MaxQR = 213

// maxLink bounds what is looked at, in bytes.
const maxLink = 4096

// CleanLink reads what an organiser pasted and returns the link to publish:
// http or https only, without tracking parameters, in the shortest form the shop
// is known to take. A link without a scheme ("shopee.vn/nhanam") is https.
//
// The error is one of [ErrPayment], [ErrScheme], [ErrNotLink] and
// [ErrMixedScript]. Cleaning a cleaned URL changes nothing. A host in letters
// other than ASCII is refused, and so is its punycode: such names are made to be
// mistaken for others.
func CleanLink(raw string) (Link, error) {
	raw = strings.Trim(NFC(raw), "\uFEFF\u200B \t\r\n\u00A0")
	if isPayment(raw) {
		return Link{}, ErrPayment
	}
	u, err := parseLink(raw)
	if err != nil {
		return Link{}, err
	}
	if inner := unwrap(u); inner != "" {
		return CleanLink(inner) // shorter each time, so this ends
	}
	tidy(u)
	shorten(u)
	clean := u.String()
	if isPayment(clean) {
		return Link{}, ErrPayment
	}
	return Link{Channel: channelOf(clean), URL: clean}, nil
}

// parseLink returns the parts of a link whose scheme and host are sound.
func parseLink(raw string) (*url.URL, error) {
	if raw == "" || len(raw) > maxLink || strings.ContainsFunc(raw, neverInLink) {
		return nil, ErrNotLink
	}
	raw, err := withScheme(raw)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, ErrNotLink
	}
	if u.User != nil { // https://shopee.vn@elsewhere.example
		return nil, ErrNotLink
	}
	return u, cleanHost(u)
}

func neverInLink(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == '\\' || r == '<' || r == '>' || r == unicode.ReplacementChar
}

// withScheme puts https before a link that has no scheme and refuses all
// schemes but http and https.
func withScheme(raw string) (string, error) {
	scheme, rest, found := strings.Cut(raw, ":")
	switch lower := strings.ToLower(scheme); {
	case strings.HasPrefix(raw, "//"):
		return "https:" + raw, nil
	case found && (lower == "http" || lower == "https"):
		if !strings.HasPrefix(rest, "//") {
			return "", ErrNotLink
		}
		return raw, nil
	case found && !strings.ContainsAny(scheme, "./?#"):
		return "", ErrScheme
	case strings.Contains(raw, "://") && !strings.ContainsAny(scheme, "/?#"):
		return "", ErrScheme
	}
	return "https://" + raw, nil
}

// cleanHost brings the host to lower case and checks that it is a public name.
func cleanHost(u *url.URL) error {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if !plain(host) && strings.Contains(host, ".") {
		return ErrMixedScript
	}
	labels := strings.Split(host, ".")
	for _, label := range labels {
		if strings.HasPrefix(label, "xn--") {
			return ErrMixedScript
		}
		if !isLabel(label) {
			return ErrNotLink
		}
	}
	if top := labels[len(labels)-1]; len(labels) < 2 || len(top) < 2 || strings.ContainsAny(top, "0123456789") {
		return ErrNotLink
	}
	return setHost(u, host)
}

// isLabel tells whether s is one part of a host name (RFC 1123).
func isLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// setHost writes the host with its port, which is left out where it is the
// scheme's own.
func setHost(u *url.URL, host string) error {
	port := strings.TrimLeft(u.Port(), "0")
	if len(host) > 253 || len(port) > 5 || (len(port) == 5 && port > "65535") {
		return ErrNotLink
	}
	u.Host = host
	if port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		u.Host += ":" + port
	}
	return nil
}

// Host returns the host as people read it, to be written under the QR code:
// "shopee.vn", without "www.".
func (l Link) Host() string {
	u, err := url.Parse(l.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// QRFits tells whether content fits a QR code that the kiosk shows: [MaxQR].
func QRFits(content string) bool { return len(content) <= MaxQR }
