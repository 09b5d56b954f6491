package exchange

// Led tells tests whether somebody else is known to go outside for this kiosk.
func (n *Neighbours) Led() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.leader.Kiosk != ""
}
