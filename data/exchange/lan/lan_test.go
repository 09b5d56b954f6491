package lan

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/hashicorp/mdns"

	"hangviet/data/exchange"
)

// TestKiosksHearEachOther by real multicast DNS on the loopback interface.
func TestKiosksHearEachOther(t *testing.T) {
	lo := loopback(t)
	street := Street{Interface: lo, Patience: time.Second}
	want := map[string]exchange.Neighbour{
		"aaaa": {Kiosk: "aaaa", Root: "ab12", Release: 7, Withdrawn: 3, Outside: true, Address: "127.0.0.1:4001"},
		"bbbb": {Kiosk: "bbbb", Root: "cd34", Taking: true, Address: "127.0.0.1:4002"},
	}
	for i, id := range []string{"aaaa", "bbbb"} {
		stop, err := street.Announce(t.Context(), want[id], 4001+i)
		if err != nil {
			t.Log("no multicast on this machine's loopback:", err)
			return
		}
		defer stop()
	}
	got := map[string]exchange.Neighbour{}
	for deadline := time.Now().Add(15 * time.Second); len(got) < 2 && time.Now().Before(deadline); {
		list, err := street.Look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range list {
			got[n.Kiosk] = n
		}
	}
	for id, n := range want {
		if got[id] != n {
			t.Errorf("kiosk %s is heard as %+v, want %+v", id, got[id], n)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := street.Look(ctx); err == nil {
		t.Error("looked after the end")
	}
}

func loopback(t *testing.T) *net.Interface {
	t.Helper()
	all, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		if i.Flags&net.FlagLoopback != 0 && i.Flags&net.FlagUp != 0 {
			return &i
		}
	}
	t.Fatal("no loopback interface")
	return nil
}

// TestHearsayIsSifted: anybody may answer.
func TestHearsayIsSifted(t *testing.T) {
	nets := []net.Addr{
		&net.IPNet{IP: net.IPv4(192, 168, 1, 1), Mask: net.CIDRMask(24, 32)}, &net.IPNet{IP: net.IPv4(10, 0, 0, 2), Mask: net.CIDRMask(8, 32)},
	}
	good := []string{"kiosk=a", "root=b", "release=3"}
	for name, c := range map[string]struct {
		entry mdns.ServiceEntry
		ok    bool
	}{
		"a kiosk":         {mdns.ServiceEntry{AddrV4: net.IPv4(192, 168, 1, 9), Port: 80, InfoFields: good}, true},
		"no address":      {mdns.ServiceEntry{Port: 80, InfoFields: good}, false},
		"another network": {mdns.ServiceEntry{AddrV4: net.IPv4(8, 8, 8, 8), Port: 80, InfoFields: good}, false},
		"no port":         {mdns.ServiceEntry{AddrV4: net.IPv4(10, 0, 0, 1), InfoFields: good}, false},
		"no kiosk":        {mdns.ServiceEntry{AddrV4: net.IPv4(10, 0, 0, 1), Port: 80, InfoFields: good[1:]}, false},
		"below zero":      {mdns.ServiceEntry{AddrV4: net.IPv4(10, 0, 0, 1), Port: 80, InfoFields: []string{"kiosk=a", "root=b", "release=-1"}}, false},
	} {
		if _, ok := neighbour(&c.entry, nets); ok != c.ok {
			t.Errorf("%s: taken %t", name, ok)
		}
	}
}
