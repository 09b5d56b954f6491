package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"hangviet/data/hub"
)

// watching is by what people and machines watch a hub that serves: its log and its
// metrics.
type watching struct{ log, metrics string }

func newWatching(o *options) *watching {
	w := &watching{}
	o.set.StringVar(&w.log, "log", "text", "`form` of the log on standard error: text or json")
	o.set.StringVar(&w.metrics, "metrics-addr", "", "`address` to tell Prometheus how the hub does on, at /metrics; it asks for no sign-in, so use one that only this machine reaches, such as 127.0.0.1:9190")
	return w
}

// logger makes the log; known is false when there is no such form.
func (w *watching) logger(out io.Writer) (log *slog.Logger, known bool) {
	switch w.log {
	case "text":
		return slog.New(slog.NewTextHandler(out, nil)), true
	case "json":
		return slog.New(slog.NewJSONHandler(out, nil)), true
	}
	return nil, false
}

// serve runs the hub and beside it, when that is asked for, what Prometheus asks.
func (w *watching) serve(ctx context.Context, s *hub.Service, run func(context.Context) error) error {
	if w.metrics == "" {
		return run(ctx)
	}
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", w.metrics)
	if err != nil {
		return fmt.Errorf("listen for metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", s.Metrics())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return run(ctx) })
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve metrics: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		return server.Close()
	})
	return group.Wait()
}
