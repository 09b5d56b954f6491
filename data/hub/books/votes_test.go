package books

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"
)

// checkVotes: rounds made at the hub are changed by one at a time, remarks and batches
// are what was stored last.
func checkVotes(t *testing.T, p *place) {
	db, at := p.opened(t), time.UnixMilli(1_700_000_000_123).UTC()
	update(t, db, func(tx *Tx) error {
		return errors.Join(
			tx.PutMadeRound(MadeRound{ID: "r", Draft: "Đợt", Who: "Thảo", Changed: at}),
			tx.PutRoundRemark(RoundRemark{"r", "without", "k", "Mất máy", "Thảo", at}),
			tx.PutRoundRemark(RoundRemark{"r", "without", "k", "Mất hẳn", "Hoa", at}),
			tx.PutRoundRemark(RoundRemark{"r", "paper", "b", "x", "Hoa", at}), tx.DropRoundRemark("r", "paper", "b"),
		)
	})
	if err := db.Update(t.Context(), func(tx *Tx) error { return tx.PutMadeRound(MadeRound{ID: "r"}) }); !errors.Is(err, ErrChanged) {
		t.Errorf("over another's change: %v", err)
	}
	update(t, db, func(tx *Tx) error {
		return tx.PutMadeRound(MadeRound{ID: "r", Draft: "Đợt 2", Version: 1, Changed: at})
	})
	view(t, db, func(tx *Tx) error {
		all, err1 := tx.MadeRounds()
		remarks, err2 := tx.RoundRemarks("r")
		if len(all) != 1 || all[0].Version != 2 || all[0].Draft != "Đợt 2" || !all[0].Changed.Equal(at) || len(remarks) != 1 || remarks[0].Who != "Hoa" {
			t.Errorf("%+v %+v", all, remarks)
		}
		return errors.Join(err1, err2)
	})
	update(t, db, func(tx *Tx) error { return tx.DropMadeRound("r") })
	view(t, db, func(tx *Tx) error {
		if _, err := tx.MadeRound("r"); !errors.Is(err, ErrNotFound) {
			t.Errorf("after it was dropped: %v", err)
		}
		return nil
	})
}

// checkTickets: long values come back as they were, codes can be dropped alone.
func checkTickets(t *testing.T, p *place) {
	db, at := p.opened(t), time.UnixMilli(1_700_000_000_123).UTC()
	b := TicketBatch{"b", "r", "Hội chợ", 9, 9, BatchReady, "Thảo", at, at, time.Time{}, "", at, "Hoa", "x"}
	marks, codes := bytes.Repeat([]byte{0, 1, 2, 255}, 300_000), bytes.Repeat([]byte{7}, pieceBytes)
	update(t, db, func(tx *Tx) error {
		return errors.Join(tx.PutTicketBatch(b), tx.PutTicketMarks("b", marks), tx.PutTicketCodes("b", codes))
	})
	view(t, db, func(tx *Tx) error {
		got, err1 := tx.TicketBatches("r")
		gotMarks, err2 := tx.TicketMarks("b")
		gotCodes, err3 := tx.TicketCodes("b")
		if len(got) != 1 || !reflect.DeepEqual(got[0], b) || !bytes.Equal(gotMarks, marks) || !bytes.Equal(gotCodes, codes) {
			t.Errorf("%+v, %d bytes of marks, %d of codes", got, len(gotMarks), len(gotCodes))
		}
		return errors.Join(err1, err2, err3)
	})
	update(t, db, func(tx *Tx) error { return tx.DropTicketCodes("b") })
	view(t, db, func(tx *Tx) error {
		left, err := tx.TicketCodes("b")
		if len(left) > 0 {
			t.Error("codes are left")
		}
		return err
	})
}

// checkPublications: a record's parts come in order, one that is given up leaves
// nothing.
func checkPublications(t *testing.T, p *place) {
	db, at := p.opened(t), time.UnixMilli(1_700_000_000_123).UTC()
	one, two := Publication{"r", 1, PublicationDone, "Thảo", at, "ab", "{}"}, Publication{"r", 2, PublicationMaking, "Hoa", at, "cd", ""}
	update(t, db, func(tx *Tx) error {
		return errors.Join(tx.PutPublication(two), tx.PutPublication(one), tx.PutPublicationPart("r", 1, 0, []byte{1}), tx.PutPublicationPart("r", 1, 1, []byte{2}),
			tx.PutPublicationPart("r", 2, 0, []byte{3}))
	})
	update(t, db, func(tx *Tx) error { return tx.DropPublication("r", 2) })
	view(t, db, func(tx *Tx) error {
		all, err := tx.Publications("r")
		part, err1 := tx.PublicationPart("r", 1, 1)
		if len(all) != 1 || !reflect.DeepEqual(all[0], one) || !bytes.Equal(part, []byte{2}) {
			t.Errorf("%+v, part %v", all, part)
		}
		if _, err := tx.PublicationPart("r", 2, 0); !errors.Is(err, ErrNotFound) {
			t.Errorf("of one that was given up: %v", err)
		}
		return errors.Join(err, err1)
	})
}
