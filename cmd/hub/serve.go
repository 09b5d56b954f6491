package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"

	"hangviet/data/hub"
	"hangviet/data/version"
)

// runServe runs the server until ctx ends. Its address goes to standard output
// as one line, "hub: http://127.0.0.1:8080/", once it answers; as long as nobody
// can sign in, a line with a link to make the first account follows.
func runServe(ctx context.Context, args []string, std streams) int {
	o := newOptions("serve", "serve --data DIR [--addr HOST:PORT] [--public-url URL | --tls-cert FILE --tls-key FILE] [--keys-passphrase-file FILE]", std)
	address := o.set.String("addr", "127.0.0.1:8080", "address to listen on; port 0 for any")
	public := o.set.String("public-url", "", "https address people type, when a proxy stands in front; X-Forwarded-For is believed then, of a proxy on this machine or in its private network")
	cert := o.set.String("tls-cert", "", "PEM file of the certificate and its chain; read again when it changes")
	key := o.set.String("tls-key", "", "PEM file of the certificate's private key")
	secret := o.passphraseFlag()
	watch := newWatching(o)
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	log, known := watch.logger(std.err)
	if (*cert == "") != (*key == "") || !known {
		o.set.Usage()
		return badUsage
	}
	spare := collectEarly()
	defer runtime.KeepAlive(spare)
	config := hub.Config{
		Data: o.data, DB: o.db, Version: version.Own(), PublicURL: *public, Log: log, TLSCert: *cert, TLSKey: *key, Passphrase: passphraseIn(*secret),
	}
	return withHub(ctx, config, std, func(s *hub.Service) error {
		return watch.serve(ctx, s, func(ctx context.Context) error { return serve(ctx, s, *address, config, std.out) })
	})
}

// collectEarly has garbage collected when it is half of what lives, unless somebody
// set GOGC: most of what a hub holds are silent connections of kiosks, of which
// twice as much would be kept for little work less. What lives is taken for no less
// than the spare memory that it returns, which is never touched and so takes no
// room: else a hub that holds little would collect all the time.
func collectEarly() (spare []byte) {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	debug.SetGCPercent(50)
	return make([]byte, 48<<20)
}

func serve(ctx context.Context, s *hub.Service, address string, config hub.Config, out io.Writer) error {
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	base := reachable(listener.Addr(), config)
	fmt.Fprintf(out, "hub: %s/\n", base)
	if err := tellFirstLink(ctx, s, base, out); err != nil {
		return errors.Join(err, listener.Close())
	}
	return s.Serve(ctx, listener)
}

// reachable returns the address at which a person on this machine reaches what
// listens; one that listens everywhere is reached over the loopback.
func reachable(address net.Addr, config hub.Config) string {
	scheme, at := "http", address.String()
	if config.TLSCert != "" {
		scheme = "https"
	}
	if tcp, ok := address.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		at = net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return scheme + "://" + at
}

// tellFirstLink prints the link to make the first account with, as long as there
// is none.
func tellFirstLink(ctx context.Context, s *hub.Service, base string, out io.Writer) error {
	token, err := s.FirstLink(ctx)
	if err != nil || token == "" {
		return err
	}
	_, err = fmt.Fprintf(out, "hub: make the first account (within 24 hours, once): %s%s%s\n", base, hub.PathJoin, token)
	return err
}
