package release

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// signRelease signs the release, with what stays withdrawn from earlier
// and the programs that are given out. All
// three kinds of numbered metadata bear the release's number, or a higher one
// where products were withdrawn between releases.
func (p *publisher) signRelease(m Manifest, old last) error {
	signed := map[string][]byte{target: m.Marshal(), updateTarget: m.marshalUpdate()}
	if list := p.carried(old.withdrawn); list != nil {
		signed[withdrawnTarget] = list
	}
	if old.programs.Number > 0 {
		signed[programsTarget] = old.programs.Marshal()
	}
	return p.signTargets(max(m.Number, old.version+1), signed)
}

// signTargets writes the targets and the metadata that vouches for them, each
// before what names it.
func (p *publisher) signTargets(version int64, signed map[string][]byte) error {
	if err := p.putTargets(signed); err != nil {
		return err
	}
	targets, err := p.targetsOf(version, signed)
	if err != nil {
		return err
	}
	if p.in.Later != nil {
		return p.ask(version, targets, signed)
	}
	return p.vouch(version, targets)
}

func (p *publisher) putTargets(signed map[string][]byte) error {
	for name, data := range signed {
		if len(data) > maxManifest {
			return fmt.Errorf("%s is longer than %d bytes", name, maxManifest)
		}
		if err := p.targets.put(fileOf(data).SHA256+"."+name, data); err != nil {
			return err
		}
	}
	return p.targets.sync()
}

// vouch signs the targets, and what vouches for them.
func (p *publisher) vouch(version int64, targets *targetsDoc) error {
	docs, err := p.metadataOf(version, targets)
	if err != nil {
		return err
	}
	return p.writeMetadata(version, docs)
}

type targetsDoc = metadata.Metadata[metadata.TargetsType]

// targetsOf returns the metadata that is to be signed for those targets.
func (p *publisher) targetsOf(version int64, signed map[string][]byte) (*targetsDoc, error) {
	targets := metadata.Targets(expiry(p.in.IssuedAt.Add(p.in.ValidFor)))
	targets.Signed.Version = version
	for name, data := range signed {
		info, err := metadata.TargetFile().FromBytes(name, data, "sha256")
		if err != nil {
			return nil, err
		}
		targets.Signed.Targets[name] = info
	}
	return targets, nil
}

// metadataOf returns the signed metadata by role.
func (p *publisher) metadataOf(version int64, targets *targetsDoc) (docs map[string][]byte, err error) {
	expires := targets.Signed.Expires
	docs = map[string][]byte{}
	if docs[metadata.TARGETS], err = sign(p.keys, p.root, metadata.TARGETS, targets); err != nil {
		return nil, err
	}
	snapshot := metadata.Snapshot(expires)
	snapshot.Signed.Version = version
	snapshot.Signed.Meta["targets.json"] = metaOf(version, docs[metadata.TARGETS])
	if docs[metadata.SNAPSHOT], err = sign(p.keys, p.root, metadata.SNAPSHOT, snapshot); err != nil {
		return nil, err
	}
	timestamp := metadata.Timestamp(expires)
	timestamp.Signed.Version = version
	timestamp.Signed.Meta["snapshot.json"] = metaOf(version, docs[metadata.SNAPSHOT])
	docs[metadata.TIMESTAMP], err = sign(p.keys, p.root, metadata.TIMESTAMP, timestamp)
	return docs, err
}

func metaOf(number int64, data []byte) *metadata.MetaFiles {
	m := metadata.MetaFile(number)
	m.Length = int64(len(data))
	h := newSum(io.Discard)
	_, _ = h.Write(data)
	m.Hashes = metadata.Hashes{"sha256": h.hash.Sum(nil)}
	return m
}

func fileOf(data []byte) File {
	s := newSum(io.Discard)
	_, _ = s.Write(data)
	return s.file()
}

func (p *publisher) writeMetadata(number int64, docs map[string][]byte) error {
	for _, role := range []string{metadata.TARGETS, metadata.SNAPSHOT} {
		if err := p.metadata.put(fmt.Sprintf("%d.%s.json", number, role), docs[role]); err != nil {
			return err
		}
	}
	if err := p.writeRoots(); err != nil {
		return err
	}
	if err := p.metadata.sync(); err != nil {
		return err
	}
	if err := p.metadata.put("timestamp.json", docs[metadata.TIMESTAMP]); err != nil {
		return err
	}
	return p.metadata.sync()
}

// writeRoots puts the roots where readers walk along them.
func (p *publisher) writeRoots() error {
	for _, n := range slices.Sorted(maps.Keys(p.keys.roots)) {
		name := fmt.Sprintf("%d.%s", n, rootFile)
		got, err := os.ReadFile(p.metadata.file(name))
		switch {
		case err != nil && !os.IsNotExist(err):
			return err
		case err != nil:
			err = p.metadata.put(name, p.keys.roots[n])
		case !bytes.Equal(got, p.keys.roots[n]):
			err = fmt.Errorf("%w: %s is not the one among the keys", ErrOtherRoot, name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// withoutRoots hides a folder's roots.
type withoutRoots struct{ Source }

func (s withoutRoots) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if strings.HasSuffix(name, "."+rootFile) {
		return nil, &FileError{name, fs.ErrNotExist}
	}
	return s.Source.Open(ctx, name, offset, length)
}

// checkAlone checks under a root with no memory of earlier releases. Nothing
// stays behind, and the candidate cannot be committed to anything.
func checkAlone(ctx context.Context, src Source, root []byte, now time.Time) (*Candidate, error) {
	dir, err := os.MkdirTemp("", "hangviet-trust-*")
	if err != nil {
		return nil, fmt.Errorf("make trust folder: %w", err)
	}
	defer os.RemoveAll(dir)
	trust, err := OpenTrust(dir)
	if err != nil {
		return nil, err
	}
	if err := trust.Pin(root); err != nil {
		return nil, err
	}
	return trust.Check(ctx, src, now)
}
