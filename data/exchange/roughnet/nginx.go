package roughnet

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Nginx serves a folder with Debian's nginx until the test ends and returns its
// address, "" where the program is not there.
func Nginx(t testing.TB, folder string) string {
	t.Helper()
	program, err := lookPath("nginx", "/usr/sbin/nginx")
	if err != nil {
		t.Log("nginx is not there: make deps-test installs it")
		return ""
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := l.Addr().String()
	must(t, l.Close())
	dir := t.TempDir()
	conf := filepath.Join(dir, "nginx.conf")
	must(t, os.WriteFile(conf, fmt.Appendf(nil, `daemon off; master_process off; user root; pid %[1]s/pid; error_log %[1]s/error.log;
events {} http { access_log off; client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s;
uwsgi_temp_path %[1]s; scgi_temp_path %[1]s; server { listen %[2]s; root %[3]s; } }`, dir, address, folder), 0o644))
	cmd := exec.Command(program, "-c", conf, "-p", dir) // #nosec G204 -- a tool of tests and measures, started with their own paths
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for end := time.Now().Add(10 * time.Second); ; {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
			return "http://" + address
		}
		if time.Now().After(end) {
			t.Fatalf("nginx does not come up: %v", err)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lookPath finds a program that an account's path may not lead to.
func lookPath(name, otherwise string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	return exec.LookPath(otherwise)
}
