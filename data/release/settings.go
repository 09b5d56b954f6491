package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Settings are what the organiser has set for single kiosks: their names, points,
// opening hours and the like. They are one file of a release, signed with it, of
// which each kiosk reads its own part. What the keys mean is the kiosk's to know:
// it follows those it knows and whose values it takes.
type Settings struct {
	Number int64                        // higher with every change
	Kiosks map[string]map[string]string // id → key → value
}

// The limits of settings.
const (
	settingsVersion = 1
	maxSettings     = 64 << 20 // bytes of the file
	maxKiosks       = 200_000
	maxKeys         = 40  // of one kiosk
	maxValue        = 300 // bytes
)

type settingsJSON struct {
	Settings int                          `json:"settings"`
	Number   int64                        `json:"number"`
	Kiosks   map[string]map[string]string `json:"kiosks"`
}

// Marshal returns the only spelling: JSON in one line, kiosks and keys in their
// order, ended by a line feed.
func (s Settings) Marshal() []byte {
	kiosks := s.Kiosks
	if kiosks == nil {
		kiosks = map[string]map[string]string{}
	}
	return encode(settingsJSON{settingsVersion, s.Number, kiosks}, "")
}

// ParseSettings reads strictly what [Settings.Marshal] wrote. It returns
// [ErrNewerFormat] or [ErrCorrupt].
func ParseSettings(data []byte) (Settings, error) {
	return spelling[settingsJSON, Settings]{
		what: "settings of kiosks", newest: settingsVersion, version: func(j settingsJSON) int { return j.Settings },
		read: settingsJSON.read, write: Settings.Marshal,
	}.parse(data)
}

var settingKey = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

func (j settingsJSON) read() (Settings, error) {
	if j.Number < 1 || len(j.Kiosks) > maxKiosks {
		return Settings{}, fmt.Errorf("settings have the number %d, of %d kiosks", j.Number, len(j.Kiosks))
	}
	for id, values := range j.Kiosks {
		if len(id) != idLength || strings.Trim(id, "0123456789abcdef") != "" || len(values) > maxKeys || len(values) == 0 {
			return Settings{}, fmt.Errorf("%d settings of kiosk %q", len(values), id)
		}
		for key, value := range values {
			if !settingKey.MatchString(key) || !isSettingValue(value) {
				return Settings{}, fmt.Errorf("setting %q of kiosk %s", key, id)
			}
		}
	}
	return Settings{j.Number, j.Kiosks}, nil
}

func isSettingValue(s string) bool {
	return s != "" && len(s) <= maxValue && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// settings adds the file of settings to the folder and returns it; what is not
// given stays as it was in the last release.
func (p *publisher) settings(old last) (File, error) {
	if p.in.Settings == nil {
		return p.sameSettings(old)
	}
	if _, err := ParseSettings(p.in.Settings); err != nil {
		return File{}, err
	}
	return p.add(func(w io.Writer) error {
		_, err := w.Write(p.in.Settings)
		return err
	})
}

func (p *publisher) sameSettings(old last) (File, error) {
	if old.Settings == (File{}) {
		return File{}, nil
	}
	if !p.files.holds(old.Settings) {
		return File{}, errors.New("the file of the last release is damaged: give the settings anew")
	}
	return old.Settings, nil
}

// Settings reads what the organiser has set for single kiosks; the zero Settings
// when the release has none.
func (c *Candidate) Settings(ctx context.Context, src Source) (Settings, error) {
	if c.Manifest.Settings == (File{}) {
		return Settings{}, nil
	}
	file := openFile(ctx, src, c.Manifest.Settings)
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return Settings{}, fmt.Errorf("fetch settings: %w", err)
	}
	s, err := ParseSettings(data)
	if err != nil {
		return Settings{}, fmt.Errorf("fetch settings: %w", &FileError{fileName(c.Manifest.Settings.SHA256), err})
	}
	return s, nil
}

// Only returns the part of one kiosk, with the number of the whole.
func (s Settings) Only(kiosk string) Settings {
	own := Settings{Number: s.Number, Kiosks: map[string]map[string]string{}}
	if values := s.Kiosks[kiosk]; len(values) > 0 {
		own.Kiosks[kiosk] = values
	}
	return own
}
