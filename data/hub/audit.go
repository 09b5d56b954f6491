package hub

import (
	"context"

	"hangviet/data/hub/books"
)

// audit adds a line to the audit, in the transaction of the act it tells of. Who
// acted is the person signed in or the token that asked, or nobody by name at the
// command line.
func (s *Service) audit(ctx context.Context, t *books.Tx, act, subject, remark string) error {
	return t.PutAudit(books.Audit{
		At: s.config.Now(), Who: nameOf(ctx), Act: act, Subject: subject, Note: remark, Way: wayOf(ctx),
	})
}
