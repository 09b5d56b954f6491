package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub"
	"hangviet/data/hub/people"
)

// runToken makes, lists and revokes the tokens by which programs use the API.
func runToken(ctx context.Context, args []string, std streams) int {
	o := newOptions("token", "token add NAME --data DIR [--role ROLE] [--days N] | token list --data DIR | token revoke ID --data DIR", std)
	role := roleFlag(o, people.Viewer)
	days := o.set.Int("days", 90, fmt.Sprintf("for how many days a new token is good, at most %d", hub.MaxTokenDays))
	words := o.parse(args, 1, 2)
	if words == nil {
		return badUsage
	}
	var do func(s *hub.Service) error
	switch {
	case words[0] == "add" && len(words) == 2 && people.Role(*role).Known():
		do = func(s *hub.Service) error { return addToken(ctx, s, words[1], people.Role(*role), *days, std) }
	case words[0] == "list" && len(words) == 1:
		do = func(s *hub.Service) error { return listTokens(ctx, s, std) }
	case words[0] == "revoke" && len(words) == 2:
		do = func(s *hub.Service) error { return s.RevokeToken(ctx, words[1]) }
	default:
		o.set.Usage()
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, do)
}

// addToken prints the token alone to standard output, so that it can go straight
// into a file.
func addToken(ctx context.Context, s *hub.Service, name string, role people.Role, days int, std streams) error {
	text, k, err := s.AddToken(ctx, name, role, days)
	if err != nil {
		return fmt.Errorf("add token: %w", err)
	}
	fmt.Fprintf(std.err, "token %s for %q, as %s, until %s; it is not shown again:\n", k.ID, k.Name, k.Role, day(k.Expires))
	_, err = fmt.Fprintln(std.out, text)
	return err
}

func listTokens(ctx context.Context, s *hub.Service, std streams) error {
	tokens, err := s.Tokens(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tROLE\tUNTIL\tUSED\tBY\tNAME")
	for _, k := range tokens {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", k.ID, k.Role, day(k.Expires), day(k.Used), orDash(k.By), k.Name)
	}
	return table.Flush()
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(catalog.Zone).Format("2006-01-02 15:04")
}
