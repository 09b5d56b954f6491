package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"hangviet/data/exchange"
)

// The exit codes of the subcommands.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// What was told already: flags that made no sense, and any other failure.
var (
	errUsage = errors.New("wrong usage")
	errTold  = errors.New("failed, and told so")
)

// cli is one run of a subcommand.
type cli struct {
	flags          *flag.FlagSet
	stdout, stderr io.Writer
	data, lang     string
}

// newCLI begins a subcommand; usage is its line of flags after its name.
func newCLI(name, usage string, stdout, stderr io.Writer) *cli {
	c := &cli{flags: flag.NewFlagSet("kiosk "+name, flag.ContinueOnError), stdout: stdout, stderr: stderr}
	c.flags.SetOutput(stderr)
	c.flags.Usage = func() {
		fmt.Fprintf(stderr, "usage: kiosk %s %s\n", name, usage)
		c.flags.PrintDefaults()
	}
	c.flags.StringVar(&c.data, "data", "", "the kiosk's data `DIR`")
	c.flags.StringVar(&c.lang, "lang", defaultLang(), "language of messages, `vi|en`")
	return c
}

// defaultLang is English for who set their account so, else Vietnamese.
func defaultLang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			if strings.HasPrefix(value, "en") {
				return "en"
			}
			return "vi"
		}
	}
	return "vi"
}

// run parses the flags, opens the data folder, does the work and turns its error
// into words and an exit code. Required names flags that must be given.
func (c *cli) run(ctx context.Context, args []string, required []string, work func(ctx context.Context, h *home) error) int {
	if err := c.parse(args, append([]string{"data"}, required...)); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitOK
		}
		return exitUsage
	}
	h, err := openHome(ctx, c.data)
	if err == nil {
		err = errors.Join(work(ctx, h), h.Close())
	}
	return c.end(err)
}

func (c *cli) parse(args, required []string) error {
	if err := c.flags.Parse(args); err != nil {
		return err
	}
	if c.flags.NArg() > 0 {
		return c.misused("unexpected argument %q", c.flags.Arg(0))
	}
	for _, name := range required {
		if c.flags.Lookup(name).Value.String() == "" {
			return c.misused("--%s is missing", name)
		}
	}
	if c.lang != "vi" && c.lang != "en" {
		return c.misused("--lang %q is neither vi nor en", c.lang)
	}
	return nil
}

func (c *cli) misused(format string, args ...any) error {
	fmt.Fprintf(c.stderr, "%s: %s\n", c.flags.Name(), fmt.Sprintf(format, args...))
	c.flags.Usage()
	return errUsage
}

// end says what went wrong: the code, what to do, and the cause for whoever is
// asked for help.
func (c *cli) end(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errUsage):
		return exitUsage
	case !errors.Is(err, errTold):
		c.explain(err)
	}
	return exitFailed
}

// each does all the steps, though some may fail, and tells of each failure.
func (c *cli) each(steps ...func() error) (told error) {
	for _, step := range steps {
		if err := step(); err != nil {
			c.explain(err)
			told = errTold
		}
	}
	return told
}

func (c *cli) explain(err error) {
	p := exchange.Explain(err)
	fmt.Fprintf(c.stderr, "%s: %s\n", p.Code, p.Message.In(c.lang))
	fmt.Fprintf(c.stderr, "  (%v)\n", err)
}

// say writes one line in the language of the run.
func (c *cli) say(vi, en string, args ...any) {
	fmt.Fprintf(c.stdout, c.in(vi, en)+"\n", args...)
}

func (c *cli) in(vi, en string) string {
	if c.lang == "en" {
		return en
	}
	return vi
}
