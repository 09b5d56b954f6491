// Command kioskctl is the publisher's and auditor's command line. Each
// subcommand is one file; this one lists them.
//
// It exits 0 when all is well, 1 when there were errors or something was
// refused, and 2 when it was called the wrong way.
package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"hangviet/data/version"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// command is one subcommand; run returns the exit code.
type command struct {
	summary string
	run     func(ctx context.Context, args []string, stdout, stderr io.Writer) int
}

// commands lists the subcommands by name.
func commands() map[string]command {
	return map[string]command{
		"check":    {"check a workbook and its photos", runCheck},
		"init":     {"make a folder with a template workbook and keys", runInit},
		"keys":     {"make, show and renew keys", runKeys},
		"program":  {"sign a new version of the kiosk's program beside a release", runProgram},
		"publish":  {"sign a workbook as the next release of a content folder", runPublish},
		"recount":  {"count a round's public record again", runRecount},
		"sample":   {"write the invented sample catalogue", runSample},
		"sign":     {"sign what a hub without the targets key wants to publish", runSign},
		"search":   {"ask a content folder what a kiosk would find", runSearch},
		"simulate": {"load a hub with simulated kiosks", runSimulate},
		"unlock":   {"open the staff entrance of a kiosk that wrong PINs locked", runUnlock},
		"tickets":  {"draw one-time codes for a round, as a table and as cards", runTickets},
		"withdraw": {"hide products at once, between two releases", runWithdraw},
		"verify":   {"check a whole content folder and say what it holds", runVerify},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run dispatches to the subcommand named by the first argument.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	all := commands()
	if version.Asked(args) {
		fmt.Fprintln(stdout, version.Line("kioskctl"))
		return exitOK
	}
	if len(args) == 0 {
		usage(stderr, all)
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		usage(stdout, all)
		return exitOK
	}
	c, ok := all[args[0]]
	if !ok {
		fmt.Fprintf(stderr, "kioskctl: unknown command %q\n\n", args[0])
		usage(stderr, all)
		return exitUsage
	}
	return c.run(ctx, args[1:], stdout, stderr)
}

func usage(w io.Writer, all map[string]command) {
	fmt.Fprint(w, "usage: kioskctl COMMAND [flags]\n\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(w, "  %-9s %s\n", name, all[name].summary)
	}
	fmt.Fprintf(w, "  %-9s %s\n", "version", "tell which version this is")
	fmt.Fprint(w, "\nkioskctl COMMAND -h tells more about one.\n")
}
