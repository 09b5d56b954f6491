package exchange

import "hangviet/data/release"

// CheckUnlock tells whether the organiser that this kiosk trusts signed a file that
// opens its staff entrance; its errors are those of [release.Trust.CheckUnlock].
func (c *Content) CheckUnlock(file []byte, u release.Unlock) error {
	trust, err := c.trust()
	if err != nil {
		return err
	}
	return trust.CheckUnlock(file, u)
}
