package catalog

import (
	"errors"
	"net/url"
	"strings"
)

// Link is the way from a product to a place on the network where it is sold or
// told about. The kiosk shows it as a QR code and never opens it itself.
type Link struct {
	Channel string // "shopee", "lazada", "tiki", "tiktok", …; see [Channels]
	URL     string // cleaned by [CleanLink]
	Label   Text   // what to call it; may be empty
}

// The reasons for which a link is refused.
var (
	ErrPayment     = errors.New("link is a payment code")
	ErrScheme      = errors.New("link is neither http nor https")
	ErrNotLink     = errors.New("text is not a link")
	ErrMixedScript = errors.New("host name mixes scripts or is punycode")
)

// CleanLink reads what an organiser pasted and returns the link to publish:
// http or https only, without tracking parameters, as short as the shop allows.
// The error is one of [ErrPayment], [ErrScheme], [ErrNotLink],
// [ErrMixedScript]; cleaning a cleaned URL changes nothing.
func CleanLink(raw string) (Link, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return Link{}, ErrNotLink
	}
	return Link{Channel: "website", URL: u.String()}, nil
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

// QRFits tells whether content fits a QR code of at most version 10 in byte
// mode with error correction M: 213 bytes.
func QRFits(content string) bool { return len(content) <= 213 }
