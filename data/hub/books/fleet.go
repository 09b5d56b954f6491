package books

import (
	"errors"
	"time"
)

// Place is what the organiser has set for a kiosk. What is "" is left to the
// kiosk's staff.
type Place struct {
	Kiosk    string
	Name     string
	Point    string // id of a point of the release
	Province string // code
	Address  string // one line
	Settings string // the other settings, in the form of the caller
	Changed  time.Time
}

// FleetRow is one kiosk with all that a list of many wants to know.
type FleetRow struct {
	Kiosk
	Beat          // without Health and Chain; How and Heard of the beat
	Place         // zero when nothing is set
	PointName     string
	PointProvince string
	Forked        bool // somebody has to decide about another branch of its ledger
}

// Fleet returns every kiosk that was heard since that time, in the order of
// enrolment; with the zero time every kiosk.
func (t *Tx) Fleet(since time.Time) ([]FleetRow, error) {
	var all []FleetRow
	err := t.each(`SELECT k.id, k.public_key, k.name, k.status, k.enrolled, k.decided, k.heard, k.how, k.size,
			COALESCE(b.heard, 0), COALESCE(b.how, ''), COALESCE(b.made, 0), COALESCE(b.clock, 0), COALESCE(b.clock_known, 0),
			COALESCE(b.release, 0), COALESCE(b.disk, -1), COALESCE(b.unsent, 0), COALESCE(b.restarts, 0), COALESCE(b.settings, 0),
			COALESCE(b.version, ''), COALESCE(b.point, ''), COALESCE(b.open, ''), COALESCE(b.problems, ''),
			COALESCE(b.broken, 0), COALESCE(b.twin, 0), COALESCE(b.platform, ''),
			COALESCE(p.name, ''), COALESCE(p.point, ''), COALESCE(p.province, ''), COALESCE(p.address, '')
		FROM kiosks k LEFT JOIN beats b ON b.kiosk = k.id LEFT JOIN places p ON p.kiosk = k.id
		WHERE k.heard >= ? ORDER BY k.enrolled, k.id`, []any{milli(since)},
		func(scan func(...any) error) error {
			r, err := scanFleet(scan)
			all = append(all, r)
			return err
		})
	if err != nil {
		return nil, err
	}
	return all, t.fillFleet(all)
}

func scanFleet(scan func(...any) error) (r FleetRow, err error) {
	k, b, p := &r.Kiosk, &r.Beat, &r.Place
	var enrolled, decided, heard, told, made, clock, known, broken, twin int64
	err = scan(&k.ID, &k.PublicKey, &k.Name, &k.Status, &enrolled, &decided, &heard, &k.How, &k.Size,
		&told, &b.How, &made, &clock, &known, &b.Release, &b.Disk, &b.Unsent, &b.Restarts, &b.Settings,
		&b.Version, &b.Point, &b.Open, &b.Problems, &broken, &twin, &b.Platform, &p.Name, &p.Point, &p.Province, &p.Address)
	k.Enrolled, k.Decided, k.Heard = fromMilli(enrolled), fromMilli(decided), fromMilli(heard)
	b.Heard, b.Made, b.Broken, b.Twin = fromMilli(told), fromMilli(made), fromMilli(broken), fromMilli(twin)
	b.Clock, b.ClockKnown = time.Duration(clock)*time.Millisecond, known != 0
	return r, err
}

// fillFleet adds the names of points and the open cases.
func (t *Tx) fillFleet(all []FleetRow) error {
	points, err := t.Points()
	if err != nil {
		return err
	}
	named := map[string]Point{}
	for _, p := range points {
		named[p.ID] = p
	}
	forked := map[string]bool{}
	err = t.each(`SELECT DISTINCT f.kiosk FROM forks f LEFT JOIN verdicts v ON v.fork = f.id WHERE v.fork IS NULL`, nil,
		func(scan func(...any) error) error {
			var kiosk string
			err := scan(&kiosk)
			forked[kiosk] = true
			return err
		})
	for i := range all {
		r := &all[i]
		p := named[r.At()]
		r.PointName, r.PointProvince, r.Forked = p.Name, p.Province, forked[r.ID]
	}
	return err
}

