package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// machine names what the report was made on.
func machine() string {
	model := entry("/proc/cpuinfo", "model name")
	if model == "" {
		model = "unknown processor"
	}
	return fmt.Sprintf("%s, %d cores, %s memory, %s/%s, %s; virtual display %dx%d, drawn in software",
		model, runtime.NumCPU(), memory(), runtime.GOOS, runtime.GOARCH, runtime.Version(), screenWidth, screenHeight)
}

func memory() string {
	var kib int64
	if _, err := fmt.Sscanf(entry("/proc/meminfo", "MemTotal"), "%d kB", &kib); err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.0f GiB", float64(kib)/(1<<20))
}

// load is how many programs wanted to run in the last minute.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(raw), " ")
	return first
}

// entry returns the first value under key in a file of "key : value" lines.
func entry(file, key string) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for text := range strings.Lines(string(raw)) {
		if k, v, ok := strings.Cut(text, ":"); ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}
