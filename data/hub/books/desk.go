package books

import "time"

// Laid returns which version of each form stands in the draft of the next release.
func (t *Tx) Laid() (map[string]int64, error) {
	all := map[string]int64{}
	err := t.each(`SELECT dossier, version FROM laid`, nil, func(scan func(...any) error) error {
		var dossier string
		var version int64
		err := scan(&dossier, &version)
		all[dossier] = version
		return err
	})
	return all, err
}

// PutLaid notes which version of a form stands in the draft; 0 for none.
func (t *Tx) PutLaid(dossier string, version int64) error {
	if version == 0 {
		return t.exec(`DELETE FROM laid WHERE dossier = ?`, dossier)
	}
	return t.exec(`INSERT INTO laid (dossier, version) VALUES (?, ?) ON CONFLICT (dossier) DO UPDATE SET version = excluded.version`, dossier, version)
}

// Reminder tells a producer that a certificate ends.
type Reminder struct {
	Product string // code
	Ends    string // day of the certificate's end, 2029-08-05
	Days    int64  // how long before it
	Room    string
	Made    time.Time
	Due     time.Time // of the next try to send it; zero: it is in the room alone
	Tries   int64
	Sent    time.Time // zero until then
}

const reminderColumns = `product, ends, days, room, made, due, tries, sent`

// PutReminder stores a reminder; one of the same product, end and days is replaced.
func (t *Tx) PutReminder(r Reminder) error {
	return t.exec(`INSERT INTO reminders (`+reminderColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (product, ends, days) DO UPDATE SET due = excluded.due, tries = excluded.tries, sent = excluded.sent`,
		r.Product, r.Ends, r.Days, r.Room, milli(r.Made), milli(r.Due), r.Tries, milli(r.Sent))
}

// Reminders returns the reminders of a room, the newest first.
func (t *Tx) Reminders(room string) ([]Reminder, error) {
	return t.reminders(`WHERE room = ? ORDER BY made DESC, product, days`, room)
}

// RemindersOf returns what a product's producer was reminded of for one end.
func (t *Tx) RemindersOf(product, ends string) ([]Reminder, error) {
	return t.reminders(`WHERE product = ? AND ends = ? ORDER BY days`, product, ends)
}

// DueReminders returns what is to be sent by now and was not tried too often.
func (t *Tx) DueReminders(now time.Time, tries int) ([]Reminder, error) {
	return t.reminders(`WHERE sent = 0 AND due > 0 AND due <= ? AND tries < ? ORDER BY due, product, days`, milli(now), tries)
}

func (t *Tx) reminders(where string, args ...any) (all []Reminder, err error) {
	err = t.each(`SELECT `+reminderColumns+` FROM reminders `+where, args, func(scan func(...any) error) error {
		var r Reminder
		var made, due, sent int64
		err := scan(&r.Product, &r.Ends, &r.Days, &r.Room, &made, &due, &r.Tries, &sent)
		r.Made, r.Due, r.Sent = fromMilli(made), fromMilli(due), fromMilli(sent)
		all = append(all, r)
		return err
	})
	return all, err
}
