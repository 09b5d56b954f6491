//go:build textures

package main

import (
	"errors"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
)

// profiler writes what memory is held by and where goroutines are whenever it is
// asked by SIGUSR1 (bench soak does). It is for measuring only, never in a kiosk
// that serves people.
type profiler struct{ asked chan os.Signal }

func newProfiler() profiler {
	p := profiler{make(chan os.Signal, 1)}
	signal.Notify(p.asked, syscall.SIGUSR1)
	return p
}

// keep writes both profiles beside the file of health, if it was asked since.
func (p profiler) keep(path string) error {
	select {
	case <-p.asked:
		return errors.Join(keepProfile("goroutine", path+".goroutines"), keepProfile("heap", path+".heap"))
	default:
		return nil
	}
}

// keepProfile writes a profile whole and renames it into place.
func keepProfile(name, path string) error {
	out, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	err = errors.Join(pprof.Lookup(name).WriteTo(out, 0), out.Close())
	if err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}
