package release

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// seenFile notes which files of files/ were found whole, so that publishing a few
// changes does not hash gigabytes again. A file counts as whole while its length
// and the time of its last change are those of the note; an auditor
// ([VerifyAll]) does not go by it. Lost or damaged, all is hashed once more.
//
//	<SHA-256> <length> <nanoseconds>
const seenFile = ".publish.seen"

// seen is the note, by SHA-256.
type seen map[string]string

func readSeen(repo string) seen {
	s := seen{}
	data, err := os.ReadFile(filepath.Join(repo, seenFile))
	if err != nil {
		return s
	}
	for line := range strings.Lines(string(data)) {
		if sha, stamp, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " "); ok {
			s[sha] = stamp
		}
	}
	return s
}

// stampOf describes a file without reading it.
func stampOf(path string) string {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano())
}

// holds tells whether the folder has the file with exactly its bytes.
func (p *publisher) holds(f File) bool {
	stamp := stampOf(p.files.file(f.SHA256))
	if stamp == "" {
		return false
	}
	if p.seen[f.SHA256] != stamp && !p.files.holds(f) {
		return false
	}
	p.seen[f.SHA256] = stamp
	return true
}

// writeSeen keeps the note of the files that are there now.
func (p *publisher) writeSeen(repo string) error {
	var b strings.Builder
	entries, err := os.ReadDir(p.files.path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if stamp, ok := p.seen[e.Name()]; ok {
			fmt.Fprintf(&b, "%s %s\n", e.Name(), stamp)
		}
	}
	return folder{repo, func(string) {}}.put(seenFile, []byte(b.String()))
}
