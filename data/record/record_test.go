package record

import (
	"strings"
	"testing"
)

// TestRecordIsRight: what was published is recounted to the same numbers.
func TestRecordIsRight(t *testing.T) {
	s := newScene(t)
	dir := publish(t, s.contents)
	key, err := s.hub.VerifierKey()
	if err != nil {
		t.Fatal(err)
	}
	r := recount(t, dir, Options{Hub: key})
	if !r.Right() || !r.Pinned || r.Hub != key || r.Kiosks != 4 || r.Branches != 1 || r.Others != 3 || r.Strangers() != 0 {
		t.Errorf("report is %+v", r)
	}
	for _, f := range r.Faults {
		t.Error(f.Say("en"))
	}
	want := strings.Join([]string{
		"hangviet-record-tally/1", "notice " + Notice["vi"], "notice " + Notice["en"], "round 2026",
		"total 3 2 5 4",
	}, "\n")
	if got := string(r.Tally.Bytes()); !strings.HasPrefix(got, want) {
		t.Errorf("tally is\n%s", got)
	}
}
