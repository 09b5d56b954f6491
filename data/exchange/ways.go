package exchange

import (
	"fmt"
	"net"
)

// Way is one way out of this computer to the network.
type Way struct {
	Name    string   // "eth0"
	Up      bool     // a cable is in, or a radio is joined
	Address []string // that others can call, none: none was given yet
}

// Ways returns the ways that this computer has, without those to itself.
func Ways() ([]Way, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("list networks: %w", err)
	}
	var ways []Way
	for _, i := range all {
		if i.Flags&net.FlagLoopback != 0 || len(i.HardwareAddr) == 0 && i.Flags&net.FlagRunning == 0 {
			continue
		}
		w := Way{Name: i.Name, Up: i.Flags&net.FlagRunning != 0}
		addresses, err := i.Addrs()
		if err != nil {
			continue // it went just now
		}
		for _, a := range addresses {
			if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
				w.Address = append(w.Address, ip.IP.String())
			}
		}
		ways = append(ways, w)
	}
	return ways, nil
}
