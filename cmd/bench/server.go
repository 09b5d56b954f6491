package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// server is a program that answers HTTP on this machine.
type server struct {
	base string // its address, without a slash at its end
	cmd  *exec.Cmd
	log  *os.File
}

// startHub starts the hub's program on a folder of data; its log goes to a file
// beside it.
func startHub(ctx context.Context, program, data string, args ...string) (*server, error) {
	return startTold(ctx, program, data+".log", append([]string{"serve", "--data", data, "--addr", "127.0.0.1:0"}, args...)...)
}

// startTold starts a program that tells its address as the hub does.
func startTold(ctx context.Context, program, log string, args ...string) (*server, error) {
	s := &server{cmd: exec.CommandContext(ctx, program, args...)} // #nosec G204 -- a tool of tests and measures, started with their own paths
	told, err := s.cmd.StdoutPipe()
	if err == nil {
		s.log, err = os.Create(log)
	}
	if err != nil {
		return nil, err
	}
	s.cmd.Stderr = s.log
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(told)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "hub: http"); ok {
			s.base = "http" + strings.TrimRight(address, "/")
			go func() {
				for lines.Scan() { // until the program ends
				}
			}()
			return s, nil
		}
	}
	return nil, errors.Join(errors.New(filepath.Base(program)+" does not come up, see "+s.log.Name()), s.stop())
}

const nginxConf = `daemon off; worker_processes auto; user root; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 1024; } http { access_log %[1]s/access.log; sendfile on; keepalive_requests 1000000;
client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s;
uwsgi_temp_path %[1]s; scgi_temp_path %[1]s; server { listen %[2]s; root %[3]s; } }
`

// startNginx starts Debian's nginx, as Debian sets it up, on a folder.
func startNginx(ctx context.Context, dir, folder string) (*server, error) {
	address, err := freeAddress()
	conf := filepath.Join(dir, "nginx.conf")
	err = errors.Join(err, os.MkdirAll(dir, 0o755), os.WriteFile(conf, fmt.Appendf(nil, nginxConf, dir, address, folder), 0o644))
	if err != nil {
		return nil, err
	}
	s := &server{base: "http://" + address, cmd: exec.CommandContext(ctx, find("nginx"), "-c", conf, "-p", dir)} // #nosec G204 -- a tool of tests and measures, started with their own paths
	return s, s.begin(ctx)
}

// freeAddress is one of this machine that nobody listens at.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
}

// begin starts the program, which does not tell when it is ready, and waits until it
// listens.
func (s *server) begin(ctx context.Context) error {
	if err := s.cmd.Start(); err != nil {
		return err
	}
	for end := time.Now().Add(patience); ; {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
		if err == nil {
			return conn.Close()
		}
		if time.Now().After(end) {
			return errors.Join(err, s.stop())
		}
		if err := pause(ctx, 5*time.Millisecond); err != nil {
			return errors.Join(err, s.stop())
		}
	}
}

// kill ends the program as a power cut does.
func (s *server) kill() error {
	if s.log != nil {
		defer s.log.Close()
	}
	err := s.cmd.Process.Kill()
	_ = s.cmd.Wait() // killed; its error says so
	return err
}

// stop ends the program.
func (s *server) stop() error {
	if s.log != nil {
		defer s.log.Close()
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.cmd.Wait()
}

// busy is the processor time of the program and of those it started, to a
// hundredth of a second.
func (s *server) busy() (time.Duration, error) { return familyTime(s.cmd.Process.Pid) }
