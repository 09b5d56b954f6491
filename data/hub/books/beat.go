package books

import "time"

// Beat is what a kiosk told last about itself. The zero Beat, of a kiosk that has
// never told anything, has no Heard.
type Beat struct {
	Kiosk      string
	Heard      time.Time     // when it came, by the hub's clock
	How        string        // [ByNetwork] or [ByStick]
	Made       time.Time     // when the kiosk made it, by its own clock
	Clock      time.Duration // by which that clock was ahead of the hub's
	ClockKnown bool
	Release    int64
	Disk       int64 // bytes free, -1 unknown
	Unsent     int64
	Restarts   int64 // within a day
	Settings   int64 // number of the settings it follows
	Version    string
	Platform   string // "linux/amd64"
	Point      string
	Open       string
	Problems   string // codes, each followed by a space and its time in milliseconds, a line each
	Health     string // all of it, as wire.Health in JSON
	Chain      string // of nonces, in the form of package fleet
	Broken     time.Time
	Twin       time.Time
}

const beatColumns = `kiosk, heard, how, made, clock, clock_known, release, disk, unsent, restarts, settings,
	version, point, open, problems, health, chain, broken, twin, platform`

// Beat returns what a kiosk told last; the zero Beat when it never did.
func (t *Tx) Beat(kiosk string) (Beat, error) {
	b := Beat{Kiosk: kiosk}
	err := t.each(`SELECT `+beatColumns+` FROM beats WHERE kiosk = ?`, []any{kiosk}, func(scan func(...any) error) (err error) {
		b, err = scanBeat(scan)
		return err
	})
	return b, err
}

// PutBeat stores what a kiosk told in place of what it told before.
func (t *Tx) PutBeat(b Beat) error {
	known := 0
	if b.ClockKnown {
		known = 1
	}
	return t.exec(`INSERT INTO beats (`+beatColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kiosk) DO UPDATE SET heard = excluded.heard, how = excluded.how, made = excluded.made,
			clock = excluded.clock, clock_known = excluded.clock_known, release = excluded.release, disk = excluded.disk,
			unsent = excluded.unsent, restarts = excluded.restarts, settings = excluded.settings, version = excluded.version,
			point = excluded.point, open = excluded.open, problems = excluded.problems, health = excluded.health,
			chain = excluded.chain, broken = excluded.broken, twin = excluded.twin, platform = excluded.platform`,
		b.Kiosk, milli(b.Heard), b.How, milli(b.Made), b.Clock.Milliseconds(), known, b.Release, b.Disk, b.Unsent, b.Restarts,
		b.Settings, b.Version, b.Point, b.Open, b.Problems, b.Health, b.Chain, milli(b.Broken), milli(b.Twin), b.Platform)
}

// PutChain stores what is kept of a kiosk's nonces, and leaves the rest.
func (t *Tx) PutChain(b Beat) error {
	return t.exec(`UPDATE beats SET chain = ?, broken = ?, twin = ? WHERE kiosk = ?`, b.Chain, milli(b.Broken), milli(b.Twin), b.Kiosk)
}

func scanBeat(scan func(...any) error) (Beat, error) {
	var b Beat
	var heard, made, clock, known, broken, twin int64
	err := scan(&b.Kiosk, &heard, &b.How, &made, &clock, &known, &b.Release, &b.Disk, &b.Unsent, &b.Restarts, &b.Settings,
		&b.Version, &b.Point, &b.Open, &b.Problems, &b.Health, &b.Chain, &broken, &twin, &b.Platform)
	b.Heard, b.Made, b.Broken, b.Twin = fromMilli(heard), fromMilli(made), fromMilli(broken), fromMilli(twin)
	b.Clock, b.ClockKnown = time.Duration(clock)*time.Millisecond, known != 0
	return b, err
}

// Rename stores the name that a kiosk gave itself at that instant of its clock.
func (t *Tx) Rename(kiosk, name string, at time.Time) error {
	return t.exec(`UPDATE kiosks SET name = ?, named_at = ? WHERE id = ?`, name, milli(at), kiosk)
}
