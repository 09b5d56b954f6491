package hub

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/fleet"
	"hangviet/data/hub/wire"
	"hangviet/data/store"
	"hangviet/ui/web"
)

// fleetShown is the release that kiosks ought to show.
func fleetShown(t *books.Tx) (fleet.Shown, error) {
	number, since, err := t.ReleaseSeen()
	if err != nil {
		return fleet.Shown{}, err
	}
	shown := fleet.Shown{Number: number, Since: since}
	stage, err := t.FleetSetting(settingStage)
	if err == nil && stage != "" {
		err = json.Unmarshal([]byte(stage), &shown.Stage)
	}
	return shown, err
}

// settingStage is the kiosks that the release is for, as a JSON list; "" all.
const settingStage = "release.stage"

// keepFleetShown notes, with a release that is taken in, what the list of kiosks
// tells of it.
func keepFleetShown(t *books.Tx, stage []string, points []books.Point) error {
	text := ""
	if stage != nil {
		list, err := json.Marshal(stage)
		if err != nil {
			return err
		}
		text = string(list)
	}
	return errors.Join(t.PutFleetSetting(settingStage, text), t.PutPoints(points))
}

// readPoints reads the points of a catalogue.
func readPoints(ctx context.Context, path string) (all []books.Point, err error) {
	catalogue, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	defer func() { err = errors.Join(err, catalogue.Close()) }()
	points, err := catalogue.Points(ctx)
	for _, p := range points {
		all = append(all, books.Point{ID: p.ID, Name: p.Name.In("vi"), Address: p.Address.In("vi"), Province: p.Place.Province})
	}
	return all, err
}

// kioskNow looks at one kiosk.
func (s *Service) kioskNow(ctx context.Context, id string) (f fleetState, k looked, err error) {
	if f, err = s.fleetNow(ctx); err != nil {
		return f, k, err
	}
	for _, k := range f.kiosks {
		if k.ID == id {
			return f, k, nil
		}
	}
	return f, k, books.ErrNotFound
}

// showKiosk shows one kiosk.
func (s *Service) showKiosk(w http.ResponseWriter, r *http.Request) {
	f, k, err := s.kioskNow(r.Context(), r.PathValue("id"))
	if errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	if err == nil {
		err = s.drawKiosk(w, r, f, k)
	}
	if err != nil {
		s.fail(w, r, err)
	}
}

func (s *Service) drawKiosk(w http.ResponseWriter, r *http.Request, f fleetState, k looked) error {
	p := web.FleetOne{Frame: s.frame(w, r, true), Newest: int(f.shown.Number), Address: k.Address}
	if p.Kiosk = f.row(k, p.Lang); p.Kiosk.Place == p.Address {
		p.Address = ""
	}
	forks, err := s.forksByKiosk(r.Context())
	if err != nil {
		return err
	}
	var beat books.Beat
	var place books.Place
	var history []books.Audit
	err = s.db.View(r.Context(), func(t *books.Tx) (err error) {
		if beat, err = t.Beat(k.ID); err != nil {
			return err
		}
		if place, err = t.Place(k.ID); err != nil {
			return err
		}
		history, err = t.Audits(k.ID)
		return err
	})
	if err != nil {
		return err
	}
	p.Kiosk.Forks, p.Twin = forks[k.ID], !k.Twin.IsZero() || !k.Broken.IsZero()
	p.Facts = f.facts(k, beat, p.Lang)
	p.Crashes, p.Gaps = crashesOf(beat), gapsOf(beat)
	p.Settings, p.Applied = placeFacts(place, p.Lang), applied(place, k)
	for _, a := range slices.Backward(history) {
		p.History = append(p.History, web.FleetAct{At: showTime(a.At), Who: actor(a, p.Lang), Act: actName(a.Act, p.Lang), Note: a.Note})
	}
	if h, err := (wire.Beat{Health: []byte(beat.Health)}).ReadHealth(); err == nil { // else nothing was told yet
		p.Check, p.Staff = staffCheck(h, p.Lang), staffActs(h, p.Lang)
	}
	s.draw(w, r, http.StatusOK, p)
	return nil
}

// actor is who acted, "the command line" when nobody has a name.
func actor(a books.Audit, lang string) string { return cmp.Or(a.Who, web.Word(lang, "fleet.who.none")) }

// actName is what an act is called; acts of later programs keep their name.
func actName(act, lang string) string {
	if name := web.Word(lang, "fleet.act."+act); name != "fleet.act."+act {
		return name
	}
	return act
}

// facts are the lines of a kiosk's page.
func (f fleetState) facts(k looked, beat books.Beat, lang string) (all []web.FleetFact) {
	add := func(key, text, note string) {
		if text != "" {
			all = append(all, web.FleetFact{Key: "fleet.fact." + key, Text: text, Note: note})
		}
	}
	add("heard", showTime(k.Kiosk.Heard), ago(f.now.Sub(k.Kiosk.Heard), lang)+", "+web.Word(lang, "how."+k.Kiosk.How))
	add("ballots", web.Number(int(k.Size), lang), "")
	if !k.Beat.Heard.IsZero() {
		f.toldFacts(add, k, beat, lang)
	}
	add("enrolled", showTime(k.Enrolled), "")
	return all
}

