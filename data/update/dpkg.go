package update

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"hangviet/data/fsync"
)

// Dpkg is a Debian system. What it runs must be the system's own programs, by the
// account that may install packages.
type Dpkg struct {
	Root string // of the system; "" for this one
	Unit string // of systemd, started anew after an installation; "" for none
}

func (d Dpkg) admin() string { return filepath.Join(d.root(), "var/lib/dpkg") }

func (d Dpkg) root() string {
	if d.Root == "" {
		return "/"
	}
	return d.Root
}

// Installed implements [System].
func (d Dpkg) Installed(ctx context.Context) (version string, ready bool, err error) {
	out, err := d.query(ctx, "--show", "--showformat=${Hangviet-Version} ${db:Status-Abbrev}", Name)
	if err != nil {
		return "", false, err
	}
	version, status, _ := strings.Cut(strings.TrimSpace(out), " ")
	return version, status == "ii", nil
}

// Try implements [System].
func (d Dpkg) Try(ctx context.Context, path string) error {
	_, err := run(ctx, "dpkg", "--root="+d.root(), "--simulate", "--install", path)
	return err
}

// Install implements [System].
func (d Dpkg) Install(ctx context.Context, path string) error {
	_, err := run(ctx, "dpkg", "--root="+d.root(), "--force-downgrade", "--force-confold", "--force-confdef", "--install", path)
	return err
}

// Restart implements [System].
func (d Dpkg) Restart(ctx context.Context) error {
	if d.Unit == "" {
		return nil
	}
	if _, err := run(ctx, "systemctl", "daemon-reload"); err != nil {
		return err
	}
	_, err := run(ctx, "systemctl", "--no-block", "restart", d.Unit)
	return err
}

// Keep implements [System]: it builds the package again from what is installed,
// because the file that it came from is gone.
func (d Dpkg) Keep(ctx context.Context, path string) error {
	tree, err := os.MkdirTemp(filepath.Dir(path), "keep-*")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(tree)
	if err := os.Chmod(tree, 0o755); err != nil {
		return err
	}
	err = d.copyFiles(ctx, tree)
	if err == nil {
		err = d.copyControl(ctx, filepath.Join(tree, "DEBIAN"))
	}
	if err != nil {
		return fmt.Errorf("gather installed files: %w", err)
	}
	part := path + ".part"
	if _, err := run(ctx, "dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, part); err != nil {
		return err
	}
	return fsync.Settle(part, path)
}

// copyFiles copies what the package has put on the disk.
func (d Dpkg) copyFiles(ctx context.Context, tree string) error {
	list, err := d.query(ctx, "--listfiles", Name)
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(list) {
		if name == "/." {
			continue
		}
		err := copyEntry(filepath.Join(d.root(), name), filepath.Join(tree, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a file that somebody removed
			return err
		}
	}
	return nil
}

// copyEntry copies a folder, a link or a file with its mode and time.
func copyEntry(from, to string) error {
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	switch {
	case info.IsDir():
		return os.MkdirAll(to, info.Mode().Perm())
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(target, to)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no plain file", from)
	}
	return copyPlain(from, to, info)
}

func copyPlain(from, to string, info fs.FileInfo) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Chmod(info.Mode().Perm()), out.Close(), os.Chtimes(to, info.ModTime(), info.ModTime()))
}

// copyControl writes the control file and copies the package's scripts and lists.
func (d Dpkg) copyControl(ctx context.Context, dir string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	status, err := d.query(ctx, "--status", Name)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "control"), controlText(status), 0o644); err != nil {
		return err
	}
	list, err := d.query(ctx, "--control-list", Name)
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(list) {
		if err := copyEntry(filepath.Join(d.admin(), "info", Name+"."+name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// controlText is the control file of a package by what dpkg says of it: without the
// fields of the installation, some of which have several lines.
func controlText(status string) []byte {
	var out bytes.Buffer
	installation := false
	for line := range strings.Lines(status) {
		name, _, field := strings.Cut(line, ":")
		if field && !strings.HasPrefix(line, " ") {
			installation = name == "Status" || name == "Conffiles"
		}
		if !installation {
			out.WriteString(line)
		}
	}
	return out.Bytes()
}

func (d Dpkg) query(ctx context.Context, args ...string) (string, error) {
	return run(ctx, "dpkg-query", append([]string{"--admindir=" + d.admin()}, args...)...)
}

// run runs a program of the system and returns what it printed; what it complained
// of becomes the error.
func run(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...) // #nosec G204 -- programs named in this file, with paths of this account
	cmd.Env = append(os.Environ(), "LC_ALL=C", "DEBIAN_FRONTEND=noninteractive")
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(tail(complaints.Bytes(), 2000)))
	}
	return out.String(), nil
}

func tail(data []byte, n int) []byte { return data[max(0, len(data)-n):] }
