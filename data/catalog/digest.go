package catalog

import (
	"crypto/sha256"
	"encoding/json"
)

// Digest names a product and stands for all that is said of it, for two
// catalogues to be compared without holding both.
type Digest struct {
	Code  string
	Name  Text
	Shown bool   // not withdrawn
	Sum   string // the same for two products of which the same is said
}

// DigestOf returns the digest of a product.
func DigestOf(p Product) Digest {
	data, _ := json.Marshal(p) // texts, numbers and lists always encode; keys come in order
	sum := sha256.Sum256(data)
	return Digest{Code: p.Code, Name: p.Name, Shown: p.Shown(), Sum: string(sum[:])}
}
