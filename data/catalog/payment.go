package catalog

import (
	"net/url"
	"strings"
)

// isPayment tells whether s is a payment code or leads to one: an EMVCo QR
// payload such as VietQR ("000201…", "A000000727" names NAPAS), or a link to a
// service that draws such codes. An account number of a household is personal
// data, and a code that can be pasted over is how people are robbed; the kiosk
// takes no part in paying.
func isPayment(s string) bool {
	for range 3 { // hidden under at most two layers of percent-encoding
		if holdsPayload(s) {
			return true
		}
		plainer, err := url.QueryUnescape(s)
		if err != nil || plainer == s {
			break
		}
		s = plainer
	}
	return paymentHost(s)
}

// holdsPayload looks for the first two fields of an EMVCo payload, or for the
// identifier of NAPAS, anywhere.
func holdsPayload(s string) bool {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	return strings.HasPrefix(s, "000201") ||
		strings.Contains(s, "00020101021") ||
		strings.Contains(s, "0010A000000727")
}

// paymentHost tells whether s is a link to a host that only serves payments.
func paymentHost(s string) bool {
	s = strings.ToLower(s)
	if _, rest, ok := strings.Cut(s, "//"); ok {
		s = rest
	}
	host := s
	if end := strings.IndexAny(s, "/?#:"); end >= 0 {
		host = s[:end]
	}
	for at := strings.TrimSuffix(host, "."); at != ""; _, at, _ = strings.Cut(at, ".") {
		switch at {
		case "vietqr.io", "vietqr.net", "vietqr.vn", "vietqr.co", "vietqr.org", "qr.sepay.vn", "me.momo.vn",
			"nhantien.momo.vn", "payment.momo.vn", "qr.zalopay.vn", "social.zalopay.vn", "pay.vnpay.vn",
			"sandbox.vnpayment.vn", "paypal.me", "pay.payos.vn":
			return true
		}
	}
	return false
}
