package release

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
)

// target is the name of the manifest in TUF.
const target = "release.json"

// Check verifies the metadata and the manifest that src holds, at the time now.
// Nothing is persisted until [Candidate.Commit]. The release may be the
// accepted one: its number says so. It returns one of the classes of errors.go,
// or an error of the trust folder's own disk without a class.
func (t *Trust) Check(ctx context.Context, src Source, now time.Time) (*Candidate, error) {
	unlock, _, err := t.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	data, root, err := t.root()
	if err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp(t.dir, partPrefix+"*")
	if err != nil {
		return nil, fmt.Errorf("copy trust folder: %w", err)
	}
	defer os.RemoveAll(tmp)
	before, err := t.readAccepted("timestamp.json")
	if err != nil {
		return nil, err
	}
	if err := t.copyTo(tmp, root); err != nil {
		return nil, err
	}
	c := &check{dir: tmp, fetcher: &fetcher{ctx: ctx, src: src}}
	if err := c.run(data, root, now); err != nil {
		return nil, fmt.Errorf("check release: %w", err)
	}
	return c.candidate(t, before)
}

// check is one run of the TUF client on a copy of the trust folder.
type check struct {
	dir      string
	fetcher  *fetcher
	updater  *updater.Updater
	manifest Manifest
	list     Withdrawal
	programs Programs
}

func (c *check) run(data []byte, root *rootDoc, now time.Time) error {
	if err := c.sameRoot(data, root); err != nil {
		return err
	}
	before, err := os.ReadFile(filepath.Join(c.dir, "timestamp.json"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read accepted metadata: %w", err)
	}
	if c.updater, err = updater.New(c.config(data)); err != nil {
		return fmt.Errorf("keep metadata: %w", err)
	}
	c.updater.UnsafeSetRefTime(now.UTC())
	if err := c.updater.Refresh(); err != nil {
		return c.fetcher.explain(c.updater, err)
	}
	if err := c.sameRelease(before); err != nil {
		return &FileError{timestampFile, err}
	}
	if err := c.fetchManifest(); err != nil {
		return err
	}
	if err := c.fetchWithdrawn(); err != nil {
		return err
	}
	return c.fetchPrograms()
}

// fetchWithdrawn reads the list of withdrawn products, where one is signed.
func (c *check) fetchWithdrawn() error {
	data, err := c.fetchTarget(withdrawnTarget)
	if errors.Is(err, ErrNoRelease) {
		return nil
	}
	if err != nil {
		return err
	}
	if c.list, err = ParseWithdrawal(data); err != nil {
		return &FileError{c.fetcher.name, err}
	}
	return nil
}

// config sets the client to names of the content folder instead of addresses.
func (c *check) config(root []byte) *config.UpdaterConfig {
	return &config.UpdaterConfig{
		MaxRootRotations:      256,
		MaxDelegations:        32,
		RootMaxLength:         maxMetadata,
		TimestampMaxLength:    maxMetadata,
		SnapshotMaxLength:     maxMetadata,
		TargetsMaxLength:      maxMetadata,
		Fetcher:               c.fetcher,
		LocalTrustedRoot:      root,
		LocalMetadataDir:      c.dir,
		LocalTargetsDir:       c.dir,
		RemoteMetadataURL:     "metadata",
		RemoteTargetsURL:      "targets",
		PrefixTargetsWithHash: true,
	}
}

// sameRoot compares the folder's copy of the root that is trusted now, which
// the client would not read. It tells another organiser's folder at once, and
// that no file of metadata/ is damaged. A copy with more signatures is fine.
func (c *check) sameRoot(data []byte, root *rootDoc) error {
	name := metadataName(root.Signed.Version, metadata.ROOT)
	got, err := c.fetcher.DownloadFile(name, maxMetadata, 0)
	switch {
	case errors.Is(c.fetcher.err, fs.ErrNotExist) || bytes.Equal(got, data):
		return nil
	case err != nil:
		return named(name, err)
	}
	if err := blame(root, metadata.ROOT, got); !errors.Is(err, ErrMixed) {
		return &FileError{name, err}
	}
	return nil
}

// sameRelease refuses a second release that bears the accepted one's number:
// the client would keep to the old one, without a word.
func (c *check) sameRelease(before []byte) error {
	n := timestampNumber(c.fetcher.timestamp)
	if timestampNumber(before) == n && !bytes.Equal(before, c.fetcher.timestamp) {
		return fmt.Errorf("%w: two releases bear the number %d", ErrMixed, n)
	}
	return nil
}

// fetchManifest reads update.json, or release.json where that is all there is
// (older servers give nothing else) or all that this program understands.
func (c *check) fetchManifest() error {
	err := c.fetchAs(updateTarget, parseUpdate)
	if errors.Is(err, ErrNoRelease) || errors.Is(err, ErrNewerFormat) || errors.Is(c.fetcher.err, fs.ErrNotExist) {
		err = c.fetchAs(target, ParseManifest)
	}
	return err
}

func (c *check) fetchAs(name string, parse func([]byte) (Manifest, error)) error {
	data, err := c.fetchTarget(name)
	if err != nil {
		return err
	}
	if c.manifest, err = parse(data); err != nil {
		return &FileError{c.fetcher.name, err}
	}
	return nil
}

// fetchTarget reads a signed target; [ErrNoRelease] means that none of that name
// is signed.
func (c *check) fetchTarget(name string) ([]byte, error) {
	info, err := c.updater.GetTargetInfo(name)
	if err != nil {
		return nil, &FileError{c.fetcher.name, fmt.Errorf("%w: %w", ErrNoRelease, err)}
	}
	_, data, err := c.updater.DownloadTarget(info, filepath.Join(c.dir, name), "")
	if err != nil {
		return nil, c.fetcher.explain(c.updater, err)
	}
	return data, nil
}

// candidate takes over what the client has left in the copy.
func (c *check) candidate(t *Trust, before []byte) (*Candidate, error) {
	set := c.updater.GetTrustedMetadataSet()
	out := &Candidate{
		Manifest: c.manifest, Withdrawn: c.list, Programs: c.programs,
		Root: set.Root.Signed.Version,
		Expires: earliest(set.Root.Signed.Expires, set.Timestamp.Signed.Expires,
			set.Snapshot.Signed.Expires, set.Targets[metadata.TARGETS].Signed.Expires),
		trust: t, version: set.Timestamp.Signed.Version, before: before, files: map[string][]byte{},
	}
	for _, name := range committed {
		data, err := os.ReadFile(filepath.Join(c.dir, name))
		if err != nil {
			return nil, fmt.Errorf("read checked metadata: %w", err)
		}
		out.files[name] = data
	}
	return out, nil
}

func earliest(times ...time.Time) time.Time {
	return slices.MinFunc(times, time.Time.Compare)
}
