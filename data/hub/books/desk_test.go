package books

import (
	"errors"
	"testing"
	"time"
)

func checkDesk(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(77).UTC()
	one := Reminder{Product: "TEA", Ends: "2029-08-05", Days: 180, Room: "r1", Made: at, Due: at}
	two := Reminder{Product: "TEA", Ends: "2029-08-05", Days: 120, Room: "r1", Made: at.Add(time.Hour)}
	update(t, db, func(tx *Tx) error {
		return errors.Join(tx.PutLaid("d1", 1), tx.PutLaid("d1", 2), tx.PutLaid("d2", 1), tx.PutLaid("d2", 0), tx.PutReminder(one), tx.PutReminder(two))
	})
	view(t, db, func(tx *Tx) error {
		laid, err1 := tx.Laid()
		of, err2 := tx.Reminders("r1")
		both, err3 := tx.RemindersOf("TEA", "2029-08-05")
		due, err4 := tx.DueReminders(at, 3)
		if len(laid) != 1 || laid["d1"] != 2 {
			t.Errorf("laid: %v", laid)
		}
		equal(t, "of a room", of, []Reminder{two, one})
		equal(t, "of a product", both, []Reminder{two, one})
		equal(t, "due", due, []Reminder{one})
		return errors.Join(err1, err2, err3, err4)
	})
	one.Tries = 3
	update(t, db, func(tx *Tx) error { return tx.PutReminder(one) })
	view(t, db, func(tx *Tx) error {
		due, err := tx.DueReminders(at.Add(time.Hour), 3)
		equal(t, "tried too often", due, nil)
		return err
	})
}
