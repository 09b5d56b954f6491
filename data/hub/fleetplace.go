package hub

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/fleet"
	"hangviet/data/release"
	"hangviet/ui/web"
)

// savedPlace reads what is set for a kiosk from a form.
func savedPlace(r *http.Request, id string) (books.Place, map[string]string, []fleet.Fault) {
	p := books.Place{
		Kiosk: id, Name: line(r, "name"), Point: line(r, "point"), Province: line(r, "province"), Address: line(r, "address"),
	}
	values := map[string]string{}
	for _, key := range fleet.Settable() {
		if v := line(r, key); v != "" {
			values[key] = v
		}
	}
	return p, values, fleet.CheckPlace(p, values)
}

// line reads one line of a form.
func line(r *http.Request, key string) string { return strings.TrimSpace(r.PostFormValue(key)) }

// showPlace shows the form of what is set for a kiosk.
func (s *Service) showPlace(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	var place books.Place
	err := s.db.View(r.Context(), func(t *books.Tx) (err error) {
		if _, err = t.Kiosk(id); err != nil {
			return err
		}
		place, err = t.Place(id)
		return err
	})
	if errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	if err == nil {
		err = s.drawPlace(w, r, http.StatusOK, place, placeValues(place), nil)
	}
	if err != nil {
		s.fail(w, r, err)
	}
}

func (s *Service) drawPlace(w http.ResponseWriter, r *http.Request, status int, place books.Place, values map[string]string, faults []fleet.Fault) error {
	p := web.FleetPlace{Frame: s.frame(w, r, true), ID: place.Kiosk, Called: place.Name, Address: place.Address}
	p.Here = "/kiosks/" + place.Kiosk + "/place"
	var points []books.Point
	var kiosk books.Kiosk
	err := s.db.View(r.Context(), func(t *books.Tx) (err error) {
		if kiosk, err = t.Kiosk(place.Kiosk); err != nil {
			return err
		}
		points, err = t.Points()
		return err
	})
	if err != nil {
		return err
	}
	p.Own = kiosk.Name
	p.Points, p.Areas = pointOptions(points, place.Point), provinceOptions(place.Province, p.Lang)
	p.Fields = fieldsOf(values, faults)
	p.Faults = faultsOf(faults)
	s.draw(w, r, status, p)
	return nil
}

func pointOptions(points []books.Point, chosen string) (all []web.FleetOption) {
	for _, p := range points {
		all = append(all, web.FleetOption{Value: p.ID, Name: p.Name + " (" + p.ID + ")", On: p.ID == chosen})
	}
	if chosen != "" && !slices.ContainsFunc(points, func(p books.Point) bool { return p.ID == chosen }) {
		all = append(all, web.FleetOption{Value: chosen, Name: chosen, On: true})
	}
	slices.SortFunc(all, func(a, b web.FleetOption) int { return catalog.Compare(a.Name, b.Name) })
	return all
}

func provinceOptions(chosen, lang string) (all []web.FleetOption) {
	table, err := provinces()
	if err != nil {
		return nil // the table is part of the program
	}
	for _, p := range table.All() {
		all = append(all, web.FleetOption{Value: p.Code, Name: p.Name.In(lang), On: p.Code == chosen})
	}
	slices.SortFunc(all, func(a, b web.FleetOption) int { return catalog.Compare(a.Name, b.Name) })
	return all
}

// fieldsOf are the settings as a form shows them.
func fieldsOf(values map[string]string, faults []fleet.Fault) (all []web.FleetField) {
	for _, key := range fleet.Settable() {
		all = append(all, web.FleetField{Key: key, Value: values[key], Fault: slices.ContainsFunc(faults, func(f fleet.Fault) bool { return f.Field == key })})
	}
	return all
}

func faultsOf(faults []fleet.Fault) map[string]bool {
	all := map[string]bool{}
	for _, f := range faults {
		all[f.Field] = true
	}
	return all
}

// doPlace sets what is set for a kiosk.
func (s *Service) doPlace(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	place, values, faults := savedPlace(r, id)
	if len(faults) > 0 {
		err := s.drawPlace(w, r, http.StatusUnprocessableEntity, place, values, faults)
		if err != nil {
			s.backTo(w, r, "", err)
		}
		return
	}
	s.backTo(w, r, "/kiosks/"+id, s.SetPlace(r.Context(), place, values))
}

// SetPlace sets what the organiser sets for a kiosk, to go out with the next
// release. What is "" is left to the kiosk's staff. It is [books.ErrNotFound] for an
// unknown kiosk.
func (s *Service) SetPlace(ctx context.Context, p books.Place, values map[string]string) error {
	text, err := json.Marshal(values)
	if err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	p.Settings, p.Changed = string(text), s.config.Now()
	return s.db.Update(ctx, func(t *books.Tx) error {
		if _, err := t.Kiosk(p.Kiosk); err != nil {
			return err
		}
		before, err := t.Place(p.Kiosk)
		if err != nil {
			return err
		}
		if !p.Changed.After(before.Changed) {
			p.Changed = before.Changed.Add(1e6) // each change has its own number
		}
		return errors.Join(t.PutPlace(p), s.audit(ctx, t, "kiosk.place", p.Kiosk, changes(before, p)))
	})
}

// changes names what was changed.
func changes(before, after books.Place) string {
	var names []string
	was, is := settingsOf(before), settingsOf(after)
	for _, key := range append([]string{"name", "point", "address"}, fleet.Settable()...) {
		if was[key] != is[key] {
			names = append(names, key+" "+cmp.Or(is[key], "–"))
		}
	}
	return strings.Join(names, "; ")
}

func placeValues(p books.Place) map[string]string {
	var values map[string]string
	_ = json.Unmarshal([]byte(p.Settings), &values) // written by SetPlace; "" is none
	if values == nil {
		values = map[string]string{}
	}
	return values
}

// settingsOf are all settings that are set for a kiosk, as they go out.
func settingsOf(p books.Place) map[string]string {
	all := placeValues(p)
	for key, value := range map[string]string{"name": p.Name, "point": p.Point, "address": p.Address} {
		if value != "" {
			all[key] = value
		}
	}
	return all
}

// placeFacts are the settings as a kiosk's page shows them.
func placeFacts(p books.Place, lang string) (all []web.FleetFact) {
	values := settingsOf(p)
	for _, key := range append([]string{"name", "point", "address"}, fleet.Settable()...) {
		if v := values[key]; v != "" {
			all = append(all, web.FleetFact{Key: "fleet.set." + key, Text: v})
		}
	}
	if p.Province != "" {
		all = append(all, web.FleetFact{Key: "fleet.area", Text: provinceName(p.Province, lang)})
	}
	return all
}

// applied tells whether the kiosk follows what is set for it.
func applied(p books.Place, k looked) string {
	switch {
	case p.Changed.IsZero():
		return ""
	case k.Beat.Settings >= p.Changed.UnixMilli():
		return "fleet.settings.applied"
	}
	return "fleet.settings.waiting"
}

// FleetSettings returns what goes out to the kiosks with the next release, nil when
// nothing was ever set.
func (s *Service) FleetSettings(ctx context.Context) ([]byte, error) {
	var places []books.Place
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		places, err = t.Places()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read settings of kiosks: %w", err)
	}
	if len(places) == 0 {
		return nil, nil
	}
	out := release.Settings{Kiosks: map[string]map[string]string{}}
	for _, p := range places {
		out.Number = max(out.Number, p.Changed.UnixMilli())
		if values := settingsOf(p); len(values) > 0 {
			out.Kiosks[p.Kiosk] = values
		}
	}
	return out.Marshal(), nil
}
