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
)

// streams are what a command reads and writes besides files.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// command is one subcommand; run returns the exit code: 0 done, 1 it could not
// be done, 2 the command was not understood.
type command struct {
	summary string
	run     func(ctx context.Context, args []string, std streams) int
}

func commands() map[string]command {
	return map[string]command{
		"serve":         {"run the server", notYet},
		"admin":         {"admin add NAME: let a person sign in", notYet},
		"kiosks":        {"list the kiosks", notYet},
		"approve":       {"count a kiosk's ballots", notYet},
		"refuse":        {"take nothing from a kiosk", notYet},
		"import-ledger": {"take ledger bundles from a stick", notYet},
		"export":        {"write a round's tally as csv, json or xlsx", notYet},
	}
}

func notYet(context.Context, []string, streams) int { return 1 }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run finds the subcommand and runs it.
func run(ctx context.Context, args []string, std streams) int {
	if len(args) == 0 {
		return usage(std.err)
	}
	c, ok := commands()[args[0]]
	if !ok {
		return usage(std.err)
	}
	return c.run(ctx, args[1:], std)
}

func usage(w io.Writer) int {
	fmt.Fprintln(w, "usage: hub COMMAND --data DIR …")
	names := []string{}
	for name := range commands() {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(w, "  %-14s %s\n", name, commands()[name].summary)
	}
	return 2
}
