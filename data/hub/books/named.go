package books

// NamedOf is [Tx.Named] for one kiosk, whatever its standing.
func (t *Tx) NamedOf(kiosk, name string) ([]Counter, error) {
	return t.counters(`SELECT c.kiosk, c.day, c.name, c.key, c.n FROM reports r CROSS JOIN counters c
		WHERE r.kiosk = ? AND c.kiosk = r.kiosk AND c.day = r.day AND c.name = ? ORDER BY c.day, c.key`, kiosk, name)
}
