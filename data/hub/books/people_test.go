package books

import (
	"errors"
	"testing"
	"time"

	"hangviet/data/hub/people"
)

// checkPeople stores links, recovery codes and tokens, and finds lines of the
// audit.
func checkPeople(t *testing.T, p *place) {
	db := p.opened(t)
	at := time.UnixMilli(1_000_000).UTC()
	link := Link{Hash: "h", Kind: InviteLink, Name: "Hòa", Role: people.Editor, By: "Thảo", Created: at, Expires: at.Add(time.Hour)}
	again := link
	again.Hash = "i"
	token := Token{ID: "1", Hash: "x", Name: "=a", Role: people.Viewer, By: "", Created: at, Expires: at.Add(time.Hour)}
	update(t, db, func(tx *Tx) error {
		return errors.Join(
			tx.PutLink(link), tx.PutLink(again), tx.PutLink(Link{Hash: "f", Kind: FirstLink, Role: people.Administrator}),
			tx.PutRecovery("Hòa", []string{"a", "b"}), tx.PutRecovery("Hòa", []string{"c", "d"}),
			tx.PutToken(token), tx.TouchToken("1", at.Add(time.Minute)), tx.PutToken(Token{ID: "2", Hash: "y", Created: at.Add(1)}), tx.DropToken("2"),
			tx.PutAudit(Audit{At: at, Who: "Thảo", Act: "a", Subject: "50%", Way: "page"}),
			tx.PutAudit(Audit{At: at.Add(time.Hour), Who: "Hòa", Act: "b", Subject: "50x", Note: "một_hai", Way: "api"}),
			tx.PutAudit(Audit{At: at.Add(2 * time.Hour), Act: "a", Subject: "!"}),
		)
	})
	token.Used = at.Add(time.Minute)
	view(t, db, func(tx *Tx) error {
		_, err1 := tx.Link("h")
		found, err2 := tx.Link("i")
		open, err3 := tx.Links(InviteLink, at)
		over, err4 := tx.Links(InviteLink, at.Add(time.Hour))
		byHash, err5 := tx.TokenBy("x")
		_, err6 := tx.Token("2")
		tokens, err7 := tx.Tokens()
		left, err8 := tx.RecoveryLeft("Hòa")
		if !errors.Is(err1, ErrNotFound) || !errors.Is(err6, ErrNotFound) || found != again || len(open) != 1 || open[0] != again || len(over) != 0 || left != 2 {
			t.Errorf("%v %v %+v %+v %+v %d", err1, err6, found, open, over, left)
		}
		if byHash != token || len(tokens) != 1 || tokens[0] != token {
			t.Errorf("%+v %+v", byHash, tokens)
		}
		return errors.Join(err2, err3, err4, err5, err7, err8)
	})
	checkFinds(t, db, at)
	var used, twice, strange bool
	update(t, db, func(tx *Tx) (err error) {
		var err1, err2, err3 error
		used, err1 = tx.UseRecovery("Hòa", "c")
		twice, err2 = tx.UseRecovery("Hòa", "c")
		strange, err3 = tx.UseRecovery("Thảo", "d")
		return errors.Join(err1, err2, err3, tx.DropLinks("Hòa"), tx.DropLinks(""))
	})
	if !used || twice || strange {
		t.Errorf("recovery: %t %t %t", used, twice, strange)
	}
	view(t, db, func(tx *Tx) error {
		for _, hash := range []string{"i", "f"} {
			if _, err := tx.Link(hash); !errors.Is(err, ErrNotFound) {
				t.Errorf("link %s: %v", hash, err)
			}
		}
		return nil
	})
}

// checkFinds asks for lines of the audit by all that a filter has.
func checkFinds(t *testing.T, db *DB, at time.Time) {
	t.Helper()
	for name, c := range map[string]struct {
		filter AuditFilter
		want   string
	}{
		"all":       {AuditFilter{}, "321"},
		"who":       {AuditFilter{Who: "Hòa"}, "2"},
		"act":       {AuditFilter{Act: "a"}, "31"},
		"subject":   {AuditFilter{Subject: "0%"}, "1"},
		"note":      {AuditFilter{Subject: "t_h"}, "2"},
		"the sign":  {AuditFilter{Subject: "!"}, "3"},
		"from":      {AuditFilter{From: at.Add(time.Hour)}, "32"},
		"to":        {AuditFilter{To: at.Add(time.Hour)}, "1"},
		"before":    {AuditFilter{Before: 3, Limit: 1}, "2"},
		"all of it": {AuditFilter{Who: "Hòa", Act: "a"}, ""},
	} {
		view(t, db, func(tx *Tx) error {
			lines, err := tx.FindAudits(c.filter)
			got := ""
			for _, a := range lines {
				got += string(rune('0' + a.Number))
			}
			if got != c.want {
				t.Errorf("%s: lines %s, want %s", name, got, c.want)
			}
			return err
		})
	}
	view(t, db, func(tx *Tx) error {
		acts, err1 := tx.AuditActs()
		names, err2 := tx.AuditPeople()
		equal(t, "acts", acts, []string{"a", "b"})
		equal(t, "people", names, []string{"Hòa", "Thảo"})
		return errors.Join(err1, err2)
	})
}
