package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"hangviet/data/disk"
)

// machine names what a report was made on, in one line.
func machine() string {
	return fmt.Sprintf("%s, %d cores, %s memory, %s/%s, %s; virtual display %dx%d, drawn in software",
		processor(), runtime.NumCPU(), memory(), runtime.GOOS, runtime.GOARCH, runtime.Version(), screenWidth, screenHeight)
}

// machineOf names it in full; dir is on the disk that is measured.
func machineOf(dir string) [][2]string {
	return [][2]string{
		{"processor", fmt.Sprintf("%s, %d cores", processor(), runtime.NumCPU())},
		{"memory", memory()},
		{"system", fmt.Sprintf("%s, kernel %s, %s", system(), firstLine("/proc/sys/kernel/osrelease"), runtime.GOARCH)},
		{"disk", diskOf(dir)},
		{"screen", fmt.Sprintf("a virtual display of %d×%d, drawn in software; %s", screenWidth, screenHeight, graphics())},
		{"program", commit()},
	}
}

func processor() string {
	if model := entry("/proc/cpuinfo", "model name"); model != "" {
		return model
	}
	return "unknown processor"
}

func memory() string {
	var kib int64
	if _, err := fmt.Sscanf(entry("/proc/meminfo", "MemTotal"), "%d kB", &kib); err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.0f GiB", float64(kib)/(1<<20))
}

// system is the distribution's own name (os-release(5)).
func system() string {
	for text := range strings.Lines(contents("/etc/os-release")) {
		if name, ok := strings.CutPrefix(text, "PRETTY_NAME="); ok {
			return strings.Trim(strings.TrimSpace(name), `"`)
		}
	}
	return runtime.GOOS
}

// diskOf is the device and the file system that a folder is on.
func diskOf(dir string) string {
	var s syscall.Stat_t
	if err := syscall.Stat(dir, &s); err != nil {
		return "unknown"
	}
	number := fmt.Sprintf("%d:%d", s.Dev>>8&0xfff, s.Dev&0xff|s.Dev>>12&0xfff00)
	name, kind := mountOf(contents("/proc/self/mountinfo"), number)
	free, err := disk.Free(dir)
	if err != nil {
		return name + ", " + kind
	}
	return fmt.Sprintf("%s, %s, %.0f GB free", name, kind, float64(free)/1e9)
}

// mountOf finds the device and the kind of file system by the number of the device
// in mountinfo (proc(5)).
func mountOf(mountinfo, number string) (device, kind string) {
	for text := range strings.Lines(mountinfo) {
		mount, source, _ := strings.Cut(text, " - ")
		if fields := strings.Fields(mount); len(fields) > 2 && fields[2] == number {
			if of := strings.Fields(source); len(of) > 1 {
				return of[1], of[0]
			}
		}
	}
	return "device " + number, "unknown file system"
}

// graphics tells whether there is a card, of which a virtual display makes no use.
func graphics() string {
	if cards, _ := filepath.Glob("/dev/dri/card*"); len(cards) > 0 { // the pattern is good
		return "the graphics card of this machine was not used"
	}
	return "no graphics card is here"
}

// commit is what was built; a build that was not told asks git what is here.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return runtime.Version()
	}
	id, changed := info.Main.Version, ""
	if out, err := exec.Command("git", "describe", "--always", "--dirty=, with changes").Output(); err == nil {
		id = strings.TrimSpace(string(out))
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			id = fmt.Sprintf("%.12s", s.Value)
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", with changes"
		}
	}
	return fmt.Sprintf("%s%s, %s", id, changed, runtime.Version())
}

// load is how many programs wanted to run in the last minute.
func load() string {
	first, _, _ := strings.Cut(firstLine("/proc/loadavg"), " ")
	return first
}

// busy tells of a load with which others take time from what is measured: more
// than half a core.
func busy(load string) bool {
	n, err := strconv.ParseFloat(load, 64)
	return err != nil || n > 0.5
}

func firstLine(file string) string {
	text, _, _ := strings.Cut(contents(file), "\n")
	return strings.TrimSpace(text)
}

// contents is what a file holds, "" when it cannot be read.
func contents(file string) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	return string(raw)
}

// entry returns the first value under key in a file of "key : value" lines.
func entry(file, key string) string {
	for text := range strings.Lines(contents(file)) {
		if k, v, ok := strings.Cut(text, ":"); ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}
