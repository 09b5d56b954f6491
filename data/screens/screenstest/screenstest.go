// Package screenstest starts X servers for tests: Xvfb and Xephyr as they are, and
// Xorg itself with a card that draws into memory.
//
// Start with [Start].
package screenstest

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Start starts an X server with those arguments, and with env beside the environment of
// the test, and returns the display's name once it serves, such as ":99". It ends with
// the test.
func Start(t testing.TB, env []string, name string, args ...string) (display string) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command(name, append(args, "-displayfd", "3", "-nolisten", "tcp")...) // #nosec G204 -- tests say which server
	cmd.ExtraFiles, cmd.Env = []*os.File{w}, append(os.Environ(), env...)
	var said strings.Builder
	cmd.Stderr = &said
	err = cmd.Start()
	w.Close()
	if err != nil {
		t.Fatalf("start an X server: %v", err)
	}
	end := func() {
		cmd.Process.Kill()
		cmd.Wait() // killed above; its error says so
	}
	t.Cleanup(end)
	number, err := io.ReadAll(io.LimitReader(r, 8))
	if len(number) == 0 {
		end() // nothing is written to said any more
		t.Fatalf("%s did not start: %v\n%s", name, err, said.String())
	}
	return ":" + strings.TrimSpace(string(number))
}
