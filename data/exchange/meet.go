package exchange

import (
	"context"

	"hangviet/data/release"
)

// Meet reads the root of a content folder and verifies the folder under it, so that a
// person may compare its fingerprint before [Content.Pin] binds the kiosk to it; it
// binds to nobody. The errors are those of Pin, and release's of a folder that is none.
func (c *Content) Meet(ctx context.Context, src release.Source) (root []byte, err error) {
	if root, err = readRoot(ctx, src); err != nil {
		return nil, err
	}
	if err := c.welcome(root); err != nil {
		return nil, err
	}
	if bound, pinned, err := c.Pinned(); err != nil || pinned && bound != release.Fingerprint(root) {
		if err == nil {
			err = release.ErrOtherRoot
		}
		return nil, err
	}
	return root, c.tryRoot(ctx, src, root)
}
