package release

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	kioskA = "0123456789abcdef"
	kioskB = "fedcba9876543210"
)

func TestStage(t *testing.T) {
	plain, here, nobody := sampleManifest(), sampleManifest(), sampleManifest()
	here.Stage, nobody.Stage = Staged([]string{kioskB, kioskA, kioskB}), Staged([]string{})
	for _, c := range []struct {
		m      Manifest
		a, all bool
	}{{plain, true, true}, {here, true, false}, {nobody, false, false}} {
		if c.m.For(kioskA) != c.a || c.m.For("") != c.all {
			t.Errorf("stage %v is for %v, %v", c.m.Stage, c.m.For(kioskA), c.m.For(""))
		}
		got, err := ParseManifest(c.m.Marshal())
		must(t, err)
		if !slices.Equal(got.Stage, c.m.Stage) || (got.Stage == nil) != (c.m.Stage == nil) {
			t.Errorf("stage %v came back as %v", c.m.Stage, got.Stage)
		}
	}
	if s := string(plain.Marshal()); strings.Contains(s, "stage") || !strings.Contains(s, `"format": 1`) {
		t.Errorf("a release for all is not what older programs read: %s", s)
	}
}

func TestStageIsStrict(t *testing.T) {
	m := sampleManifest()
	m.Stage = []string{kioskA, kioskB}
	good := string(m.Marshal())
	for name, bad := range map[string]string{
		"older format": strings.Replace(good, `"format": 2`, `"format": 1`, 1),
		"short id":     strings.Replace(good, kioskA, kioskA[1:], 1),
		"upper case":   strings.Replace(good, kioskA, strings.ToUpper(kioskA), 1),
		"no id":        strings.Replace(good, kioskA, "../../etc/passwd", 1),
		"twice":        strings.Replace(good, kioskA, kioskB, 1),
		"null":         string(sampleManifest().Marshal()[:len(sampleManifest().Marshal())-3]) + ",\n  \"stage\": null\n}\n",
		"one text":     strings.Replace(good, `"`+kioskA+`",`, `"`+kioskA+" "+kioskB+`",`, 1),
		"format alone": strings.Replace(string(sampleManifest().Marshal()), `"format": 1`, `"format": 2`, 1),
	} {
		if _, err := ParseManifest([]byte(bad)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	m.Stage = nil
	for i := range maxStage + 1 {
		m.Stage = append(m.Stage, fmt.Sprintf("%016x", i))
	}
	if err := m.checkHead(); err == nil {
		t.Error("a stage without a bound")
	}
}

func TestStagedReleaseIsPublished(t *testing.T) {
	h := newHouse(t)
	h.input.Stage = []string{kioskB, kioskA}
	h.publish()
	c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
	if !slices.Equal(c.Manifest.Stage, []string{kioskA, kioskB}) {
		t.Errorf("stage %v", c.Manifest.Stage)
	}
	if _, err := VerifyAll(t.Context(), h.src(), h.firstRoot(), day); err != nil {
		t.Error(err)
	}
}
