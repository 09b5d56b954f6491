// Command hub is the organiser's server and its tools. Run it without arguments
// for the list of commands.
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

// streams are what a command reads and writes besides files.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// command is one subcommand; run returns the exit code: 0 done, 1 it could not
// be done, 2 the command was not understood.
type command struct {
	name, summary string
	run           func(ctx context.Context, args []string, std streams) int
}

func commands() []command {
	return []command{
		{"serve", "run the server", runServe},
		{"admin", "admin add NAME [--role ROLE]: let a person sign in", runAdmin},
		{"token", "token add NAME|list|revoke ID: what programs use the API by", runToken},
		{"kiosks", "list the kiosks", runKiosks},
		{"approve", "count the ballots of a kiosk", runApprove},
		{"refuse", "take nothing more from a kiosk, count none of its ballots", runRefuse},
		{"forks", "list contradicting ledgers, of cloned or restored disks", runForks},
		{"judge", "judge count|aside|undecided ID: decide about one", runJudge},
		{"key", "print the key by which kiosks know this hub", runKey},
		{"keys", "keys init|show: the keys that releases are signed with", runKeys},
		{"import-ledger", "take ledger bundles and kiosks' health from a stick", runImportLedger},
		{"setup-stick", "make a stick that sets a new kiosk up in one touch", runSetupStick},
		{"export", "write the tally of a round as csv, json or xlsx", runExport},
		{"backup", "write all data into one file, also while serving", runBackup},
		{"restore", "bring a backup back into an empty folder", runRestore},
		{"copy-db", "move the data to PostgreSQL, or back", runCopyDB},
		{"publish", "keep a mirror of the content folder for a static host", runPublish},
		{"publish-record", "write the public record of a round, which anybody can count again", runPublishRecord},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run finds the subcommand and runs it.
func run(ctx context.Context, args []string, std streams) int {
	if version.Asked(args) {
		fmt.Fprintln(std.out, version.Line("hub"))
		return done
	}
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name == args[0] {
				return c.run(ctx, args[1:], std)
			}
		}
	}
	if len(args) > 0 && slices.Contains([]string{"help", "-h", "--help"}, args[0]) {
		usage(std.out)
		return done
	}
	usage(std.err)
	return badUsage
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: hub COMMAND --data DIR …")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-14s %s\n", c.name, c.summary)
	}
	fmt.Fprintf(w, "  %-14s %s\n", "version", "tell which version this is")
}
