package machine_test

import (
	"os"
	"runtime"
	"testing"
	"testing/fstest"

	"hangviet/data/machine"
)

func TestRead(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	m := machine.Read(fstest.MapFS{
		"proc/meminfo":                         file("MemTotal:        4000000 kB\nMemFree: 1 kB\nMemAvailable:    1500000 kB\nHugePages_Total:       0\n"),
		"sys/class/thermal/thermal_zone0/temp": file("48312\n"),
		"sys/class/thermal/thermal_zone1/temp": file("61000\n"),
		"sys/class/thermal/thermal_zone2/temp": file("-274000\n"),
		"sys/class/thermal/thermal_zone3/temp": file("asleep\n"),
	})
	if m.Memory != 4000000<<10 || m.Room != 1500000<<10 || m.Temperature == nil || *m.Temperature != 61000 {
		t.Errorf("read %+v", m)
	}
	if m := machine.Read(fstest.MapFS{}); m != (machine.State{}) {
		t.Errorf("of a machine that tells nothing: %+v", m)
	}
}

func TestThisMachine(t *testing.T) {
	m := machine.Read(os.DirFS("/"))
	if runtime.GOOS == "linux" && (m.Memory <= 0 || m.Room <= 0 || m.Room > m.Memory) {
		t.Errorf("this machine tells %+v", m)
	}
}
