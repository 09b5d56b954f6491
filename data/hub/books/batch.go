package books

import (
	"bytes"
	"time"
)

// The states of a batch of tickets.
const (
	BatchMaking  = "making"  // its codes are being drawn by one of the hubs
	BatchReady   = "ready"   // its codes lie here, encrypted
	BatchTaken   = "taken"   // its codes were downloaded and are no longer here
	BatchDropped = "dropped" // its tickets are not valid any more
)

// TicketBatch is a number of tickets that were made together.
type TicketBatch struct {
	ID, Round, Label string
	Count, Done      int // tickets, and how many of them are made
	State            string
	Who              string
	Made             time.Time
	Beat             time.Time // who makes it was last at work
	Taken            time.Time
	TakenBy          string
	Dropped          time.Time
	DroppedBy, Why   string
}

const batchColumns = `id, round, label, count, done, state, who, made, beat, taken, taken_by, dropped, dropped_by, why`

// PutTicketBatch stores a batch; one of the same id is replaced.
func (t *Tx) PutTicketBatch(b TicketBatch) error {
	return t.exec(`INSERT INTO ticket_batches (`+batchColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET label = excluded.label, done = excluded.done, state = excluded.state, beat = excluded.beat,
			taken = excluded.taken, taken_by = excluded.taken_by, dropped = excluded.dropped, dropped_by = excluded.dropped_by, why = excluded.why`,
		b.ID, b.Round, b.Label, b.Count, b.Done, b.State, b.Who, milli(b.Made), milli(b.Beat), milli(b.Taken), b.TakenBy,
		milli(b.Dropped), b.DroppedBy, b.Why)
}

// TicketBatch returns the batch with that id, or [ErrNotFound].
func (t *Tx) TicketBatch(id string) (TicketBatch, error) {
	all, err := t.ticketBatches(`WHERE id = ?`, id)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return TicketBatch{}, err
	}
	return all[0], nil
}

// TicketBatches returns the batches of a round, or all for "", the oldest first.
func (t *Tx) TicketBatches(round string) ([]TicketBatch, error) {
	return t.ticketBatches(`WHERE ? IN ('', round)`, round)
}

func (t *Tx) ticketBatches(where string, args ...any) (all []TicketBatch, err error) {
	err = t.each(`SELECT `+batchColumns+` FROM ticket_batches `+where+` ORDER BY made, id`, args, func(scan func(...any) error) error {
		var b TicketBatch
		var made, beat, taken, dropped int64
		err := scan(&b.ID, &b.Round, &b.Label, &b.Count, &b.Done, &b.State, &b.Who, &made, &beat, &taken, &b.TakenBy, &dropped, &b.DroppedBy, &b.Why)
		b.Made, b.Beat, b.Taken, b.Dropped = fromMilli(made), fromMilli(beat), fromMilli(taken), fromMilli(dropped)
		all = append(all, b)
		return err
	})
	return all, err
}

// pieceBytes is how much of a long value lies in one row: some engines are slow
// with, or refuse, rows of megabytes.
const pieceBytes = 512 << 10

// PutTicketMarks stores the marks of a batch, one after the other.
func (t *Tx) PutTicketMarks(batch string, marks []byte) error {
	return t.putPieces(`INSERT INTO ticket_marks (batch, place, marks) VALUES (?, ?, ?)`, marks, batch)
}

// TicketMarks returns the marks of a batch.
func (t *Tx) TicketMarks(batch string) ([]byte, error) {
	return t.pieces(`SELECT marks FROM ticket_marks WHERE batch = ? ORDER BY place`, batch)
}

// PutTicketCodes stores the codes of a batch, encrypted by the caller.
func (t *Tx) PutTicketCodes(batch string, data []byte) error {
	return t.putPieces(`INSERT INTO ticket_codes (batch, place, data) VALUES (?, ?, ?)`, data, batch)
}

// TicketCodes returns the encrypted codes of a batch; none once they were dropped.
func (t *Tx) TicketCodes(batch string) ([]byte, error) {
	return t.pieces(`SELECT data FROM ticket_codes WHERE batch = ? ORDER BY place`, batch)
}

// DropTicketCodes removes the codes of a batch.
func (t *Tx) DropTicketCodes(batch string) error {
	return t.exec(`DELETE FROM ticket_codes WHERE batch = ?`, batch)
}

// putPieces stores a long value in several rows; keys stand before place and data.
func (t *Tx) putPieces(query string, data []byte, keys ...any) error {
	for place := 0; place < len(data); place += pieceBytes {
		args := append(append([]any{}, keys...), place, data[place:min(len(data), place+pieceBytes)])
		if err := t.exec(query, args...); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) pieces(query string, args ...any) ([]byte, error) {
	var all bytes.Buffer
	err := t.each(query, args, func(scan func(...any) error) error {
		var piece []byte
		err := scan(&piece)
		all.Write(piece)
		return err
	})
	return all.Bytes(), err
}
