package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// handlesOf counts what a process has open, by kind and target: files by path,
// sockets by what they are connected to.
func handlesOf(pid int) (map[string]int, error) {
	dir := filepath.Join("/proc", strconv.Itoa(pid))
	entries, err := os.ReadDir(filepath.Join(dir, "fd"))
	if err != nil {
		return nil, fmt.Errorf("list handles: %w", err)
	}
	sockets := socketsOf(dir)
	open := map[string]int{}
	for _, e := range entries {
		to, err := os.Readlink(filepath.Join(dir, "fd", e.Name()))
		if err != nil {
			continue // it was closed meanwhile
		}
		open[handleName(to, sockets)]++
	}
	return open, nil
}

func handleName(to string, sockets map[string]string) string {
	kind, id, found := strings.Cut(to, ":[")
	switch {
	case kind == "socket" && found:
		if s := sockets[strings.TrimSuffix(id, "]")]; s != "" {
			return s
		}
		return kind
	case kind == "pipe":
		return kind
	}
	return releaseNumber.ReplaceAllString(to, "/content/N/")
}

// releaseNumber is what differs between the file of one release and of the next.
var releaseNumber = regexp.MustCompile(`/content/\d+/`)

// socketsOf leads from the inode of a socket to what it is (proc(5), net/tcp and
// net/unix).
func socketsOf(proc string) map[string]string {
	names := map[string]string{}
	for _, line := range linesOf(filepath.Join(proc, "net", "unix")) {
		if len(line) > 6 {
			names[line[6]] = strings.TrimSpace("unix " + strings.Join(line[7:], " "))
		}
	}
	for _, kind := range []string{"tcp", "tcp6", "udp", "udp6"} {
		for _, line := range linesOf(filepath.Join(proc, "net", kind)) {
			if len(line) > 9 {
				names[line[9]] = fmt.Sprintf("%s to %s, state %s", kind, line[2], line[3]) // hexadecimal, as the kernel writes it
			}
		}
	}
	return names
}

func linesOf(path string) (lines [][]string) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil // this kind is not built into the kernel
	}
	for line := range strings.Lines(string(raw)) {
		lines = append(lines, strings.Fields(line))
	}
	return lines
}

// listed writes handles, the most frequent first.
func listed(open map[string]int) string {
	names := slices.Collect(maps.Keys(open))
	slices.SortFunc(names, func(a, b string) int {
		if d := open[b] - open[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var parts []string
	for _, name := range names {
		parts = append(parts, fmt.Sprintf("%d %s", open[name], name))
	}
	return strings.Join(parts, ", ")
}

// differences lists the handles of which there are more or fewer now.
func differences(before, now map[string]int) (lines []string) {
	all := maps.Clone(before)
	maps.Copy(all, now)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if before[name] != now[name] {
			lines = append(lines, fmt.Sprintf("%s: %d, now %d", name, before[name], now[name]))
		}
	}
	return lines
}
