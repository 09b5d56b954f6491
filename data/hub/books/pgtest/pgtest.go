// Package pgtest runs a private PostgreSQL for tests: on data of its own, heard on
// a socket of its own, gone with the test. It uses the programs of Debian's
// package postgresql, or what is on the PATH.
//
// The database is ordered as Vietnamese is, unlike what package books wants, so
// that what hangs on the order of a database shows.
//
// Start with [Start] for a server that a test kills and starts again, and with
// [Place] in tests that run on any engine.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// patience is how long a server may take to start or to end.
const patience = 30 * time.Second

// Server is a PostgreSQL server that may be killed. It is not safe for concurrent
// use.
type Server struct {
	programs string // folder
	dir      string // holds data, socket and log
	owner    owner
	settings []string
	running  *exec.Cmd
	ended    chan error
}

// Start starts a server for as long as the test runs and returns the address of
// its database. Settings are as "work_mem=1MB".
func Start(t testing.TB, settings ...string) (url string, s *Server) {
	t.Helper()
	s, err := newServer(settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.remove(); err != nil {
			t.Error(err)
		}
	})
	return s.URL(), s
}

// Open starts a server that is ended by Close, for programs that measure.
func Open(settings ...string) (*Server, error) { return newServer(settings) }

// Close ends the server and removes what it kept.
func (s *Server) Close() error { return s.remove() }

func newServer(settings []string) (*Server, error) {
	programs, err := findPrograms()
	if err != nil {
		return nil, err
	}
	owner, err := newOwner()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "hangviet-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{programs: programs, dir: dir, owner: owner, settings: settings}
	if err := errors.Join(os.Chmod(dir, 0o755), owner.give(dir), s.initialise(), s.start()); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	return s, nil
}

// errMissing says what to do.
var errMissing = errors.New("PostgreSQL is not installed: run .make/deps.sh test")

// findPrograms returns the folder of the newest server that is installed.
func findPrograms() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.Join(errMissing, err)
	}
	return filepath.Dir(slices.Max(found)), nil
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) initialise() error {
	cmd := s.command("initdb", "-D", s.data(), "-U", "hub", "--auth=trust", "--no-sync", "-E", "UTF8",
		"--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make database: %w: %s", err, out)
	}
	return nil
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.programs, name), args...) // #nosec G204 -- a tool of tests and measures, started with their own paths
	cmd.Dir, cmd.Env = s.dir, append(os.Environ(), "LC_ALL=C.UTF-8")
	s.owner.own(cmd)
	return cmd
}

// URL returns the address of the server's database.
func (s *Server) URL() string { return "postgres://hub@/postgres?host=" + s.dir }

// start starts the server and waits until it answers.
func (s *Server) start() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	args := []string{"-D", s.data(), "-k", s.dir, "-c", "listen_addresses="}
	for _, setting := range s.settings {
		args = append(args, "-c", setting)
	}
	s.running, s.ended = s.command("postgres", args...), make(chan error, 1)
	s.running.Stdout, s.running.Stderr = log, log
	if err := s.running.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	go func(cmd *exec.Cmd, ended chan<- error) { ended <- cmd.Wait() }(s.running, s.ended)
	return s.await()
}

// await waits until the server answers.
func (s *Server) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		err := s.ask(ctx, "SELECT 1")
		if err == nil {
			return nil
		}
		select {
		case ended := <-s.ended:
			s.running = nil
			return errors.Join(err, ended, s.told())
		case <-ctx.Done():
			return errors.Join(err, s.told())
		case <-time.After(10 * time.Millisecond): // how often to look
		}
	}
}

func (s *Server) ask(ctx context.Context, query string) error {
	db, err := pgx.Connect(ctx, s.URL())
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, query)
	return errors.Join(err, db.Close(ctx))
}

// told returns the server's log as an error.
func (s *Server) told() error {
	log, err := os.ReadFile(filepath.Join(s.dir, "log"))
	return errors.Join(err, fmt.Errorf("log of PostgreSQL: %s", log))
}

// Kill ends the server and all its processes at once, as a lost machine does but
// for its disk.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if err := s.end(os.Kill); err != nil {
		t.Fatal(err)
	}
}

// Restart starts a server that was killed over what it left. PostgreSQL refuses to
// start as long as a process of the killed one holds its memory, which it may do
// for a moment after it was killed.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		err := s.start()
		if err == nil {
			return
		}
		if time.Now().After(end) || !strings.Contains(err.Error(), "pre-existing shared memory") {
			t.Fatal(err)
		}
	}
}

// end sends a signal to the server and waits until it is gone. Those whom a killed
// server leaves behind are killed as well.
func (s *Server) end(signal os.Signal) error {
	if s.running == nil {
		return nil
	}
	children := childrenOf(s.running.Process.Pid)
	err := s.running.Process.Signal(signal)
	if signal == os.Kill {
		killAll(children)
	}
	select {
	case <-s.ended: // however it ended
	case <-time.After(patience):
		err = errors.Join(err, errors.New("PostgreSQL does not end"))
	}
	s.running = nil
	return err
}

func (s *Server) remove() error {
	return errors.Join(s.end(atOnce), os.RemoveAll(s.dir))
}
