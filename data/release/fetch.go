package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
)

// fetcher brings metadata from a source to the TUF client, and remembers the
// last file, because that is the one to blame when the client refuses. It
// lives for one check, whose context it holds: the client's interface has none.
type fetcher struct {
	ctx context.Context
	src Source

	name string // of the last file
	data []byte // its bytes
	err  error  // why it could not be had

	timestamp []byte // the source's timestamp metadata
}

// DownloadFile implements the TUF client's Fetcher; names are those of the
// content folder, as the client is given no base address. Limits are the
// package's own: a file that is longer than the one signed is left to the
// client to compare, so that it can be told whether it is of another release.
func (f *fetcher) DownloadFile(name string, _ int64, _ time.Duration) ([]byte, error) {
	limit := int64(maxMetadata)
	if !strings.HasPrefix(name, "metadata/") {
		limit = maxManifest
	}
	f.name = name
	f.data, f.err = readAll(f.ctx, f.src, name, limit)
	if f.err == nil {
		f.err = exact(roleOf(name), f.data)
	}
	if name == timestampFile {
		f.timestamp = f.data
	}
	if errors.Is(f.err, fs.ErrNotExist) {
		// The client ends its walk along the roots at an HTTP status.
		return nil, &metadata.ErrDownloadHTTP{StatusCode: http.StatusNotFound, URL: name}
	}
	return f.data, f.err
}

// explain gives an error of the TUF client its class and its file.
func (f *fetcher) explain(up *updater.Updater, err error) error {
	var local *fs.PathError
	var rename *os.LinkError
	switch {
	case f.err != nil && errors.Is(f.err, fs.ErrNotExist):
		return f.missing()
	case f.err != nil:
		return named(f.name, f.err)
	case errors.As(err, &local), errors.As(err, &rename):
		return fmt.Errorf("keep metadata: %w", err)
	}
	return &FileError{f.name, f.refusal(up, err)}
}

// missing is the error for a file that the source does not have.
func (f *fetcher) missing() error {
	if f.name == timestampFile {
		return &FileError{f.name, ErrNoRelease}
	}
	return &FileError{f.name, fmt.Errorf("%w: file is missing", ErrMixed)}
}

func (f *fetcher) refusal(up *updater.Updater, err error) error {
	role, root := roleOf(f.name), up.GetTrustedMetadataSet().Root
	switch {
	case errors.Is(err, &metadata.ErrExpiredMetadata{}):
		return fmt.Errorf("%w: %w", ErrExpired, err)
	case errors.Is(err, &metadata.ErrBadVersionNumber{}) && role == metadata.TIMESTAMP:
		return fmt.Errorf("%w: %w", ErrOlder, err)
	case errors.Is(err, &metadata.ErrUnsignedMetadata{}):
		return unsigned(root, role, f.data)
	case errors.Is(err, &metadata.ErrLengthOrHashMismatch{}):
		return otherOrDamaged(root, f.name, f.data)
	case errors.Is(err, &metadata.ErrBadVersionNumber{}):
		return fmt.Errorf("%w: %w", ErrMixed, err)
	}
	return fmt.Errorf("%w: %w", ErrCorrupt, err)
}

// unsigned is the error for metadata with too few good signatures. Root metadata
// needs those of its own new keys too, besides the trusted ones.
func unsigned(root *rootDoc, role string, data []byte) error {
	err := blame(root, role, data)
	if errors.Is(err, ErrMixed) {
		return fmt.Errorf("%w: %s", ErrNotSigned, role)
	}
	return err
}

// otherOrDamaged tells whether a file whose hash is wrong is a good one of
// another release or no good one at all.
func otherOrDamaged(root *rootDoc, name string, data []byte) error {
	number, genuine := int64(0), error(nil)
	switch roleOf(name) {
	case metadata.SNAPSHOT:
		number, genuine = snapshotNumber(data), blame(root, metadata.SNAPSHOT, data)
	case metadata.TARGETS:
		number, genuine = targetsNumber(data), blame(root, metadata.TARGETS, data)
	default: // the manifest bears its hash in its name, so it is no other one
		genuine = ErrCorrupt
	}
	if errors.Is(genuine, ErrMixed) && name != metadataName(number, roleOf(name)) {
		return fmt.Errorf("%w: the file is that of release %d", ErrMixed, number)
	}
	return fmt.Errorf("%w: hash is wrong", ErrCorrupt)
}

func snapshotNumber(data []byte) int64 {
	m, err := metadata.Snapshot().FromBytes(data)
	if err != nil {
		return 0
	}
	return m.Signed.Version
}

func targetsNumber(data []byte) int64 {
	m, err := metadata.Targets().FromBytes(data)
	if err != nil {
		return 0
	}
	return m.Signed.Version
}

// named adds the file's name to err unless it is there.
func named(name string, err error) error {
	var f *FileError
	if errors.As(err, &f) {
		return err
	}
	return &FileError{name, err}
}

const timestampFile = "metadata/timestamp.json"

// metadataName returns the name of a role's numbered metadata file.
func metadataName(number int64, role string) string {
	return fmt.Sprintf("metadata/%d.%s.json", number, role)
}
