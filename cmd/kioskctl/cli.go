package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"

	"hangviet/data/catalog"
)

// errTold is a failure whose sentence stands on the screen already.
var errTold = errors.New("failed, and told so")

// cli is one run of a subcommand.
type cli struct {
	name           string
	flags          *flag.FlagSet
	stdout, stderr io.Writer
	lang           string
}

// newCLI begins a subcommand; help is what stands above its flags.
func newCLI(name, help string, stdout, stderr io.Writer) *cli {
	c := &cli{name: name, flags: flag.NewFlagSet(name, flag.ContinueOnError), stdout: stdout, stderr: stderr, lang: "vi"}
	c.flags.SetOutput(stderr)
	c.flags.Usage = func() {
		fmt.Fprintln(stderr, help)
		c.flags.PrintDefaults()
	}
	return c
}

// speak adds --lang; of names what is in that language.
func (c *cli) speak(of string) {
	c.flags.StringVar(&c.lang, "lang", "vi", "language of "+of+", `vi or en`")
}

// parse takes the flags, wherever they stand; what is left of args must fit.
// When ok is false the program ends with that exit code.
func (c *cli) parse(args []string, fits func(rest []string) bool) (rest []string, code int, ok bool) {
	rest, err := parseMixed(c.flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp): // asking for help is no mistake
		return nil, exitOK, false
	case err != nil:
		return nil, exitUsage, false
	case !langKnown(c.lang) || !fits(rest):
		c.flags.Usage()
		return nil, exitUsage, false
	}
	return rest, exitOK, true
}

// run parses the flags, does the work with what is left of args and turns its
// error into words and an exit code.
func (c *cli) run(ctx context.Context, args []string, fits func(rest []string) bool, work func(ctx context.Context, rest []string) error) int {
	rest, code, ok := c.parse(args, fits)
	if !ok {
		return code
	}
	err := work(ctx, rest)
	if err == nil {
		return exitOK
	}
	if !errors.Is(err, errTold) {
		printFault(c.stderr, c.name, c.lang, err)
	}
	return exitFailed
}

// parseMixed parses flags that stand before, between or after the other
// arguments, and returns those.
func parseMixed(flags *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return rest, nil
		}
		rest, args = append(rest, flags.Arg(0)), flags.Args()[1:]
	}
}

// nothing tells that no argument is left; one, that one is.
func nothing(rest []string) bool { return len(rest) == 0 }
func one(rest []string) bool     { return len(rest) == 1 && rest[0] != "" }

// langKnown tells whether lang is one the program speaks.
func langKnown(lang string) bool { return lang == "vi" || lang == "en" }

// in is a text in the language of the run.
func (c *cli) in(vi, en string) string { return catalog.Text{"vi": vi, "en": en}.In(c.lang) }

// say prints what was done.
func (c *cli) say(vi, en string, args ...any) error {
	_, err := fmt.Fprintf(c.stdout, c.in(vi, en), args...)
	return err
}

// remark tells of what does not stop the work but has to be known.
func (c *cli) remark(vi, en string, args ...any) error {
	_, err := fmt.Fprintf(c.stderr, c.in("Lưu ý: "+vi, "Note: "+en)+"\n", args...)
	return err
}

// refuse says why nothing was done.
func (c *cli) refuse(vi, en string, args ...any) error {
	fmt.Fprintf(c.stderr, "kioskctl: "+c.in(vi, en)+"\n", args...)
	return errTold
}

// printJSON prints one indented object.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
