package fleet

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// settable are the settings that the organiser may set for a kiosk, beside its
// name, its point and its address, and what each takes. They have the names that
// kiosk setup gives them. What binds a kiosk to its organiser is not among them,
// but for the hub's address, nor what only somebody before the screen can know.
var settable = []struct {
	key  string
	fits func(string) bool
}{
	{"hours", areHours},
	{"rush-hours", areHours},
	{"hub", isAddress},
	{"every", isPace},
	{"rate", between(1, 1_000_000)},
	{"fetch-hours", areHours},
	{"neighbours", func(s string) bool { return s == "on" || s == "off" }},
	{"selection", selection.MatchString},
	{"floor", between(1, 1_000_000)},
	{"idle-quiet", between(1, 3600)},
	{"idle-grace", between(1, 3600)},
	{"staff-quiet", between(1, 3600)},
}

// Settable are the names of the settings, in the order in which they are shown.
func Settable() []string {
	names := make([]string, len(settable))
	for i, s := range settable {
		names[i] = s.key
	}
	return names
}

// Fault is a field of a form whose value does not fit.
type Fault struct{ Field string }

// CheckPlace tells what of a place and its settings does not fit.
func CheckPlace(p books.Place, values map[string]string) (faults []Fault) {
	add := func(field string, fits bool) {
		if !fits {
			faults = append(faults, Fault{field})
		}
	}
	add("name", len(p.Name) <= wire.MaxName && oneLine(p.Name))
	add("address", len(p.Address) <= 300 && oneLine(p.Address))
	add("point", len(p.Point) <= 64 && pointID.MatchString(p.Point))
	add("province", len(p.Province) <= 8 && oneLine(p.Province))
	for _, s := range settable {
		add(s.key, values[s.key] == "" || s.fits(values[s.key]))
	}
	return faults
}

var (
	pointID   = regexp.MustCompile(`^[0-9A-Za-z-]*$`)
	selection = regexp.MustCompile(`^(point|event):[0-9A-Za-z-]{1,64}$`)
	hour      = regexp.MustCompile(`^([01]?\d|2[0-4]):([0-5]\d)$`)
)

// areHours takes "08:00-21:00", or several of that form with commas between them.
func areHours(s string) bool {
	return len(s) <= 200 && !slices.ContainsFunc(strings.Split(s, ","), func(part string) bool {
		from, to, _ := strings.Cut(part, "-")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		return !isMinute(from) || !isMinute(to) || from == to || strings.HasPrefix(from, "24")
	})
}

func isMinute(s string) bool {
	m := hour.FindStringSubmatch(s)
	return m != nil && (m[1] != "24" || m[2] == "00")
}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= 300 && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}

func isPace(s string) bool {
	d, err := time.ParseDuration(s)
	return err == nil && d >= time.Second && d <= 24*time.Hour
}

func between(least, most int) func(string) bool {
	return func(s string) bool {
		n, err := strconv.Atoi(s)
		return err == nil && n >= least && n <= most
	}
}

func oneLine(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
	})
}
