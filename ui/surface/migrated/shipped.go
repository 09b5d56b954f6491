//go:build shipped

package migrated

const shipped = true
