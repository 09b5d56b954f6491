package guard

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// What a guard waits for when nothing else is said.
const (
	FirstWord = 2 * time.Minute // of a program that has just begun: it may have to mend its files
	Silence   = 10 * time.Second
	LastWords = 3 * time.Second  // for the goroutines of one that stands still
	Farewell  = 20 * time.Second // for one that is told to end
)

// Guard runs a program for as long as it is to run.
type Guard struct {
	Path   string
	Args   []string
	Stderr io.Writer
	Told   func(format string, args ...any) // what the guard itself has to say
	Ended  func(End)                        // told of an end that the program could not tell itself; may be nil

	FirstWord, Silence, LastWords, Farewell time.Duration // the constants above when 0
}

// endedWell is the exit code of a program that ended as it was told to and is not
// begun anew. Every other is: Go's own end after a panic is the one of wrong flags.
const endedWell = 0

// Left is the exit code of a program that somebody who may left for the system: it is
// not begun anew either.
const Left = 100

// pauses are between the end of a run and the next: none at first, more for a
// program that cannot stay up.
var pauses = []time.Duration{0, 0, 200 * time.Millisecond, time.Second, 2 * time.Second, 5 * time.Second}

// steadyRun is how long a run lasts that is not held against the program.
const steadyRun = time.Minute

// Run runs the program until ctx ends or it ends well, and returns its exit code.
func (g *Guard) Run(ctx context.Context) (code int, err error) {
	for fails := 0; ; {
		begun := time.Now()
		code, err := g.once(ctx)
		if ctx.Err() != nil || err == nil && (code == endedWell || code == Left) {
			return code, err
		}
		if err != nil {
			g.Told("program cannot be run: %v", err)
		} else {
			g.Told("program ended with %d and is begun anew", code)
		}
		if time.Since(begun) >= steadyRun {
			fails = 0
		}
		fails++
		select {
		case <-ctx.Done():
			return code, nil
		case <-time.After(pauses[min(fails, len(pauses)-1)]):
		}
	}
}

// once runs the program one time.
func (g *Guard) once(ctx context.Context) (code int, err error) {
	cmd := exec.Command(g.Path, g.Args...) // #nosec G204 -- this very program
	cmd.Env = append(os.Environ(), byParent+"=1")
	cmd.Stderr = g.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, fmt.Errorf("run program: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("run program: %w", err)
	}
	heard := make(chan string)
	go listen(out, heard) // ends with the program
	froze := g.watch(ctx, cmd.Process, heard)
	err = cmd.Wait()
	if end := endOf(cmd.ProcessState, froze); end != "" && g.Ended != nil {
		g.Ended(end)
	}
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// listen hands on what the program says until it ends.
func listen(out io.Reader, heard chan<- string) {
	defer close(heard)
	for words := bufio.NewScanner(out); words.Scan(); {
		heard <- words.Text()
	}
}

// watch returns once the program has ended, by itself or not, and tells whether it stood
// still.
func (g *Guard) watch(ctx context.Context, p *os.Process, heard <-chan string) (froze bool) {
	patience := time.NewTimer(or(g.FirstWord, FirstWord))
	defer patience.Stop()
	over := ctx.Done()
	for asked := false; ; {
		select {
		case word, lives := <-heard:
			if !lives {
				return froze
			}
			if word == sayAlive && !asked {
				patience.Reset(or(g.Silence, Silence))
			}
		case <-over:
			over, asked = nil, true
			tell(p, syscall.SIGTERM)
			patience.Reset(or(g.Farewell, Farewell))
		case <-patience.C:
			if asked {
				_ = p.Kill() // it has ended meanwhile, or does now
				continue
			}
			asked, froze = true, true
			g.Told("program stands still and is ended")
			tell(p, syscall.SIGQUIT)
			patience.Reset(or(g.LastWords, LastWords))
		}
	}
}

// tell sends a signal, or kills where the system has no such signal.
func tell(p *os.Process, s os.Signal) {
	if p.Signal(s) != nil {
		_ = p.Kill() // it has ended meanwhile, or does now
	}
}

func or(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}
