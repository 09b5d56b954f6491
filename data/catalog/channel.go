package catalog

import (
	"net/url"
	"strings"
)

// Website is the channel of a link to no shop or network we know.
const Website = "website"

// channelOf returns the channel a URL belongs to, judged by its host: "shopee",
// "lazada", "tiki", "tiktok", "sendo", "buudien", "voso", "zalo", "facebook",
// "messenger", "youtube", "instagram", "map", or [Website].
func channelOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return Website
	}
	host := u.Hostname()
	if isMap(host, u.Path) {
		return "map"
	}
	for at := host; at != ""; _, at, _ = strings.Cut(at, ".") {
		if channel := channelOfDomain(at); channel != "" {
			return channel
		}
	}
	return Website
}

func isMap(host, path string) bool {
	switch host {
	case "maps.app.goo.gl", "maps.google.com":
		return true
	case "goo.gl", "google.com", "www.google.com", "google.com.vn", "www.google.com.vn":
		return strings.HasPrefix(path, "/maps")
	}
	return false
}

func channelOfDomain(domain string) string {
	switch domain {
	case "shopee.vn", "shp.ee", "shope.ee":
		return "shopee"
	case "lazada.vn":
		return "lazada"
	case "tiki.vn", "ti.ki":
		return "tiki"
	case "tiktok.com":
		return "tiktok"
	case "sendo.vn":
		return "sendo"
	case "buudien.vn", "postmart.vn":
		return "buudien"
	case "voso.vn":
		return "voso"
	case "zalo.me", "zaloapp.com":
		return "zalo"
	case "facebook.com", "fb.com", "fb.me", "fb.watch":
		return "facebook"
	case "m.me", "messenger.com":
		return "messenger"
	case "youtube.com", "youtu.be":
		return "youtube"
	case "instagram.com":
		return "instagram"
	}
	return ""
}

// Name returns what to call the link: its label, or the name of its channel.
func (l Link) Name(lang string) string {
	if name := l.Label.In(lang); name != "" {
		return name
	}
	return channelName(l.Channel).In(lang)
}

func channelName(channel string) Text {
	switch channel {
	case "shopee":
		return Text{"vi": "Shopee"}
	case "lazada":
		return Text{"vi": "Lazada"}
	case "tiki":
		return Text{"vi": "Tiki"}
	case "tiktok":
		return Text{"vi": "TikTok"}
	case "sendo":
		return Text{"vi": "Sendo"}
	case "buudien":
		return Text{"vi": "Sàn Bưu điện", "en": "Vietnam Post shop"}
	case "voso":
		return Text{"vi": "Voso"}
	case "zalo":
		return Text{"vi": "Zalo"}
	case "facebook":
		return Text{"vi": "Facebook"}
	case "messenger":
		return Text{"vi": "Messenger"}
	case "youtube":
		return Text{"vi": "YouTube"}
	case "instagram":
		return Text{"vi": "Instagram"}
	case "map":
		return Text{"vi": "Bản đồ", "en": "Map"}
	}
	return Text{"vi": "Trang web", "en": "Website"}
}

// Short tells whether the URL is a share link that only forwards. It should be
// expanded before publishing, because such links expire and hide where they go.
func (l Link) Short() bool {
	u, err := url.Parse(l.URL)
	if err != nil {
		return false
	}
	switch host := u.Hostname(); host {
	case "shp.ee", "vn.shp.ee", "shope.ee", "s.shopee.vn", "s.lazada.vn", "ti.ki", "vt.tiktok.com", "vm.tiktok.com",
		"fb.me", "zaloapp.com", "bit.ly", "tinyurl.com", "goo.gl", "t.co", "rb.gy", "cutt.ly":
		return true
	default:
		return channelOf(l.URL) == "facebook" && strings.HasPrefix(u.Path, "/share/")
	}
}
