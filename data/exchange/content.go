package exchange

import (
	"context"
	"iter"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/release"
)

// Catalogue is a catalogue file that was opened.
type Catalogue interface {
	// Check reads the whole file and tells whether it is sound.
	Check(ctx context.Context) error
	// Photos yields every picture file the catalogue shows, full and thumb.
	Photos(ctx context.Context) iter.Seq2[catalog.Image, error]
	Close() error
}

// Content is the imported content of one kiosk (or of the built-in sample): the
// folders trust, content and photos under Dir. Several processes may hold a
// Content of the same Dir; only one imports at a time.
type Content struct {
	Dir  string
	Open func(ctx context.Context, path string) (Catalogue, error)

	Version string                           // of this program, "v1.2.0"; "" skips the release's minimum version
	Now     func() time.Time                 // time.Now when nil
	Free    func(dir string) (uint64, error) // bytes free for us; asks the file system when nil
	Floor   uint64                           // bytes that stay free for ballots; DefaultFloor when 0
	Wait    time.Duration                    // how long to wait for another import to end
}

// DefaultFloor is kept free on the kiosk's disk: ballots come before pictures.
const DefaultFloor = 64 << 20

// Progress tells how far an import is. Bytes and files are those that have to
// be taken; what is already there is not counted.
type Progress struct {
	Stage             Stage
	Bytes, TotalBytes int64
	Files, TotalFiles int
	Left              time.Duration // estimated; 0 while unknown
}

// Stage is a step of an import.
type Stage string

// The stages of an import, in order.
const (
	StageVerify    Stage = "verify"
	StageCatalogue Stage = "catalogue"
	StageCheck     Stage = "check"
	StagePhotos    Stage = "photos"
	StageSwitch    Stage = "switch"
	StageDone      Stage = "done"
)

// Import brings the release in src onto this kiosk and returns its manifest. It
// does nothing, successfully, when that release is already shown whole.
// progress may be nil; it is called on Import's goroutine.
func (c *Content) Import(ctx context.Context, src release.Source, progress func(Progress)) (release.Manifest, error) {
	panic("skeleton")
}

// Current returns the number and the catalogue file of the release that is
// shown. Its error is ErrNoContent when none was imported yet.
func (c *Content) Current() (number int64, path string, err error) {
	panic("skeleton")
}

// Photo returns the file of the picture with that SHA-256. It need not exist.
func (c *Content) Photo(sha256 string) string {
	panic("skeleton")
}

// Pinned tells whether an organiser's root is pinned, that is whether the kiosk
// was set up; the fingerprint is for people to compare.
func (c *Content) Pinned() (fingerprint string, ok bool, err error) {
	panic("skeleton")
}

// Pin pins the organiser's root. Another root than the pinned one is refused
// with release.ErrOtherRoot.
func (c *Content) Pin(root []byte) error {
	panic("skeleton")
}

// PinFrom pins the first root of the content folder src, after its release has
// been verified with it. Where a root is pinned already, it is compared.
func (c *Content) PinFrom(ctx context.Context, src release.Source) (fingerprint string, first bool, err error) {
	panic("skeleton")
}
