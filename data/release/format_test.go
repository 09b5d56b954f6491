package release

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func sampleManifest() Manifest {
	f := func(seed uint64) File { return fileOf(noise(seed, 10)) }
	m := Manifest{
		Number: 7, IssuedAt: day, Note: "Tết <Đinh Mùi> & \"hội\"\n", MinimumVersion: "1.4.2", Sample: true,
		Catalogue: f(1), CatalogueDB: f(2), Index: f(3), Packs: []File{f(4), f(5)},
	}
	if m.Packs[0].SHA256 > m.Packs[1].SHA256 {
		m.Packs[0], m.Packs[1] = m.Packs[1], m.Packs[0]
	}
	return m
}

func TestManifestRoundTrip(t *testing.T) {
	m := sampleManifest()
	got, err := ParseManifest(m.Marshal())
	must(t, err)
	if !bytes.Equal(got.Marshal(), m.Marshal()) || got.Note != m.Note || !got.IssuedAt.Equal(m.IssuedAt) || len(got.Packs) != 2 {
		t.Errorf("came back as %+v", got)
	}
}

func TestManifestIsStrict(t *testing.T) {
	good := string(sampleManifest().Marshal())
	sha := sampleManifest().Index.SHA256
	for name, bad := range map[string]string{
		"nothing":       "",
		"unknown field": strings.Replace(good, `"sample"`, `"extra": 1, "sample"`, 1),
		"doubled field": strings.Replace(good, `"number": 7`, `"number": 7,`+"\n  "+`"number": 7`, 1),
		"missing field": strings.Replace(good, `  "sample": true,`+"\n", "", 1),
		"other case":    strings.Replace(good, `"number"`, `"Number"`, 1),
		"trailing":      good + "{}",
		"trailing line": good + "\n",
		"no line end":   strings.TrimSuffix(good, "\n"),
		"other indent":  strings.ReplaceAll(good, "  ", "\t"),
		"short hash":    strings.Replace(good, sha, sha[1:], 1),
		"upper hash":    strings.Replace(good, sha, strings.ToUpper(sha), 1),
		"no hash":       strings.Replace(good, sha, strings.Repeat("g", 64), 1),
		"length 0":      strings.Replace(good, `"length": 10`, `"length": 0`, 1),
		"length below":  strings.Replace(good, `"length": 10`, `"length": -1`, 1),
		"length huge":   strings.Replace(good, `"length": 10`, `"length": 99999999999`, 1),
		"number 0":      strings.Replace(good, `"number": 7`, `"number": 0`, 1),
		"format 0":      strings.Replace(good, `"format": 1`, `"format": 0`, 1),
		"other zone":    strings.Replace(good, "08:00:00Z", "15:00:00+07:00", 1),
		"fractions":     strings.Replace(good, "08:00:00Z", "08:00:00.5Z", 1),
		"version":       strings.Replace(good, "1.4.2", "v1.4", 1),
		"not UTF-8":     strings.Replace(good, "Tết", "T\xff", 1),
		"same pack":     strings.Replace(good, sampleManifest().Packs[1].SHA256, sampleManifest().Packs[0].SHA256, 1),
		"escaped":       strings.Replace(good, "Tết", `T\u1ebft`, 1),
	} {
		if _, err := ParseManifest([]byte(bad)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := ParseManifest([]byte(`{"format": 3, "what": "ever"}`))
	wantIs(t, err, ErrNewerFormat)
}

func sampleIndex(t testing.TB) PhotoIndex {
	f := func(seed uint64, n int) File { return fileOf(noise(seed, n)) }
	x, err := newIndex([]packIndex{
		{f(1, 500), []photoSpan{{f(2, 100), 200}, {f(3, 100), 40}}}, {f(4, 90), []photoSpan{{f(5, 20), 70}}},
	})
	must(t, err)
	return x
}

func TestIndexIsStrict(t *testing.T) {
	good := string(sampleIndex(t).marshal())
	x, err := parseIndex([]byte(good))
	must(t, err)
	if x.Len() != 3 || string(x.marshal()) != good {
		t.Errorf("came back as %s", x.marshal())
	}
	lines := strings.SplitAfter(good, "\n")
	for name, bad := range map[string]string{
		"nothing":        "",
		"no head":        strings.Join(lines[1:], ""),
		"other head":     "hello\n",
		"photo first":    lines[0] + lines[2],
		"doubled photo":  good + lines[len(lines)-2],
		"unknown line":   good + "note x\n",
		"trailing":       good + "\n",
		"no line end":    strings.TrimSuffix(good, "\n"),
		"carriage":       strings.ReplaceAll(good, "\n", "\r\n"),
		"two spaces":     strings.Replace(good, "photo ", "photo  ", 1),
		"plus sign":      strings.Replace(good, " 200 100", " +200 100", 1),
		"leading zero":   strings.Replace(good, " 200 100", " 0200 100", 1),
		"overlap":        strings.Replace(good, " 200 100", " 139 100", 1),
		"beyond end":     strings.Replace(good, " 200 100", " 401 100", 1),
		"overflow":       strings.Replace(good, " 200 100", " 9223372036854775807 100", 1),
		"below":          strings.Replace(good, " 40 100", " -1 100", 1),
		"too many":       strings.Replace(good, " 200 100", " 200 100 1", 1),
		"too few":        strings.Replace(good, " 200 100", " 200", 1),
		"no number":      strings.Replace(good, " 200 100", " 200 x", 1),
		"version 0":      strings.Replace(good, "/1\n", "/0\n", 1),
		"spaced version": strings.Replace(good, "/1\n", "/01\n", 1),
	} {
		if _, err := parseIndex([]byte(bad)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = parseIndex([]byte("hangviet-photos/2\nwhat ever\n"))
	wantIs(t, err, ErrNewerFormat)
}

func FuzzParseManifest(f *testing.F) {
	f.Add(sampleManifest().Marshal())
	f.Add([]byte(`{"format": 1}`))
	f.Add([]byte(`{"format": 2}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseManifest(data)
		if err == nil && !bytes.Equal(m.Marshal(), data) {
			t.Errorf("%q came back as %q", data, m.Marshal())
		}
		if err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNewerFormat) {
			t.Errorf("error %v has no class", err)
		}
	})
}

func FuzzParseIndex(f *testing.F) {
	f.Add(sampleIndex(f).marshal())
	f.Add([]byte("hangviet-photos/1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := parseIndex(data)
		if err == nil && !bytes.Equal(x.marshal(), data) {
			t.Errorf("%q came back as %q", data, x.marshal())
		}
		if err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNewerFormat) {
			t.Errorf("error %v has no class", err)
		}
	})
}

// FuzzPin gives roots of anybody's making, as found on a stick, to a kiosk that
// is being set up.
func FuzzPin(f *testing.F) {
	h := newHouse(f)
	f.Add(h.firstRoot())
	f.Add([]byte(`{"signatures":[],"signed":{"_type":"root","keys":{"a":null},"roles":{"root":null}}}`))
	key := []byte(strings.Replace(string(h.firstRoot()), `"public":"`, `"public":"00`, 1))
	f.Add(key)
	f.Fuzz(func(t *testing.T, data []byte) {
		root, err := parseRoot(data)
		if err != nil {
			return
		}
		if again, err := root.ToBytes(false); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%q came back as %q", data, again)
		}
	})
}