// toldFacts are those that the kiosk told itself.
func (f fleetState) toldFacts(add func(key, text, note string), k looked, beat books.Beat, lang string) {
	var h wire.Health
	_ = json.Unmarshal([]byte(beat.Health), &h) // what cannot be read is left out
	if k.Beat.How == books.ByStick {
		add("told", showTime(k.Made), web.Word(lang, "fleet.told.stick"))
	}
	add("unsent", web.Number(int(k.Unsent), lang), "")
	newest := ""
	if k.Release < f.shown.Number {
		newest = fill(web.Word(lang, "fleet.newest"), web.Number(int(f.shown.Number), lang))
	}
	add("release", web.Number(int(k.Release), lang), newest)
	if k.ClockKnown {
		add("clock", clockError(k.Clock.Truncate(time.Second), lang), "")
	}
	if k.Disk >= 0 {
		add("disk", bytesOf(k.Disk, lang), "")
	}
	if h.Memory > 0 {
		add("memory", bytesOf(h.Memory, lang), "")
	}
	if k.Open != "" {
		add("open", web.Word(lang, "fleet.open."+k.Open), "")
	}
	if h.Temperature != nil {
		add("temperature", web.Number(int(*h.Temperature+500)/1000, lang)+" °C", "")
	}
	if h.Room > 0 {
		add("room", bytesOf(h.Room, lang), "")
	}
	if h.Safe != "" {
		add("safe", web.Word(lang, "fleet.safe."+h.Safe), "")
	}
	add("restarts", web.Number(int(k.Restarts), lang), "")
	if at, err := wire.ParseClock(h.Started); err == nil {
		add("started", showTime(at), "")
	}
	add("version", cmp.Or(k.Version, web.Word(lang, "fleet.version.none")), h.System)
}

// crashesOf are the crashes that a kiosk told with its last beat.
func crashesOf(beat books.Beat) (all []web.FleetCrash) {
	for _, c := range toldBy(beat).Crashes {
		all = append(all, web.FleetCrash{At: clockTime(c.Time), Version: c.Version, Kind: c.Kind, Text: c.Text})
	}
	return all
}

// gapsOf is what damage has taken from a kiosk's ledger, as it told itself.
func gapsOf(beat books.Beat) (all []web.FleetGap) {
	for _, g := range toldBy(beat).Gaps {
		gap := web.FleetGap{At: clockTime(g.Time), Size: int(g.Size), Kept: int(g.Kept), Moved: int(g.Moved), Lost: int(g.Ballots()), More: g.Unknown, Other: g.Other}
		for _, r := range g.Lost {
			gap.Ranges = append(gap.Ranges, rangeOf(r))
		}
		all = append(all, gap)
	}
	return all
}

// rangeOf writes the numbers of entries as people count them, from 1.
func rangeOf(r [2]int64) string {
	if r[1] == r[0]+1 {
		return strconv.FormatInt(r[1], 10)
	}
	return fmt.Sprintf("%d–%d", r[0]+1, r[1])
}

// toldBy reads what a kiosk told; what does not fit is cut off.
func toldBy(beat books.Beat) wire.Health {
	h, err := wire.Beat{Health: json.RawMessage(beat.Health)}.ReadHealth()
	if err != nil {
		return wire.Health{} // it never told anything
	}
	return h
}

// clockTime shows an instant of a kiosk's clock.
func clockTime(text string) string {
	at, err := wire.ParseClock(text)
	if err != nil {
		return text
	}
	return showTime(at)
}

// settleKiosk notes that a person has put right that two devices used one
// identity.
func (s *Service) settleKiosk(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	err := s.db.Update(r.Context(), func(t *books.Tx) error {
		if _, err := t.Kiosk(id); err != nil {
			return err
		}
		b, err := t.Beat(id)
		if err != nil {
			return err
		}
		chain, err := fleet.ParseChain(b.Chain, b.Broken, b.Twin)
		if err != nil {
			return err
		}
		chain.Settle()
		b.Chain, b.Broken, b.Twin = chain.String(), chain.Broken, chain.Twin
		return errors.Join(t.PutChain(b), s.audit(r.Context(), t, "kiosk.settled", id, ""))
	})
	s.backTo(w, r, "/kiosks/"+id, err)
}

// backTo shows a page again after something was done there.
func (s *Service) backTo(w http.ResponseWriter, r *http.Request, path string, err error) {
	switch {
	case errors.Is(err, books.ErrNotFound):
		s.showNothing(w, r)
	case err != nil:
		s.fail(w, r, err)
	default:
		http.Redirect(w, r, path, http.StatusSeeOther)
	}
}

// showAdd finds the kiosk with the code on its screen.
func (s *Service) showAdd(w http.ResponseWriter, r *http.Request) {
	p := web.FleetAdd{Frame: s.frame(w, r, true), Code: r.URL.Query().Get("code")}
	if p.Code == "" {
		s.draw(w, r, http.StatusOK, p)
		return
	}
	code := wire.ReadCode(p.Code)
	if code == "" {
		p.Fault = "fleet.add.shape"
		s.draw(w, r, http.StatusUnprocessableEntity, p)
		return
	}
	f, err := s.fleetNow(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Code = code
	p.Fault, p.Found = f.withCode(code, p.Lang)
	s.draw(w, r, http.StatusOK, p)
}

// withCode returns the kiosks of that code that wait, and what is to be said
// about them.
func (f fleetState) withCode(code, lang string) (fault string, found []web.FleetKiosk) {
	decided := false
	for _, k := range f.kiosks {
		if wire.KioskCode(k.PublicKey) != code {
			continue
		}
		if k.Status == wire.Pending {
			found = append(found, f.row(k, lang))
		} else {
			decided = true
		}
	}
	switch {
	case len(found) > 1:
		return "fleet.add.many", found
	case len(found) == 0 && decided:
		return "fleet.add.decided", nil
	case len(found) == 0:
		return "fleet.add.none", nil
	}
	return "", found
}
