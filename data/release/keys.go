package release

// Keys are the private keys a publisher holds, and the signed roots that vouch
// for them.
type Keys struct{}

// GenerateKeys makes the four role keys and root.json in dir.
func GenerateKeys(dir, passphrase string) error { return nil }

// LoadKeys reads the keys that dir holds; some may live elsewhere. The
// passphrase is asked for at most once, and only when a key is encrypted.
func LoadKeys(dir string, passphrase func() (string, error)) (Keys, error) { return Keys{}, nil }
