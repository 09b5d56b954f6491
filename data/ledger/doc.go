// Package ledger is a kiosk's append-only log of ballots.
package ledger
