package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"hangviet/data/hub"
)

// Exit codes.
const (
	done     = 0
	notDone  = 1
	badUsage = 2
)

// options are the flags of one subcommand.
type options struct {
	set  *flag.FlagSet
	data string
	db   string
}

// databaseVariable names the environment variable that stands for --db, so that a
// password in it is not read by whoever lists processes.
const databaseVariable = "HANGVIET_DB"

// newOptions returns the flags that every subcommand has.
func newOptions(name, usage string, std streams) *options {
	o := &options{set: flag.NewFlagSet(name, flag.ContinueOnError)}
	o.set.SetOutput(std.err)
	o.set.StringVar(&o.data, "data", "", "folder of the hub's data")
	o.set.StringVar(&o.db, "db", os.Getenv(databaseVariable), "`address` of a PostgreSQL database, postgres://…, instead of the file hub.db in that folder; or in $"+databaseVariable)
	o.set.Usage = func() {
		fmt.Fprintf(std.err, "usage: hub %s\n", usage)
		o.set.PrintDefaults()
	}
	return o
}

// parse reads flags and positional arguments in any order and wants from least
// to most of the latter. It returns nil when it has told what is wrong.
func (o *options) parse(args []string, least, most int) []string {
	positional := []string{}
	for len(args) > 0 {
		if err := o.set.Parse(args); err != nil {
			return nil
		}
		if args = o.set.Args(); len(args) > 0 {
			positional, args = append(positional, args[0]), args[1:]
		}
	}
	if o.data == "" || len(positional) < least || len(positional) > most {
		o.set.Usage()
		return nil
	}
	return positional
}

// withHub runs f on the hub's data and closes it.
func withHub(ctx context.Context, config hub.Config, std streams, f func(*hub.Service) error) int {
	service, err := hub.New(ctx, config)
	if err == nil {
		err = errors.Join(f(service), service.Close())
	}
	return exit(std.err, err)
}

// exit tells a person what went wrong.
func exit(w io.Writer, err error) int {
	if err != nil {
		fmt.Fprintf(w, "hub: %v\n", err)
		return notDone
	}
	return done
}
