package books

import (
	"errors"
	"testing"
	"time"
)

func checkRooms(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(77).UTC()
	room := Room{ID: "r1", Name: "HTX Sao Mai", Code: "sao-mai", By: "Thảo", Created: at, Contact: "a@b.example"}
	other := Room{ID: "r2", Name: "An", Code: "an", By: "Thảo", Created: at, Ended: at}
	key := RoomKey{Hash: "k1", Room: "r1", By: "Thảo", Made: at, Expires: at.Add(time.Hour), Used: at}
	visit := RoomVisit{Hash: "v1", Room: "r1", Since: at, Used: at, Expires: at.Add(time.Hour)}
	update(t, db, func(tx *Tx) error {
		late := visit
		late.Hash, late.Expires = "v2", at
		return errors.Join(tx.PutRoom(room), tx.PutRoom(other), tx.PutRoomKey(key), tx.PutRoomVisit(visit), tx.PutRoomVisit(late),
			tx.DropRoomVisitsBefore(at), tx.DropRoomKeysBefore(at))
	})
	if err := db.Update(t.Context(), func(tx *Tx) error { return tx.PutRoom(Room{ID: "r3", Code: "an"}) }); err == nil {
		t.Error("two rooms of one producer")
	}
	view(t, db, func(tx *Tx) error {
		all, err1 := tx.Rooms()
		held, err2 := tx.RoomOf("sao-mai")
		keys, err3 := tx.RoomKeys("r1")
		visits, err4 := tx.RoomVisits("r1")
		_, err5 := tx.RoomVisit("v2")
		equal(t, "rooms", all, []Room{other, room})
		equal(t, "room", []Room{held}, []Room{room})
		equal(t, "keys", keys, []RoomKey{key})
		equal(t, "visits", visits, []RoomVisit{visit})
		if !errors.Is(err5, ErrNotFound) {
			t.Errorf("a session that is over: %v", err5)
		}
		return errors.Join(err1, err2, err3, err4)
	})
}

func checkDossiers(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(77).UTC()
	d := Dossier{ID: "d1", Room: "r1", Form: "product", Code: "TEA", State: "draft", Answers: `{"name":"Chè"}`, Photos: `[]`, Created: at, Touched: at}
	version := DossierVersion{Dossier: "d1", Number: 1, State: "sent", Answers: d.Answers, Photos: d.Photos, Sent: at}
	remark := DossierRemark{"d1", 1, "name", "Ghi như trên nhãn", "Thảo", at}
	file := DossierFile{ID: "f1", Room: "r1", Dossier: "d1", Kind: "photo", Name: "chè.jpg", Media: "image/jpeg", Size: 5, Width: 3, Height: 4, Added: at}
	steps := []DossierStep{{Dossier: "d1", At: at, Act: "save", State: "draft"}, {Dossier: "d1", At: at, Act: "send", State: "sent", Version: 1, Who: "Thảo", Remark: "x"}}
	update(t, db, func(tx *Tx) error {
		decided := version
		decided.State, decided.Answers, decided.Officer, decided.Decided = "returned", "changed", "Thảo", at
		err := errors.Join(tx.PutRoom(Room{ID: "r1"}), tx.PutDossier(d), tx.PutDossierVersion(version), tx.PutDossierVersion(decided),
			tx.PutDossierRemark(remark), tx.PutDossierFile(file), tx.PutDossierStep(steps[0]), tx.PutDossierStep(steps[1]))
		if again := tx.PutDossier(d); !errors.Is(again, ErrChanged) {
			t.Errorf("an edit that is old: %v", again)
		}
		d.Edit++
		return err
	})
	view(t, db, func(tx *Tx) error {
		held, err1 := tx.DossierByCode("product", "TEA")
		waiting, err2 := tx.DossiersIn("draft")
		versions, err3 := tx.DossierVersions("d1")
		remarks, err4 := tx.DossierRemarks("d1")
		files, err5 := tx.DossierFilesOf("d1")
		done, err6 := tx.DossierSteps("d1")
		_, err7 := tx.DossierOf("r2", "d1")
		_, err8 := tx.DossierFileOf("r2", "f1")
		version.State, version.Officer, version.Decided = "returned", "Thảo", at
		equal(t, "dossier", []Dossier{held}, []Dossier{d})
		equal(t, "waiting", waiting, []Dossier{d})
		equal(t, "versions", versions, []DossierVersion{version})
		equal(t, "remarks", remarks, []DossierRemark{remark})
		equal(t, "files", files, []DossierFile{file})
		equal(t, "steps", done, steps)
		if !errors.Is(err7, ErrNotFound) || !errors.Is(err8, ErrNotFound) {
			t.Errorf("another room's: %v, %v", err7, err8)
		}
		return errors.Join(err1, err2, err3, err4, err5, err6)
	})
	update(t, db, func(tx *Tx) error { return tx.DropDossier("d1") })
}
