package release

// PhotoIndex says where each photo lies.
type PhotoIndex struct{}

// Has tells whether the release holds the photo with that SHA-256.
func (x PhotoIndex) Has(sha256 string) bool { return false }

// Len returns the number of photos.
func (x PhotoIndex) Len() int { return 0 }
