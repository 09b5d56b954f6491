package sheet

import (
	"strings"

	"golang.org/x/text/language"
)

// headerRows is how far down a sheet its header is looked for: offices put a
// title and the name of their unit above it.
const headerRows = 20

// field is what a column of a sheet holds.
type field struct {
	column *column // nil when it is not of the plan
	lang   string  // "vi" unless the header names another language
}

// languages leads from the words people write in a header to a language tag.
var languages = []struct{ words, tag string }{
	{"tieng viet", "vi"},
	{"vietnamese", "vi"},
	{"tieng anh", "en"},
	{"english", "en"},
	{"tieng han", "ko"},
	{"korean", "ko"},
	{"tieng nhat", "ja"},
	{"japanese", "ja"},
	{"tieng trung", "zh"},
	{"chinese", "zh"},
	{"tieng phap", "fr"},
	{"french", "fr"},
	{"tieng nga", "ru"},
	{"russian", "ru"},
	{"tieng duc", "de"},
	{"german", "de"},
	{"tieng lao", "lo"},
	{"lao", "lo"},
	{"tieng khmer", "km"},
	{"khmer", "km"},
	{"tieng thai", "th"},
	{"thai", "th"},
}

// names returns the folded headers by which the column is known.
func (c *column) names() []string {
	names := append(strings.Split(c.also, "|"), key(c.key), key(c.vi))
	if c.also == "" {
		names = names[1:]
	}
	return names
}

// headers leads from every folded header of the plan to its column.
func (p plan) headers() map[string]*column {
	out := map[string]*column{}
	for i := range p.columns {
		for _, name := range p.columns[i].names() {
			out[name] = &p.columns[i]
		}
	}
	return out
}

// matchField tells which column a header means. A text column may carry a
// language at its end: "name_en", "Tên (en)", "tên tiếng Anh".
func matchField(header string, headers map[string]*column) (field, bool) {
	k := key(strings.TrimRight(header, "*: "))
	if c, ok := headers[k]; ok {
		return field{c, "vi"}, true
	}
	for _, l := range languages {
		if base, ok := strings.CutSuffix(k, " "+l.words); ok {
			base = strings.TrimSuffix(strings.TrimSuffix(base, " bang"), " in")
			if c, ok := headers[base]; ok && c.text {
				return field{c, l.tag}, true
			}
		}
	}
	at := strings.LastIndexByte(k, ' ')
	if at < 0 || len(k)-at-1 != 2 {
		return field{}, false
	}
	tag, err := language.ParseBase(k[at+1:])
	if c, ok := headers[k[:at]]; ok && c.text && err == nil {
		return field{c, tag.String()}, true
	}
	return field{}, false
}

// findHeader returns the index of the row that knows most columns of the plan;
// -1 when no row of the first ones knows two, or one for a plan of two columns.
func findHeader(g *grid, headers map[string]*column, columns int) int {
	best, known := -1, min(2, columns-1)-1
	for i, l := range g.rows {
		if l.number > headerRows {
			break
		}
		n := 0
		for _, c := range l.cells {
			if _, ok := matchField(c, headers); ok && c != "" {
				n++
			}
		}
		if n > known {
			best, known = i, n
		}
	}
	return best
}

// isRemarksHeader tells whether the column is one that [WriteRemarks] added.
func isRemarksHeader(header string) bool {
	k := key(header)
	for _, title := range remarksTitle {
		if k == key(title) {
			return true
		}
	}
	return false
}

// remarksTitle heads the column of remarks, by language.
var remarksTitle = map[string]string{"vi": "Nhận xét", "en": "Remarks"}
