// Package lan lets kiosks on one network find each other by multicast DNS
// (RFC 6762), under the service "_hangviet._tcp". What it says of others is
// hearsay: whoever uses it verifies what they give.
//
// Start with [Street].
package lan

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/mdns"

	"hangviet/data/exchange"
)

const service = "_hangviet._tcp"

// Street is the network of the interface, of all of them when it is nil. It
// implements [exchange.Street].
type Street struct {
	Interface *net.Interface
	Patience  time.Duration // to wait for answers; 3 s when 0
}

// most is how many answers are heard: more is no site but a flood.
const most = 64

var quiet = log.New(io.Discard, "", 0) // the library's words about other machines' packets

// Announce implements [exchange.Street].
func (s Street) Announce(_ context.Context, n exchange.Neighbour, port int) (stop func(), err error) {
	addresses, err := s.addresses()
	if err != nil {
		return nil, fmt.Errorf("announce kiosk: %w", err)
	}
	zone, err := mdns.NewMDNSService("kiosk-"+n.Kiosk, service, "", "kiosk-"+n.Kiosk+".local.", port, addresses, words(n))
	if err != nil {
		return nil, fmt.Errorf("announce kiosk: %w", err)
	}
	server, err := mdns.NewServer(&mdns.Config{Zone: zone, Iface: s.Interface, Logger: quiet})
	if err != nil {
		return nil, fmt.Errorf("announce kiosk: %w", err)
	}
	return func() { _ = server.Shutdown() }, nil // it only closes its own sockets
}

// addresses are this kiosk's own on the street.
func (s Street) addresses() (list []net.IP, err error) {
	var all []net.Addr
	if s.Interface != nil {
		all, err = s.Interface.Addrs()
	} else {
		all, err = net.InterfaceAddrs()
	}
	for _, a := range all {
		ip, _, parseErr := net.ParseCIDR(a.String())
		if parseErr == nil && ip.To4() != nil && (s.Interface != nil || !ip.IsLoopback()) {
			list = append(list, ip)
		}
	}
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("no address on the network")
	}
	return list, err
}

// words is what a kiosk says of itself in DNS: key=value each.
func words(n exchange.Neighbour) []string {
	return []string{
		"kiosk=" + n.Kiosk, "root=" + n.Root, "release=" + strconv.FormatInt(n.Release, 10), "withdrawn=" + strconv.FormatInt(n.Withdrawn, 10),
		"outside=" + strconv.FormatBool(n.Outside), "taking=" + strconv.FormatBool(n.Taking),
	}
}

// Look implements [exchange.Street].
func (s Street) Look(ctx context.Context) ([]exchange.Neighbour, error) {
	heard := make(chan *mdns.ServiceEntry, most)
	params := mdns.DefaultParams(service)
	params.Entries, params.Interface, params.Logger, params.DisableIPv6 = heard, s.Interface, quiet, true
	if params.Timeout = s.Patience; params.Timeout == 0 {
		params.Timeout = 3 * time.Second
	}
	if err := mdns.QueryContext(ctx, params); err != nil {
		return nil, fmt.Errorf("look around: %w", err)
	}
	nets, err := net.InterfaceAddrs()
	if err != nil {
		return nil, fmt.Errorf("look around: %w", err)
	}
	var list []exchange.Neighbour
	for {
		select {
		case entry := <-heard:
			if n, ok := neighbour(entry, nets); ok && !slices.Contains(list, n) {
				list = append(list, n)
			}
		default:
			return list, ctx.Err()
		}
	}
}

// neighbour reads an answer, which may be anybody's. It must lie on one of this
// machine's own networks.
func neighbour(entry *mdns.ServiceEntry, nets []net.Addr) (n exchange.Neighbour, ok bool) {
	near := slices.ContainsFunc(nets, func(a net.Addr) bool {
		ours, ok := a.(*net.IPNet)
		return ok && ours.Contains(entry.AddrV4)
	})
	if !near || entry.Port < 1 || entry.Port > 65535 {
		return n, false
	}
	n.Address = net.JoinHostPort(entry.AddrV4.String(), strconv.Itoa(entry.Port))
	for _, word := range entry.InfoFields {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "kiosk":
			n.Kiosk = value
		case "root":
			n.Root = value
		case "release":
			n.Release, _ = strconv.ParseInt(value, 10, 64) // 0 when it is none
		case "withdrawn":
			n.Withdrawn, _ = strconv.ParseInt(value, 10, 64) // 0 when it is none
		case "outside":
			n.Outside = value == "true"
		case "taking":
			n.Taking = value == "true"
		}
	}
	return n, n.Kiosk != "" && n.Root != "" && n.Release >= 0
}
