package assets

import (
	"embed"
	"io/fs"
)

//go:embed sample/content
var sample embed.FS

// Sample returns the content folder of the built-in sample catalogue, signed
// by a key that is worth nothing elsewhere. It errs only when the program was
// built without it.
func Sample() (fs.FS, error) { return fs.Sub(sample, "sample/content") }
