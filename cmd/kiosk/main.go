// Command kiosk shows a catalogue of Vietnamese products on a touchscreen and
// takes votes, with no network needed. Without a subcommand it opens the window.
//
// The subcommands import a release, set the kiosk up, tell its state, send and
// export ballots, print the day card, name the staff; they may run beside the window
// on the same data folder. What they share is home: the data folder with all that is
// opened in it. The files window*.go join it to the shell of package ui, the files
// tour*.go draw every screen for a person to look at.
//
// Start with the table in this file, then runWindow.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"hangviet/data/version"
)

// command is one way to run the program; it returns the exit code.
type command struct {
	summary string
	run     func(ctx context.Context, args []string, stdout, stderr io.Writer) int
}

var commands = map[string]command{
	"import":  {"take a release from a folder or an address", runImport},
	"setup":   {"bind the kiosk to its organiser and its place", runSetup},
	"daycard": {"print the signed checkpoint of the ledger, for a QR code", runDayCard},
	"status":  {"tell what the kiosk holds", runStatus},
	"sync":    {"send ballots to the hub by hand", runSync},
	"staff":   {"say who may open the staff pages: add, list, remove, unlock", runStaff},
	"export":  {"write ballots to a folder, as for a stick", runExport},
	"back":    {"show the release before the shown one again", runBack},
	"ended":   {"note for the next window how systemd saw the last one end", runEnded},
	"tour":    {"draw every screen to PNG files", runTour},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if version.Asked(args) {
		fmt.Fprintln(stdout, version.Line("kiosk"))
		return exitOK
	}
	if len(args) > 0 {
		if c, ok := commands[args[0]]; ok {
			return c.run(ctx, args[1:], stdout, stderr)
		}
		if args[0] == rehearseCommand {
			return runRehearse(ctx, args[1:], stdout, stderr)
		}
		if args[0] == guardCommand {
			return runGuard(ctx, args[1:], stderr)
		}
		if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
			usage(stdout)
			return exitOK
		}
	}
	return runWindow(ctx, args, stderr)
}

// guardCommand is the one that takes the window's own flags.
const guardCommand = "guard"

func usage(w io.Writer) {
	fmt.Fprintln(w, "kiosk --data DIR [--content REPO|URL] [--hub URL] [--size 1080x1920] [--windowed] [--setup] [--lang vi|en] [--targets FILE] [--health FILE] [--pictures MEGABYTES]")
	var names []string
	for name := range commands {
		names = append(names, name)
	}
	slices.Sort(names)
	fmt.Fprintf(w, "kiosk %-7s %s\n", guardCommand, "the window, begun anew whenever it ends by itself or stands still; takes its flags")
	fmt.Fprintln(w, "kiosk version tell which version this is")
	for _, name := range names {
		fmt.Fprintf(w, "kiosk %-7s %s\n", name, commands[name].summary)
	}
}
