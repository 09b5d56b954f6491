// Command kiosk-update installs a new version of the kiosk's program, as root. It
// is started by systemd when the kiosk asks for it, and once at every start, to
// end what a power cut interrupted. See package hangviet/data/update.
//
// It exits 0 when all is settled, whether or not anything was installed, 1 when it
// could not work, 2 when it was called the wrong way, and 75 when an update is under
// way still and it has to be run again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"hangviet/data/update"
	"hangviet/data/version"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
	exitAgain  = 75
)

// Where the package puts things.
const (
	staged = "/var/lib/hangviet/program"
	own    = "/var/lib/hangviet-update"
	health = "/run/hangviet/health.json"
	unit   = "hangviet-kiosk.service"
)

const help = `usage: kiosk-update run [--from FOLDER] [--within 5m]
                                              install what the kiosk has fetched, or a content folder's program
       kiosk-update pin --from ROOT.json      verify updates under this root, for good
       kiosk-update status                    tell how the last update ended
       kiosk-update version                   tell which version this is`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if version.Asked(args) {
		fmt.Fprintln(stdout, version.Line("kiosk-update"))
		return exitOK
	}
	flags := flag.NewFlagSet("kiosk-update", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprintln(stderr, help) }
	from := flags.String("from", "", "folder or file")
	within := flags.Duration("within", 0, "in which the new version has to report well; 5m when 0")
	if len(args) == 0 || flags.Parse(args[1:]) != nil || flags.NArg() > 0 {
		flags.Usage()
		return exitUsage
	}
	u := &update.Updater{Staged: staged, Dir: own, Health: health, System: update.Dpkg{Unit: unit}, Within: *within}
	switch args[0] {
	case "run":
		if *from != "" {
			u.Staged = *from
		}
		return install(ctx, u, stdout, stderr)
	case "pin":
		return tell(stderr, u.Pin(*from))
	case "status":
		return status(stdout, stderr)
	}
	flags.Usage()
	return exitUsage
}

func install(ctx context.Context, u *update.Updater, stdout, stderr io.Writer) int {
	done, err := u.Run(ctx)
	if done && err == nil {
		return status(stdout, stderr)
	}
	if err == nil {
		return exitOK
	}
	tell(stderr, err)
	if _, lost := os.Stat(filepath.Join(u.Dir, "state.json")); lost == nil {
		return exitAgain
	}
	return exitOK // what was refused or taken back is settled, and noted for the kiosk to tell
}

func status(stdout, stderr io.Writer) int {
	r, err := update.ReadResult(own)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(stdout, "no update yet")
		return exitOK
	}
	if err != nil {
		return tell(stderr, err)
	}
	fmt.Fprintf(stdout, "%s: %s (was %s) at %s %s\n", r.Outcome, r.Version, r.From, r.At.Format("2006-01-02 15:04:05Z"), r.Why)
	return exitOK
}

func tell(stderr io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	fmt.Fprintln(stderr, "kiosk-update:", err)
	return exitFailed
}
