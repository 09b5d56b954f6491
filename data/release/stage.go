package release

import (
	"fmt"
	"slices"
	"strings"
)

// maxStage bounds the kiosks of a first stage.
const maxStage = 10_000

// idLength is the length of a kiosk's id: the first half of a SHA-256, of which
// 16 hexadecimal digits are shown everywhere.
const idLength = 16

// For tells whether the kiosk with that id is meant by the release now. One that
// is not, and shows something, keeps what it has; the release for all will come
// under a higher number. A kiosk that has nothing to show takes any.
func (m Manifest) For(kiosk string) bool {
	return m.Stage == nil || slices.Contains(m.Stage, kiosk)
}

// Staged returns a stage as a manifest holds it: ids in their order, each once;
// nil, which is everybody, stays nil.
func Staged(kiosks []string) []string {
	if kiosks == nil {
		return nil
	}
	list := append([]string{}, kiosks...)
	slices.Sort(list)
	return slices.Compact(list)
}

func (m Manifest) checkStage() error {
	if len(m.Stage) > maxStage {
		return fmt.Errorf("more than %d kiosks in the stage", maxStage)
	}
	for i, id := range m.Stage {
		if len(id) != idLength || strings.Trim(id, "0123456789abcdef") != "" {
			return fmt.Errorf("%q is no kiosk's id", id)
		}
		if i > 0 && m.Stage[i-1] >= id {
			return fmt.Errorf("kiosk %s is out of order in the stage", id)
		}
	}
	return nil
}

// The formats of release.json and update.json: the first knows of no stage and of no
// settings of kiosks. What
// needs the second says so, and a program that knows the first only then keeps
// what it has, instead of taking what is not for it yet.
const (
	plainFormat  = 1
	stagedFormat = 2
)

// format returns the lowest format that can say all of the manifest.
func (m Manifest) format() int {
	if m.Stage != nil || m.Settings != (File{}) {
		return stagedFormat
	}
	return plainFormat
}
