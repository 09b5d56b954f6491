package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime/debug"

	"hangviet/data/hub"
)

// runServe runs the server until ctx ends. Its address goes to standard output
// as one line, "hub: http://127.0.0.1:8080/", once it answers.
func runServe(ctx context.Context, args []string, std streams) int {
	o := newOptions("serve", "serve --data DIR [--addr HOST:PORT] [--public-url URL]", std)
	address := o.set.String("addr", "127.0.0.1:8080", "address to listen on; port 0 for any")
	public := o.set.String("public-url", "", "https address people type, when a proxy stands in front")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	collectEarly()
	config := hub.Config{Data: o.data, DB: o.db, PublicURL: *public, Log: slog.New(slog.NewTextHandler(std.err, nil))}
	return withHub(ctx, config, std, func(s *hub.Service) error { return serve(ctx, s, *address, std.out) })
}

// collectEarly has garbage collected when it is half of what lives, unless somebody
// set GOGC: most of what a hub holds are silent connections of kiosks, of which
// twice as much would be kept for little work less.
func collectEarly() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}

func serve(ctx context.Context, s *hub.Service, address string, out io.Writer) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintf(out, "hub: http://%s/\n", listener.Addr())
	return s.Serve(ctx, listener)
}
