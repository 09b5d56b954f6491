// Package store keeps what a kiosk has at rest in SQLite: the catalogue of a
// release, and the kiosk's own identity, ledger, settings and counters.
package store
