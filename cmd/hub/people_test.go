package main

import (
	"bufio"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestFirstAccount: as long as nobody can sign in, each start tells a link to make
// the first account; the link of the start before is good no more, and with an
// account there is none.
func TestFirstAccount(t *testing.T) {
	t.Parallel()
	o := &organiser{t, t.TempDir()}
	var old string
	for start := range 3 {
		p, lines := o.serveLines()
		link := ""
		if start < 2 {
			link = strings.TrimSpace((<-lines)[len("hub: make the first account (within 24 hours, once): "):])
		}
		switch start {
		case 0:
			old = strings.TrimPrefix(link, p.url)
		case 1:
			wantStatus(t, p.url+old, http.StatusNotFound)
			form := url.Values{"name": {"thao"}, "password": {"đủ dài để dùng"}, "again": {"đủ dài để dùng"}}
			res, err := http.PostForm(link, form)
			must(t, err)
			must(t, res.Body.Close())
			if res.StatusCode != http.StatusOK {
				t.Errorf("the first account: %s", res.Status)
			}
		case 2:
			wantStatus(t, p.url+"/login", http.StatusOK)
		}
		must(t, p.Process.Signal(os.Interrupt))
		for line := range lines {
			t.Errorf("start %d tells also %q", start, line)
		}
		must(t, p.Wait())
	}
}

// serveLines starts the server and hands on what it tells after its address.
func (o *organiser) serveLines() (*process, <-chan string) {
	o.Helper()
	cmd := exec.CommandContext(o.Context(), os.Args[0], "serve", "--data", o.dir, "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.StdoutPipe()
	must(o.T, err)
	must(o.T, cmd.Start())
	reader := bufio.NewReader(out)
	first, err := reader.ReadString('\n')
	must(o.T, err)
	lines := make(chan string, 10)
	go func() { // ends with the program
		defer close(lines)
		for {
			line, err := reader.ReadString('\n')
			if err != nil {
				return
			}
			lines <- line
		}
	}()
	return &process{cmd, strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(first, "hub: ")), "/")}, lines
}

func wantStatus(t *testing.T, address string, want int) {
	t.Helper()
	client := http.Client{Timeout: 20 * time.Second}
	res, err := client.Get(address)
	must(t, err)
	must(t, res.Body.Close())
	if res.StatusCode != want {
		t.Errorf("%s: %s, want %d", address, res.Status, want)
	}
}

// TestRolesByCommand: an account gets the role that is named, and the last
// administrator keeps his.
func TestRolesByCommand(t *testing.T) {
	o := &organiser{t, t.TempDir()}
	const secret = "đủ dài để dùng\n"
	o.command(badUsage, secret, "admin", "add", "a", "--data", o.dir, "--role", "boss")
	o.command(done, secret, "admin", "add", "a", "--data", o.dir)
	if said := o.command(done, secret, "admin", "add", "b", "--data", o.dir, "--role", "verifier"); !strings.Contains(said, "b may sign in as verifier") {
		t.Error(said)
	}
	if said := o.command(notDone, secret, "admin", "add", "a", "--data", o.dir, "--role", "viewer"); !strings.Contains(said, "last administrator") {
		t.Error(said)
	}
	o.command(done, secret, "admin", "add", "b", "--data", o.dir, "--role", "administrator")
	o.command(done, secret, "admin", "add", "a", "--data", o.dir, "--role", "viewer")
}

// TestTokensByCommand makes, lists and revokes a token.
func TestTokensByCommand(t *testing.T) {
	o := &organiser{t, t.TempDir()}
	o.command(done, "", "key", "--data", o.dir)
	for _, args := range [][]string{{"add"}, {"add", "a", "--role", "boss"}, {"list", "a"}, {"revoke"}, {"drop", "a"}} {
		o.command(badUsage, "", append([]string{"token", "--data", o.dir}, args...)...)
	}
	o.command(notDone, "", "token", "add", "a", "--data", o.dir, "--days", "0")
	said := o.command(done, "", "token", "add", "Bảng điện tử", "--data", o.dir, "--days", "7", "--role", "editor")
	if !regexp.MustCompile(`(?m)^hv_[A-Za-z0-9_-]{43}$`).MatchString(said) {
		t.Error(said)
	}
	listed := o.command(done, "", "token", "list", "--data", o.dir)
	id := regexp.MustCompile(`(?m)^([0-9a-f]{12}) .*editor.*Bảng điện tử`).FindStringSubmatch(listed)
	if id == nil || strings.Contains(listed, "hv_") {
		t.Fatal(listed)
	}
	o.command(done, "", "token", "revoke", id[1], "--data", o.dir)
	o.command(notDone, "", "token", "revoke", id[1], "--data", o.dir)
}

// TestTLSNeedsBoth: a certificate without a key is no server.
func TestTLSNeedsBoth(t *testing.T) {
	o := &organiser{t, t.TempDir()}
	o.command(badUsage, "", "serve", "--data", o.dir, "--tls-cert", "a.pem")
	o.command(badUsage, "", "serve", "--data", o.dir, "--tls-key", "a.pem")
}
