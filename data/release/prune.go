package release

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// DefaultKeep is how many releases a content folder supports when nothing is
// said: kiosks that come from one of them take patches, and one that is amid
// taking one of them finds all of its files.
const DefaultKeep = 5

// prune removes what no supported release needs: numbered metadata, manifests
// and files, in this order, so that nothing that is there refers to what is
// gone. The chain of roots stays for good, and so does whatever is not named as
// this package names files.
func (p *publisher) prune() error {
	all, err := p.history()
	if err != nil {
		return fmt.Errorf("prune: %w", err)
	}
	keep := needed(supported(all, p.in.Keep))
	for _, f := range []struct {
		folder
		ours func(name string) bool
	}{{p.metadata, isNumbered}, {p.targets, isTarget}, {p.files, isSHA256}} {
		if err := p.pruneFolder(f.folder, f.ours, keep); err != nil {
			return fmt.Errorf("prune: %w", err)
		}
	}
	return nil
}

// needed lists the names of all that the sets consist of.
func needed(sets []past) map[string]bool {
	keep := map[string]bool{}
	for _, s := range sets {
		keep[fmt.Sprintf("%d.snapshot.json", s.version)] = true
		keep[fmt.Sprintf("%d.targets.json", s.version)] = true
		for _, name := range s.targets {
			keep[name] = true
		}
		for _, f := range append(s.Packs, s.Catalogue, s.Index, s.Settings) {
			keep[f.SHA256] = true
		}
		for _, patch := range append(s.Patches, s.IndexPatches...) {
			keep[patch.SHA256] = true
		}
		for _, program := range s.programs.List {
			keep[program.SHA256] = true
		}
	}
	return keep
}

// isNumbered tells whether a file of metadata/ is snapshot or targets.
func isNumbered(name string) bool {
	number, role, _ := strings.Cut(name, ".")
	_, err := strconv.ParseInt(number, 10, 64)
	return err == nil && (role == "snapshot.json" || role == "targets.json")
}

func isTarget(name string) bool {
	sha, name, _ := strings.Cut(name, ".")
	return isSHA256(sha) && strings.HasSuffix(name, ".json")
}

func (p *publisher) pruneFolder(f folder, ours func(string) bool, keep map[string]bool) error {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if keep[e.Name()] || !ours(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if err := os.Remove(filepath.Join(f.path, e.Name())); err != nil {
			return err
		}
		p.report.PrunedFiles++
		p.report.PrunedBytes += info.Size()
		f.step("pruned " + e.Name())
	}
	return f.sync()
}
