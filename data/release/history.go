package release

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// past is one numbered set of metadata in the publisher's own folder, with the
// release that it vouches for. Several sets may vouch for the same release.
type past struct {
	version int64 // of the metadata
	Manifest
	targets  []string // names in targets/
	programs Programs
}

// history reads all sets in the folder, the newest first. What is damaged is
// left out: nobody can use it.
func (p *publisher) history() ([]past, error) {
	names, err := filepath.Glob(p.metadata.file("*.targets.json"))
	if err != nil {
		return nil, err
	}
	var all []past
	for _, name := range names {
		version, err := strconv.ParseInt(strings.TrimSuffix(filepath.Base(name), ".targets.json"), 10, 64)
		if err != nil {
			continue
		}
		set, err := p.past(name, version)
		if err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read release %d: %w", version, err)
		}
		if err == nil {
			all = append(all, set)
		}
	}
	slices.SortFunc(all, func(a, b past) int { return cmp.Compare(b.version, a.version) })
	return all, nil
}

func (p *publisher) past(path string, version int64) (past, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return past{}, err
	}
	m, err := metadata.Targets().FromBytes(data)
	if err != nil {
		return past{}, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	set := past{version: version}
	for name, info := range m.Signed.Targets {
		set.targets = append(set.targets, hex.EncodeToString(info.Hashes["sha256"])+"."+name)
	}
	slices.Sort(set.targets)
	return set, set.read(p.targets)
}

// read reads the release: the packs stand in release.json, the rest in
// update.json where there is one.
func (s *past) read(targets folder) error {
	old, err := readTarget(targets, s.targets, target, ParseManifest)
	if err != nil {
		return err
	}
	s.Manifest = old
	if m, err := readTarget(targets, s.targets, updateTarget, parseUpdate); err == nil {
		s.Manifest, s.Packs = m, old.Packs
	}
	if list, err := readTarget(targets, s.targets, programsTarget, ParsePrograms); err == nil {
		s.programs = list
	}
	return nil
}

func readTarget[T any](targets folder, names []string, name string, parse func([]byte) (T, error)) (none T, err error) {
	i := slices.IndexFunc(names, func(s string) bool { return strings.HasSuffix(s, "."+name) })
	if i < 0 {
		return none, fmt.Errorf("%w: no %s", ErrCorrupt, name)
	}
	data, err := os.ReadFile(targets.file(names[i]))
	if err != nil {
		return none, err
	}
	return parse(data)
}

// supported returns the sets of the newest releases, keep of them.
func supported(all []past, keep int) []past {
	numbers := map[int64]bool{}
	var sets []past
	for _, set := range all {
		if numbers[set.Number] = true; len(numbers) > keep {
			break
		}
		sets = append(sets, set)
	}
	return sets
}