// At returns the id of the point where the kiosk stands: as set by the organiser,
// else as its staff did.
func (r FleetRow) At() string {
	if r.Place.Point != "" {
		return r.Place.Point
	}
	return r.Beat.Point
}

// Called returns what the kiosk is called: by the organiser, else by its staff.
func (r FleetRow) Called() string {
	if r.Place.Name != "" {
		return r.Place.Name
	}
	return r.Kiosk.Name
}

// In returns the code of the province where the kiosk stands; "" unknown.
func (r FleetRow) In() string {
	if r.Place.Province != "" {
		return r.Place.Province
	}
	return r.PointProvince
}

// Point is a point of the release that is shown.
type Point struct{ ID, Name, Address, Province string }

// Points returns the points of the release, by id.
func (t *Tx) Points() ([]Point, error) {
	var all []Point
	err := t.each(`SELECT id, name, address, province FROM points ORDER BY id`, nil, func(scan func(...any) error) error {
		var p Point
		err := scan(&p.ID, &p.Name, &p.Address, &p.Province)
		all = append(all, p)
		return err
	})
	return all, err
}

// PutPoints puts these points in place of those that are stored.
func (t *Tx) PutPoints(points []Point) error {
	if err := t.exec(`DELETE FROM points`); err != nil {
		return err
	}
	for _, p := range points {
		err := t.exec(`INSERT INTO points (id, name, address, province) VALUES (?, ?, ?, ?)`, p.ID, p.Name, p.Address, p.Province)
		if err != nil {
			return err
		}
	}
	return nil
}

const placeColumns = `kiosk, name, point, province, address, settings, changed`

// Place returns what is set for a kiosk; the zero Place when nothing is.
func (t *Tx) Place(kiosk string) (Place, error) {
	p := Place{Kiosk: kiosk}
	var changed int64
	err := t.one(`SELECT `+placeColumns+` FROM places WHERE kiosk = ?`, []any{kiosk},
		&p.Kiosk, &p.Name, &p.Point, &p.Province, &p.Address, &p.Settings, &changed)
	if errors.Is(err, ErrNotFound) {
		return p, nil
	}
	p.Changed = fromMilli(changed)
	return p, err
}

// Places returns what is set for all kiosks, by kiosk.
func (t *Tx) Places() ([]Place, error) {
	var all []Place
	err := t.each(`SELECT `+placeColumns+` FROM places ORDER BY kiosk`, nil, func(scan func(...any) error) error {
		var p Place
		var changed int64
		err := scan(&p.Kiosk, &p.Name, &p.Point, &p.Province, &p.Address, &p.Settings, &changed)
		p.Changed = fromMilli(changed)
		all = append(all, p)
		return err
	})
	return all, err
}

// PutPlace sets what is set for a kiosk.
func (t *Tx) PutPlace(p Place) error {
	return t.exec(`INSERT INTO places (`+placeColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kiosk) DO UPDATE SET name = excluded.name, point = excluded.point, province = excluded.province,
			address = excluded.address, settings = excluded.settings, changed = excluded.changed`,
		p.Kiosk, p.Name, p.Point, p.Province, p.Address, p.Settings, milli(p.Changed))
}

// FleetSetting returns a setting of the hub's about its kiosks, "" when unset.
func (t *Tx) FleetSetting(name string) (value string, err error) {
	err = t.one(`SELECT value FROM fleet_settings WHERE name = ?`, []any{name}, &value)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return value, err
}

// PutFleetSetting sets one.
func (t *Tx) PutFleetSetting(name, value string) error {
	return t.exec(`INSERT INTO fleet_settings (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
}

// ReleaseSeen returns the newest release that is stored and when it was taken in;
// 0 when there is none.
func (t *Tx) ReleaseSeen() (number int64, seen time.Time, err error) {
	var at int64
	err = t.one(`SELECT number, seen FROM releases ORDER BY number DESC LIMIT 1`, nil, &number, &at)
	if errors.Is(err, ErrNotFound) {
		return 0, time.Time{}, nil
	}
	return number, fromMilli(at), err
}
