// Package version tells which version of Hàng Việt Kiosk a program is. It is decided
// in one place, the tag of the commit ("v0.9.0"), which the go command writes into every
// program that it builds in a clone; between two tags it counts on, as in
// "v0.9.1-0.20261122150304-86eec611db5e", and adds "+dirty" where something was changed
// and not committed. The source archive of a release is no clone: there git archive has
// written the tag into the file archived.txt.
package version

import (
	_ "embed"
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

// archived holds a tag where this is the source archive of a release.
//
//go:embed archived.txt
var archived string

var released = regexp.MustCompile(`^v\d+\.\d+\.\d+$`)

// Own returns the version of this program, as described above; "" where it was built
// neither in a clone nor of the source archive of a release.
func Own() string {
	info, _ := debug.ReadBuildInfo()
	return of(info, strings.TrimSpace(archived))
}

// Released returns the version of this program if it is that of a release, "" for a
// build of anything else.
func Released() string {
	if own := Own(); released.MatchString(own) {
		return own
	}
	return ""
}

func of(info *debug.BuildInfo, archived string) string {
	switch {
	case info != nil && strings.HasPrefix(info.Main.Version, "v"): // else "(devel)" or ""
		return info.Main.Version
	case released.MatchString(archived):
		return archived
	}
	return ""
}

// Asked tells whether the arguments of a program ask for its version alone.
func Asked(args []string) bool {
	return len(args) == 1 && slices.Contains([]string{"version", "-version", "--version"}, args[0])
}

// Line is what a program answers then, such as
// "hub v0.9.0 (86eec611db5e of 2026-11-22, linux/amd64, go1.26.8)".
func Line(program string) string {
	info, _ := debug.ReadBuildInfo()
	return line(program, Own(), info)
}

func line(program, own string, info *debug.BuildInfo) string {
	if own == "" {
		own = "of no commit"
	}
	about := []string{runtime.GOOS + "/" + runtime.GOARCH, runtime.Version()}
	if commit := setting(info, "vcs.revision"); commit != "" {
		day, _, _ := strings.Cut(setting(info, "vcs.time"), "T")
		about = slices.Insert(about, 0, fmt.Sprintf("%.12s of %s", commit, day))
	}
	return fmt.Sprintf("%s %s (%s)", program, own, strings.Join(about, ", "))
}

// setting returns what the go command noted about a build, "" where it did not.
func setting(info *debug.BuildInfo, key string) string {
	if info == nil {
		return ""
	}
	i := slices.IndexFunc(info.Settings, func(s debug.BuildSetting) bool { return s.Key == key })
	if i < 0 {
		return ""
	}
	return info.Settings[i].Value
}
