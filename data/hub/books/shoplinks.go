package books

import (
	"slices"
	"time"
)

// ShopLink is the way from a product to a shop, under the code of its short address.
type ShopLink struct {
	Code    string
	Product string
	Channel string
	URL     string
	Release int64 // the newest that had it
	ShopHealth
}

// ShopHealth is how a shop's page answered.
type ShopHealth struct {
	Checked time.Time // last; zero: never
	Since   time.Time // of the first of the failures in a row; zero when it answered
	Fails   int64     // in a row, each on another day
	Last    string    // how it answered last: "200", "404", "no address", …; "" before that
}

// Dead tells whether the page has failed on so many days in a row.
func (h ShopHealth) Dead(days int64) bool { return h.Fails >= days }

// PutShopLinks stores the links of a release. What is known of one already stays,
// its health and where it leads.
func (t *Tx) PutShopLinks(release int64, links []ShopLink) error {
	return t.putShopLinks(release, links, `DO UPDATE SET release = excluded.release`)
}

// KnowShopLinks stores links that a release will have, unless they are known.
func (t *Tx) KnowShopLinks(links []ShopLink) error { return t.putShopLinks(0, links, `DO NOTHING`) }

func (t *Tx) putShopLinks(release int64, links []ShopLink, twice string) error {
	seen := map[string]bool{} // a statement must not meet a row twice
	links = slices.DeleteFunc(slices.Clone(links), func(l ShopLink) bool {
		was := seen[l.Code]
		seen[l.Code] = true
		return was
	})
	for some := range slices.Chunk(links, many) {
		var args []any
		for _, l := range some {
			args = append(args, l.Code, l.Product, l.Channel, l.URL, release, 0, 0, 0, "")
		}
		err := t.insert(`INSERT INTO shoplinks (code, product, channel, url, release, checked, since, fails, last) VALUES `, 9, args,
			` ON CONFLICT (code) `+twice)
		if err != nil {
			return err
		}
	}
	return nil
}

// CountShopLinks returns how many links a release has, and how many of them were
// checked at least once.
func (t *Tx) CountShopLinks(release int64) (all, checked int, err error) {
	err = t.one(`SELECT COUNT(*), COUNT(CASE WHEN checked > 0 THEN 1 END) FROM shoplinks WHERE release = ?`, []any{release}, &all, &checked)
	return all, checked, err
}

// AllShopLinks returns every link that any release had.
func (t *Tx) AllShopLinks() ([]ShopLink, error) {
	return t.shopLinks(`SELECT ` + linkColumns + ` FROM shoplinks ORDER BY code`)
}

const linkColumns = `code, product, channel, url, release, checked, since, fails, last`

// ShopLink returns the link under a code, or [ErrNotFound].
func (t *Tx) ShopLink(code string) (ShopLink, error) {
	all, err := t.shopLinks(`SELECT `+linkColumns+` FROM shoplinks WHERE code = ?`, code)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return ShopLink{}, err
	}
	return all[0], nil
}

// Unchecked returns links of a release that were checked last before an instant,
// those first that wait longest.
func (t *Tx) Unchecked(release int64, before time.Time, limit int) ([]ShopLink, error) {
	return t.shopLinks(`SELECT `+linkColumns+` FROM shoplinks WHERE release = ? AND checked < ? AND url <> '' ORDER BY checked, code LIMIT ?`,
		release, milli(before), limit)
}

// Failing returns the links of a release whose page failed when it was asked last,
// the longest failing first.
func (t *Tx) Failing(release int64) ([]ShopLink, error) {
	return t.shopLinks(`SELECT `+linkColumns+` FROM shoplinks WHERE release = ? AND fails > 0 ORDER BY fails DESC, product, code`, release)
}

func (t *Tx) shopLinks(query string, args ...any) (all []ShopLink, err error) {
	err = t.each(query, args, func(scan func(...any) error) error {
		var l ShopLink
		var checked, since int64
		err := scan(&l.Code, &l.Product, &l.Channel, &l.URL, &l.Release, &checked, &since, &l.Fails, &l.Last)
		l.Checked, l.Since = fromMilli(checked), fromMilli(since)
		all = append(all, l)
		return err
	})
	return all, err
}

// PutShopHealth stores how a link's page answered.
func (t *Tx) PutShopHealth(code string, h ShopHealth) error {
	return t.exec(`UPDATE shoplinks SET checked = ?, since = ?, fails = ?, last = ? WHERE code = ?`,
		milli(h.Checked), milli(h.Since), h.Fails, h.Last, code)
}

// Scan counts one scan of a short link on a day.
func (t *Tx) Scan(code, day string) error {
	return t.exec(`INSERT INTO scans (code, day, n) VALUES (?, ?, 1)
		ON CONFLICT (code, day) DO UPDATE SET n = scans.n + 1`, code, day)
}

// Scans returns a product's scans on the days from first to last, by day.
func (t *Tx) Scans(product, first, last string) (map[string]int64, error) {
	days := map[string]int64{}
	err := t.each(`SELECT s.day, SUM(s.n) FROM shoplinks l JOIN scans s ON s.code = l.code
		WHERE l.product = ? AND s.day >= ? AND s.day <= ? GROUP BY s.day`, []any{product, first, last},
		func(scan func(...any) error) error {
			var day string
			var n int64
			err := scan(&day, &n)
			days[day] = n
			return err
		})
	return days, err
}

// Switch returns what a switch of the hub stands at; "" when nobody has set it.
func (t *Tx) Switch(name string) (value string, err error) {
	err = t.one(`SELECT COALESCE(MAX(value), '') FROM switches WHERE name = ?`, []any{name}, &value)
	return value, err
}

// SetSwitch sets a switch.
func (t *Tx) SetSwitch(name, value string) error {
	return t.exec(`INSERT INTO switches (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
}
