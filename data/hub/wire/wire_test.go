package wire

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

var key = ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))

func TestEnrolmentSurvivesJSON(t *testing.T) {
	data, err := json.Marshal(NewEnrolment(key, "Điểm bán 12 Lê Lợi", time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	var e Enrolment
	if err := json.Unmarshal(data, &e); err != nil {
		t.Fatal(err)
	}
	if err := e.Verify(); err != nil || len(e.Kiosk) != 16 {
		t.Errorf("%+v: %v", e, err)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]error{
		"": nil, strings.Repeat("a", MaxName): nil, strings.Repeat("a", MaxName+1): ErrShape,
		"a\nb": ErrShape, "a\x00": ErrShape, "a\u202eb": ErrShape, "a\u2028b": ErrShape, "a\xffb": ErrShape,
	} {
		if err := NewEnrolment(key, name, time.Now()).Verify(); !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", name, err, want)
		}
	}
}

func TestTime(t *testing.T) {
	e := NewEnrolment(key, "", time.Now())
	e.Time = "yesterday"
	e.Signature = ed25519.Sign(key, e.Text())
	if err := e.Verify(); !errors.Is(err, ErrShape) {
		t.Error(err)
	}
}

// TestALetterMayBeReadByPeople: a letter lies on a stick as indented JSON, and is
// signed all the same; what is changed in it is not.
func TestALetterMayBeReadByPeople(t *testing.T) {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	letter, err := NewLetter(key, time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), Health{Name: "Kiosk <chợ> & phố", Unsent: 3})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.MarshalIndent(letter, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	read := func(data []byte) error {
		var b Beat
		if err := json.Unmarshal(data, &b); err != nil {
			t.Fatal(err)
		}
		return b.Verify()
	}
	if err := read(data); err != nil {
		t.Errorf("indented: %v", err)
	}
	if err := read(bytes.Replace(data, []byte(`"unsent": 3`), []byte(`"unsent": 0`), 1)); !errors.Is(err, ErrSignature) {
		t.Errorf("changed: %v", err)
	}
}
