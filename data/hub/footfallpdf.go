package hub

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"hangviet/data/hub/footfall"
	"hangviet/data/hub/footfall/leaflet"
)

// sendLeaflet sends the page of one producer.
func (s *Service) sendLeaflet(w http.ResponseWriter, r *http.Request) {
	period, err := s.periodOf(r, usual)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	id, known := r.PathValue("id"), false
	var sheet leaflet.Leaflet
	err = s.look(r.Context(), period, func(l *looks) (err error) {
		if _, known = l.makers[id]; known {
			sheet, err = s.leaflet(l, id)
		}
		return err
	})
	if err == nil && !known {
		s.showNothing(w, r)
		return
	}
	var out bytes.Buffer
	if err == nil {
		err = leaflet.Write(&out, sheet)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	sendFile(w, leafletName(id, period), "application/pdf", out.Bytes())
}

// leaflet gathers what is printed of a producer.
func (s *Service) leaflet(l *looks, producer string) (leaflet.Leaflet, error) {
	sheet := leaflet.Leaflet{
		Organiser: l.organiser.Name, Producer: l.maker(producer, "vi"), Period: l.period,
		Votes: l.votes != nil, Made: inZone(s.config.Now()),
	}
	products, err := l.ofProducer(producer)
	if err != nil {
		return sheet, err
	}
	sortSums(products, footfall.Opened)
	for _, p := range products {
		sheet.Products = append(sheet.Products, leaflet.Line{Name: l.product(p.Subject, "vi"), Counts: p.Counts})
	}
	if sheet.Days, err = l.days(footfall.Products, l.of[producer]...); err != nil {
		return sheet, err
	}
	points, err := l.atKiosks(l.of[producer]...)
	if err != nil {
		return sheet, err
	}
	sortSums(points, footfall.Opened)
	names, err := l.kioskNames("kiosks", points)
	for _, p := range points {
		sheet.Points = append(sheet.Points, leaflet.Line{Name: cmp.Or(names[p.Subject], p.Subject), Counts: p.Counts})
	}
	return sheet, err
}

// leafletName is a file's name, of plain letters whatever the producer's id.
func leafletName(producer string, p footfall.Period) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, producer)
	return fmt.Sprintf("%s_%s_%s.pdf", plain, footfall.ShowDay(p.From), footfall.ShowDay(p.To))
}

// sendLeaflets sends the pages of all producers at whose goods somebody looked.
func (s *Service) sendLeaflets(w http.ResponseWriter, r *http.Request) {
	period, err := s.periodOf(r, usual)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	var ids []string
	err = s.look(r.Context(), period, func(l *looks) error {
		products, err := l.products()
		ids = nil
		for _, one := range l.producers(products) {
			ids = append(ids, one.Subject)
		}
		return err
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="producers_%s_%s.zip"`, footfall.ShowDay(period.From), footfall.ShowDay(period.To)))
	if err := s.writeLeaflets(r.Context(), w, period, ids); err != nil {
		panic(http.ErrAbortHandler) // half a file must not look like a whole one
	}
}

// atOnce is how many pages are gathered before they are written.
const atOnce = 50

// writeLeaflets writes one page after another, each as it was when it was read. No
// transaction is open while it waits for a slow reader.
func (s *Service) writeLeaflets(ctx context.Context, w io.Writer, period footfall.Period, ids []string) error {
	out := zip.NewWriter(w)
	taken := map[string]bool{}
	for some := range slices.Chunk(ids, atOnce) {
		sheets := make([]leaflet.Leaflet, len(some))
		err := s.look(ctx, period, func(l *looks) (err error) {
			for i, id := range some {
				if sheets[i], err = s.leaflet(l, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for i, id := range some {
			file, err := out.Create(freeName(leafletName(id, period), taken))
			if err != nil {
				return err
			}
			if err := leaflet.Write(file, sheets[i]); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

// freeName is a name that no file has yet, without regard to capitals.
func freeName(name string, taken map[string]bool) string {
	free := name
	for n := 2; taken[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%d_%s", n, name)
	}
	taken[strings.ToLower(free)] = true
	return free
}
