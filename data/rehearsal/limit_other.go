//go:build !unix

package rehearsal

// limitFiles is [ErrSystem]: there is no such limit.
func limitFiles(string) (lift func() error, err error) { return nil, ErrSystem }
