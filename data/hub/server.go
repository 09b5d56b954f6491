package hub

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"

	"golang.org/x/sync/errgroup"
)

// maxHeader is the greatest length of a request's header in bytes.
const maxHeader = 16 << 10

// Serve answers requests on listener and watches the content folder until ctx
// ends; then it lets running requests end within Limits.Shutdown. It closes the
// listener.
func (s *Service) Serve(ctx context.Context, listener net.Listener) error {
	if err := s.sweep(); err != nil {
		return errors.Join(fmt.Errorf("sweep hub data: %w", err), listener.Close())
	}
	server := s.server()
	var err error
	if server.TLSConfig, err = s.tlsConfig(); err != nil {
		return errors.Join(err, listener.Close())
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.Watch(ctx) })
	group.Go(func() error { return s.press.Serve(ctx) })
	group.Go(func() error { return s.checkLinks(ctx) })
	group.Go(func() error { return s.watchFleet(ctx) })
	group.Go(func() error { return s.watchDossiers(ctx) })
	group.Go(func() error {
		return answerOn(server, listener)
	})
	group.Go(func() error {
		<-ctx.Done()
		return s.shutdown(ctx, server)
	})
	return group.Wait()
}

// answerOn answers requests, over TLS when the server has a certificate.
func answerOn(server *http.Server, listener net.Listener) (err error) {
	if server.TLSConfig != nil {
		err = server.ServeTLS(listener, "", "")
	} else {
		err = server.Serve(listener)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

func (s *Service) server() *http.Server {
	limits := s.config.Limits
	return &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: limits.Header,
		ReadTimeout:       limits.Request,
		IdleTimeout:       limits.Idle,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug), // it would name addresses
	}
}

// shutdown waits for running requests, and cuts what takes too long.
func (s *Service) shutdown(ctx context.Context, server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.config.Limits.Shutdown)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}
