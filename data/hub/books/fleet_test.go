package books

import (
	"testing"
	"time"

	"hangviet/data/hub/wire"
)

// checkFleet: what kiosks tell, what is set for them, and what is told of them.
func checkFleet(t *testing.T, p *place) {
	db, now := p.opened(t), time.UnixMilli(1_800_000_000_000).UTC()
	kiosk := Kiosk{ID: "0123456789abcdef", PublicKey: []byte{1}, Name: "Bến xe", Status: wire.Approved, Enrolled: now, Heard: now, How: ByNetwork}
	beat := Beat{
		Kiosk: kiosk.ID, Heard: now, How: ByNetwork, Made: now.Add(-time.Second), Clock: -time.Second, ClockKnown: true, Release: 7, Disk: -1, Unsent: 3, Restarts: 2,
		Settings: 9, Version: "v1", Platform: "linux/arm64", Point: "p", Open: "open", Problems: "E-X 1\nE-Y 0", Health: `{"a":"ệ"}`, Chain: "{}", Broken: now, Twin: now,
	}
	voucher := Voucher{ID: "v", Public: []byte{2}, Label: "L", Uses: 2, Made: now, Expires: now.Add(time.Hour), Who: "a"}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // all of it may be stored again
		must(db.Update(t.Context(), func(tx *Tx) error {
			must(tx.PutKiosk(kiosk))
			must(tx.PutBeat(beat))
			must(tx.PutChain(beat))
			must(tx.PutPlace(Place{Kiosk: kiosk.ID, Name: "Tên", Province: "79", Settings: "{}", Changed: now}))
			must(tx.PutPoints([]Point{{"p", "Điểm", "Đường", "01"}, {"q", "", "", ""}}))
			must(tx.PutFleetSetting("x", "y"))
			must(tx.PutNotice(Notice{Kind: "silent", Kiosk: kiosk.ID, Since: now, Told: now}))
			return tx.useVoucherIfThere(voucher, kiosk.ID, now)
		}))
	}
	var number int64
	must(db.Update(t.Context(), func(tx *Tx) (err error) {
		must(tx.Revoke("v", now))
		for range 3 {
			if number, err = tx.PutTold(Told{At: now, Parts: "[]"}); err != nil {
				return err
			}
			must(tx.PutPost(Post{Message: number, Way: "mail", Due: now}))
		}
		must(tx.PutPost(Post{Message: number, Way: "mail", Tries: 1, Due: now, Done: now, Fault: "ệ"}))
		return tx.ForgetTold(2)
	}))
	must(db.View(t.Context(), func(tx *Tx) error {
		if got, err := tx.Beat(kiosk.ID); err != nil || got != beat {
			t.Errorf("beat %+v, %v", got, err)
		}
		rows, err := tx.Fleet(time.Time{})
		must(err)
		if r := rows[0]; len(rows) != 1 || r.Called() != "Tên" || r.In() != "79" || r.At() != "p" || r.PointName != "Điểm" || r.Forked || r.Clock != -time.Second || r.Kiosk.Heard != now {
			t.Errorf("%+v", rows)
		}
		v, err := tx.Voucher("v")
		if err != nil || len(v.Used) != 1 || v.Used[0].Kiosk != kiosk.ID || !v.Revoked.Equal(now) || v.Uses != 2 {
			t.Errorf("voucher %+v, %v", v, err)
		}
		notices, err := tx.Notices()
		if err != nil || len(notices) != 1 || !notices[0].Told.Equal(now) || !notices[0].Gone.IsZero() {
			t.Errorf("notices %+v, %v", notices, err)
		}
		told, err := tx.LastTold(5)
		if err != nil || len(told) != 2 || told[0].Number != 3 {
			t.Errorf("messages %+v, %v", told, err)
		}
		post, due, err := tx.DuePost(now, 5)
		if err != nil || !due || post.Message != 2 {
			t.Errorf("due %+v, %t, %v", post, due, err)
		}
		posts, err := tx.Posts(1)
		if err != nil || len(posts) != 2 || posts[1].Fault != "ệ" || !posts[1].Done.Equal(now) {
			t.Errorf("posts %+v, %v", posts, err)
		}
		if n, err := tx.CountTold(now); err != nil || n != 2 {
			t.Errorf("%d messages, %v", n, err)
		}
		value, err := tx.FleetSetting("x")
		if err != nil || value != "y" {
			t.Errorf("setting %q, %v", value, err)
		}
		return nil
	}))
}

// useVoucherIfThere stores a voucher unless it is there, and uses it.
func (t *Tx) useVoucherIfThere(v Voucher, kiosk string, at time.Time) error {
	if _, err := t.Voucher(v.ID); err != nil {
		if err := t.PutVoucher(v); err != nil {
			return err
		}
	}
	return t.UseVoucher(v.ID, kiosk, at)
}
