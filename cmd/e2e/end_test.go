package e2e

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestTheWindowEndsAgainAndAgain asks a kiosk to end at every stage of its start:
// Fyne's own end panics at times, or waits for ever.
func TestTheWindowEndsAgainAndAgain(t *testing.T) {
	s, data := openScreen(t, 1080, 1920), t.TempDir()
	openKiosk(t, s, data).stop() // brings the sample in
	const times = 20
	for i := range times {
		p := start(t, s.env(), "kiosk", "--data", data)
		until(p, time.Duration(1+i%10)*60*time.Millisecond)
		err := p.end([]syscall.Signal{syscall.SIGTERM, syscall.SIGINT}[i%2])
		if said := p.printed(); err != nil && !unbegun(p) || strings.Contains(said, "panic") || strings.Contains(said, "kiosk:") {
			t.Errorf("end %d: %v; it said %s", i+1, err, said)
		}
	}
}

// unbegun tells whether a signal came before a program had so much as begun.
func unbegun(p *process) bool {
	return p.cmd.ProcessState.Sys().(syscall.WaitStatus).Signaled() && p.printed() == ""
}

// until lets a program run for a while.
func until(p *process, d time.Duration) {
	p.t.Helper()
	select {
	case err := <-p.done:
		p.t.Fatalf("it ended by itself: %v\n%s", err, p.printed())
	case <-time.After(d):
	}
}
