package kit_test

import (
	"cmp"
	"fmt"
	"image"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"hangviet/ui/look"
)

// qrReport is the variable of the environment that names a file: symbols of all screens
// and of every length are read, which takes minutes, and the tables are written there.
// Without it a few of the usual screen are read.
const qrReport = "HANGVIET_QR"

// TestQRCodesAreRead has two readers read what the kiosk draws, as it is and as
// telephones see it. Each by itself reads all clean ones, and of the others 99 of 100.
func TestQRCodesAreRead(t *testing.T) {
	benchLook(t)
	used := &table{}
	if os.Getenv(qrReport) == "" {
		l := look.New(qrScreens[0])
		texts := qrTexts(l)
		some := []qrText{texts[0], texts[4], texts[9], texts[len(texts)-1]}
		used.readClean(t, l, some)
		used.readSeen(t, l, some, 1)
		used.judge(t)
		t.Logf("decoded:\n%s", used)
		return
	}
	for _, screen := range qrScreens {
		l := look.New(screen)
		used.readClean(t, l, slices.Concat(qrLinks(), qrTexts(l)))
		used.readSeen(t, l, qrTexts(l), 3)
		t.Logf("up to %s:\n%s", screenName(screen), used)
	}
	used.judge(t)
	writeReport(t, used, otherModules(t))
}

// otherModules reads symbols whose modules are smaller and larger than the kiosk's,
// for the bound to be seen.
func otherModules(t *testing.T) *table {
	t.Helper()
	l, other := look.New(qrScreens[0]), &table{}
	for _, mm := range []float64{0.75, 1, 1.25, 1.5, 2} {
		for _, text := range []string{qrLink(42), qrLink(213), qrList(213)} {
			m, unit := drawnCode(t, l, text)
			row := other.row(size{module: mm, far: 600})
			row.screens["any"] = true
			row.read(t, text, m, float64(unit)/mm, 3)
		}
	}
	return other
}

// size is that of a module, by which rates are told.
type size struct {
	pixels int     // of the screen, 0 any
	module float64 // mm
	far    float64 // greatest distance of the telephone, mm
}

// seen is how many pixels of the camera a module has at the greatest distance.
func (s size) seen() float64 { return s.module / s.far * phonePerRadian }

// row is what was read of symbols with modules of one size.
type row struct {
	size    size
	screens map[string]bool
	clean   [len(readers)]rate
	spoilt  [len(readers)][]rate // by harm
}

// rate is of how many all were read, and how many at the first look.
type rate struct{ all, read, first int }

func (r rate) String() string {
	if r.all == 0 {
		return "–"
	}
	share := func(n int) string {
		return strings.TrimSuffix(fmt.Sprintf("%.1f", 100*float64(n)/float64(r.all)), ".0")
	}
	if r.first == r.read {
		return share(r.read)
	}
	return share(r.read) + " (" + share(r.first) + ")"
}

func (r *rate) add(o rate) { r.all, r.read, r.first = r.all+o.all, r.read+o.read, r.first+o.first }

// table is all rows.
type table struct{ rows map[size]*row }

func (b *table) row(s size) *row {
	if b.rows == nil {
		b.rows = map[size]*row{}
	}
	s.module, s.far = math.Round(s.module*100)/100, math.Round(s.far)
	if b.rows[s] == nil {
		r := &row{size: s, screens: map[string]bool{}}
		for i := range r.spoilt {
			r.spoilt[i] = make([]rate, len(harms))
		}
		b.rows[s] = r
	}
	return b.rows[s]
}

// of is the row of modules of so many pixels on a screen.
func (b *table) of(l *look.Look, unit int) *row {
	r := b.row(size{unit, float64(unit) / float64(l.PerMM), float64(l.QRDistance())})
	r.screens[screenName(l.Screen)] = true
	return r
}

// readClean reads what the screen shows as a screenshot has it.
func (b *table) readClean(t *testing.T, l *look.Look, texts []qrText) {
	t.Helper()
	for part := range slices.Chunk(texts, 40) {
		var shown []*image.Gray
		var rows []*row
		for _, text := range part {
			m, unit := drawnCode(t, l, text.text)
			shown, rows = append(shown, m), append(rows, b.of(l, unit))
		}
		for n, reader := range readers {
			for i, read := range readAll(t, reader, shown) {
				r := &rows[i].clean[n]
				r.all++
				if read == part[i].text {
					r.read, r.first = r.read+1, r.first+1
				}
			}
		}
	}
}

// readSeen reads what the screen shows as telephones see it, each so many times.
func (b *table) readSeen(t *testing.T, l *look.Look, texts []qrText, times int) {
	t.Helper()
	for _, text := range texts {
		m, unit := drawnCode(t, l, text.text)
		b.of(l, unit).read(t, text.text, m, float64(l.PerMM), times)
	}
}

// read reads one symbol with every harm so many times.
func (r *row) read(t *testing.T, text string, shown *image.Gray, perMM float64, times int) {
	t.Helper()
	var aims []*aim
	for h := range harms {
		for time := range times {
			aims = append(aims, aimAt(shown, perMM, r.size.far, h, uint64(len(text)*1000+time)))
			for n := range readers {
				r.spoilt[n][h].all++
			}
		}
	}
	for frame := range frames {
		pictures := make([]*image.Gray, len(aims))
		inParallel(len(aims), func(i int) { pictures[i] = aims[i].frame() })
		for n, reader := range readers {
			r.look(t, n, reader, text, aims, pictures, frame == 0)
		}
		aims = slices.DeleteFunc(aims, func(a *aim) bool { return !slices.Contains(a.read[:], false) })
	}
}

// look has a reader look at the frames of the aims that it has not read yet.
func (r *row) look(t *testing.T, n int, reader reader, text string, aims []*aim, pictures []*image.Gray, first bool) {
	t.Helper()
	var left []*aim
	var now []*image.Gray
	for i, a := range aims {
		if !a.read[n] {
			left, now = append(left, a), append(now, pictures[i])
		}
	}
	for i, said := range readAll(t, reader, now) {
		switch a := left[i]; {
		case said == text:
			a.read[n] = true
			r.spoilt[n][a.harm].read++
			if first {
				r.spoilt[n][a.harm].first++
			}
		case said != "":
			t.Errorf("%s reads %q for %q", reader.name, said, text)
		}
	}
}

// sorted are the rows, the smallest as seen first.
func (b *table) sorted() []*row {
	return slices.SortedFunc(maps.Values(b.rows), func(x, y *row) int {
		return cmp.Or(cmp.Compare(x.size.seen(), y.size.seen()), cmp.Compare(x.size.module, y.size.module), cmp.Compare(x.size.pixels, y.size.pixels))
	})
}

// judge holds each reader to the bounds, for every size of modules.
func (b *table) judge(t *testing.T) {
	t.Helper()
	for _, r := range b.sorted() {
		for n, reader := range readers {
			var all rate
			for _, one := range r.spoilt[n] {
				all.add(one)
			}
			if c := r.clean[n]; c.read < c.all || 100*all.read < 99*all.all {
				t.Errorf("modules of %d px, %.2f mm: %s reads %d of %d clean, %d of %d others", r.size.pixels, r.size.module, reader.name, c.read, c.all, all.read, all.all)
			}
		}
	}
}
