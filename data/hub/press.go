package hub

import (
	"context"
	"path/filepath"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
)

// newPress makes the hub's press.
func (s *Service) newPress() (*press.Press, error) {
	return press.New(press.Config{
		DB: s.db, Dir: filepath.Join(s.config.Data, "press"), Content: s.contentDir(), Keys: filepath.Join(s.config.Data, "keys"),
		Passphrase: s.config.Passphrase, Extras: s.extras, Guests: s.guests, Now: s.config.Now, Log: s.config.Log, Limits: s.config.Press,
		Audit: func(ctx context.Context, t *books.Tx, act, subject, remark string) error {
			return s.audit(ctx, t, act, subject, remark)
		},
	})
}

// Press returns the hub's press.
func (s *Service) Press() *press.Press { return s.press }

// pressRoutes are content on its way to a release. What takes long to be read is
// bounded by the handlers themselves.
func (s *Service) pressRoutes() []route {
	return []route{
		{"GET /press", people.SeeContent, s.showPress},
		{"GET /press/status", people.SeeContent, s.sendPressStatus},
		{"GET /press/files", people.SeeContent, s.showPressFiles},
		{"POST /press/files", people.EditContent, s.takePressForm},
		{"POST /press/files/plan", people.EditContent, s.planPressFiles},
		{"PUT /press/files/part", people.EditContent, s.takePressPart},
		{"POST /press/files/remove", people.EditContent, s.removePressFiles},
		{"GET /press/workbook", people.SeeContent, s.sendWorkbook},
		{"GET /press/check", people.SeeContent, s.showPressCheck},
		{"POST /press/check", people.EditContent, s.askPressCheck},
		{"GET /press/remarks", people.SeeContent, s.sendRemarks},
		{"GET /press/preview", people.SeeContent, s.showPreview},
		{"GET /press/preview/{code}", people.SeeContent, s.showPreviewProduct},
		{"GET /press/photos/{sha}", people.SeeContent, s.sendPressPhoto},
		{"GET /press/font/{weight}", people.Anyone, s.sendFont},
		{"GET /press/changes", people.SeeContent, s.showChanges},
		{"GET /press/publish", people.SeeContent, s.showPublish},
		{"POST /press/order", people.EditContent, s.takeOrder},
		{"POST /press/orders/{number}/approve", people.PublishContent, s.approveOrder},
		{"POST /press/orders/{number}/pause", people.PublishContent, s.onOrder(s.pausePress)},
		{"POST /press/orders/{number}/resume", people.PublishContent, s.onOrder(s.resumePress)},
		{"POST /press/orders/{number}/drop", people.EditContent, s.dropOrder},
		{"GET /press/orders/{number}/request", people.PublishContent, s.sendRequest},
		{"POST /press/orders/{number}/signature", people.PublishContent, s.takeSignature},
		{"GET /press/keys", people.PublishContent, s.showKeys},
		{"POST /press/keys/make", people.PublishContent, s.makeKeys},
		{"POST /press/keys/bring", people.PublishContent, s.bringKeys},
		{"GET /press/keys/root.json", people.SeeContent, s.sendRootFile},
		{"GET /press/keys/root.key", people.PublishContent, s.sendRootKey},
		{"POST /press/keys/noroot", people.PublishContent, s.dropRootKey},
		{"POST /press/two", people.ManageHub, s.switchTwo},
	}
}
