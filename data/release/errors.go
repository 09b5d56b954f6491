package release

import (
	"errors"
	"fmt"
)

// The classes of refusal. Every error of a check wraps exactly one of them.
var (
	// ErrNotPinned: no root is pinned yet, so nothing can be judged.
	ErrNotPinned = errors.New("no root is pinned")
	// ErrOtherRoot: another root is pinned already.
	ErrOtherRoot = errors.New("another root is pinned")
	// ErrNoRelease: the place holds no content folder.
	ErrNoRelease = errors.New("no release found")
	// ErrNotSigned: signed by keys that the pinned root does not know, or by
	// fewer of them than it asks for.
	ErrNotSigned = errors.New("not signed by the pinned organiser")
	// ErrOlder: an older release than the one accepted before.
	ErrOlder = errors.New("older than the accepted release")
	// ErrMixed: the files do not belong together: one that the release names
	// is missing, or is a genuine file of another release.
	ErrMixed = errors.New("files of different releases")
	// ErrCorrupt: a file's bytes are not those that were signed.
	ErrCorrupt = errors.New("file is damaged")
	// ErrExpired: the release's signatures have run out.
	ErrExpired = errors.New("release has expired")
	// ErrNewerFormat: made for a newer version of this program.
	ErrNewerFormat = errors.New("format is newer than this program")
	// ErrUnavailable: the source cannot be read (now): network, pulled stick,
	// bad medium. The release itself may be good.
	ErrUnavailable = errors.New("source cannot be read")
	// ErrBusy: another process is checking or publishing.
	ErrBusy = errors.New("another process is at work")
)

// FileError names the file of the content folder that is to blame.
type FileError struct {
	Name string // slash-separated, within the content folder
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("%s: %v", e.Name, e.Err) }

// Unwrap returns the class and cause.
func (e *FileError) Unwrap() error { return e.Err }
