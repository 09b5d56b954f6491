package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for what it needs before it gives up; far
// longer than anything should take, so that a slow machine is no failure.
const patience = 60 * time.Second

// bin is where TestMain builds the programs.
var bin string

func TestMain(m *testing.M) {
	if data := os.Getenv(castEnv); data != "" {
		fmt.Fprintln(os.Stderr, cast(context.Background(), data))
		os.Exit(1)
	}
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func buildAndRun(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "hangviet-e2e")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	bin = dir
	// Without the tag migrated_fynedo of the shipped programs: with it Fyne does
	// not look which thread changes a window, and offThread would never bite.
	build := exec.Command("go", "build", "-tags", "x11,trial", "-o", dir,
		"hangviet/cmd/kiosk", "hangviet/cmd/hub", "hangviet/cmd/kioskctl", "./testdata/offthread")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return 1, fmt.Errorf("build the programs: %w", err)
	}
	return m.Run(), nil
}

// run runs a program to its end, expects it to succeed and returns its output.
func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, code := try(t, program, args...)
	if code != 0 {
		t.Fatalf("%s %s: exit %d\n%s", program, strings.Join(args, " "), code, out)
	}
	return out
}

// try runs a program to its end and returns what it printed and its exit code.
func try(t *testing.T, program string, args ...string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(bin, program), args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if err != nil && cmd.ProcessState == nil {
		t.Fatalf("run %s: %v", program, err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// process is a program that goes on running.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	log  string
	done chan error
}

// start starts a program that is ended with the test at the latest. What it
// prints is shown when the test fails.
func start(t *testing.T, env []string, program string, args ...string) *process {
	t.Helper()
	p := launch(t, env, filepath.Join(bin, program), args...)
	t.Cleanup(func() {
		p.kill()
		if fault := offThread(p.printed()); fault != "" {
			t.Errorf("%s changed its window off the UI thread: %s", program, fault)
		}
		if t.Failed() {
			t.Logf("%s printed:\n%s", program, p.printed())
		}
	})
	return p
}

// launch starts a program that its caller ends.
func launch(t *testing.T, env []string, path string, args ...string) *process {
	t.Helper()
	log, err := os.CreateTemp(t.TempDir(), "*.log")
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close() // the program has it from here on
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	p := &process{t, cmd, log.Name(), make(chan error, 1)}
	go func() { p.done <- cmd.Wait() }()
	return p
}

// alive fails the test at once when the program has ended by itself.
func (p *process) alive() {
	p.t.Helper()
	select {
	case err := <-p.done:
		p.done <- err
		p.t.Fatalf("%s ended: %v\n%s", filepath.Base(p.cmd.Path), err, p.printed())
	default:
	}
}

func (p *process) printed() string {
	b, _ := os.ReadFile(p.log) // the file was made in start
	return string(b)
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	p.end(syscall.SIGKILL)
}

// stop asks the process to end and expects it to do so cleanly.
func (p *process) stop() {
	p.t.Helper()
	if err := p.end(syscall.SIGTERM); err != nil {
		p.t.Errorf("%s did not stop cleanly: %v\n%s", filepath.Base(p.cmd.Path), err, p.printed())
	}
}

func (p *process) end(sig syscall.Signal) error {
	if p.cmd.ProcessState != nil {
		return nil
	}
	p.cmd.Process.Signal(sig)
	select {
	case err := <-p.done:
		return err
	case <-time.After(patience):
		p.cmd.Process.Signal(syscall.SIGQUIT) // Go prints where every goroutine stands
		<-p.done
		return fmt.Errorf("still running after %v", patience)
	}
}

// eventually waits until ok tells true, looking again every 50 ms.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for !ok() {
		select {
		case <-again.C:
		case <-limit.C:
			t.Fatalf("waited %v in vain for %s", patience, what)
		}
	}
}

// status is what `kiosk status --json` tells.
type status struct {
	Kiosk    string
	Root     string
	Release  int64
	Products int
	Photos   int
	Ballots  int64
	Choices  int64
	Unsent   int64
	Problems []string
}

func kioskStatus(t *testing.T, data string) status {
	t.Helper()
	var s status
	out := run(t, "kiosk", "status", "--data", data, "--json")
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		t.Fatalf("read the kiosk's status: %v\n%s", err, out)
	}
	return s
}

// copyFolder copies a folder of plain files, as a person copies it to a stick.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatalf("copy to the stick: %v", err)
	}
}
