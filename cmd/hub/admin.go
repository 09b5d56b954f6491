package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"hangviet/data/hub"
	"hangviet/data/hub/people"
)

// runAdmin adds a person who can sign in, or changes password and role.
func runAdmin(ctx context.Context, args []string, std streams) int {
	o := newOptions("admin", "admin add NAME --data DIR [--role ROLE]   (the password is asked for, or read from standard input)", std)
	role := roleFlag(o, people.Administrator)
	positional := o.parse(args, 2, 2)
	if positional == nil {
		return badUsage
	}
	if positional[0] != "add" || !people.Role(*role).Known() {
		o.set.Usage()
		return badUsage
	}
	password, err := askPassword(std)
	if err != nil {
		return exit(std.err, err)
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db}, std, func(s *hub.Service) error {
		if err := s.AddAccount(ctx, positional[1], password, people.Role(*role)); err != nil {
			return fmt.Errorf("add account: %w", err)
		}
		fmt.Fprintf(std.out, "%s may sign in as %s\n", positional[1], *role)
		return nil
	})
}

// roleFlag is the flag for a role.
func roleFlag(o *options, usual people.Role) *string {
	var all []string
	for _, r := range people.Roles() {
		all = append(all, string(r))
	}
	return o.set.String("role", string(usual), strings.Join(all, ", "))
}

var errDiffer = errors.New("the two passwords differ")

// askPassword asks twice on a terminal, and reads one line otherwise.
func askPassword(std streams) (string, error) {
	file, ok := std.in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return readLine(std.in)
	}
	first, err := askHidden(file, std.err, "Password: ")
	if err != nil {
		return "", err
	}
	again, err := askHidden(file, std.err, "Again: ")
	if err == nil && first != again {
		err = errDiffer
	}
	return first, err
}

func askHidden(file *os.File, w io.Writer, prompt string) (string, error) {
	fmt.Fprint(w, prompt)
	text, err := term.ReadPassword(int(file.Fd()))
	fmt.Fprintln(w)
	if err != nil {
		return "", fmt.Errorf("read password: %w", err)
	}
	return string(text), nil
}

// maxLine is more than any password is long.
const maxLine = 4 << 10

func readLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, maxLine)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
