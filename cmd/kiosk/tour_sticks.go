package main

import (
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/ui/model"
)

// plugged are the sheets of a stick that was put in.
func plugged() []stopover {
	offer := model.StickOffer{
		Number: 12, Shown: 11, Issued: tourTime, Root: strings.Repeat("3fa9", 16), Note: "Tuần hàng Việt tháng 12", Products: 1204,
		Added: 36, Changed: 118, Withdrawn: 2, Names: []catalog.Text{{"vi": "Trà Shan tuyết cổ thụ Suối Giàng"}, {"vi": "Mật ong bạc hà"}},
		Bytes: 48_200_000, After: 21_700_000_000, Fits: true,
	}
	bad := exchange.Explain(exchange.ErrStickFake)
	return []stopover{
		stickStop("stick", model.Stick{Phase: model.StickOffered, Offer: &offer, Unsent: 128, Content: 11}),
		stickStop("stick-work", model.Stick{Phase: model.StickWorking, Work: model.StickWork{
			Act: model.StickUpdate, Bytes: 21_000_000, TotalBytes: 48_200_000, Files: 210, TotalFiles: 482, Left: 95 * time.Second,
		}}),
		stickStop("stick-setup", model.Stick{Phase: model.StickOffered, SetUp: &model.StickSetUp{
			Label: "Sở Công Thương, đợt tháng 12", Hub: "https://hangviet.example.vn", Name: "Bến xe Miền Đông, sảnh A", Root: strings.Repeat("3fa9", 16),
		}}),
		stickStop("stick-bad", model.Stick{Phase: model.StickOffered, Fault: bad.Code, Why: bad.Message, Content: 11}),
		stickStop("stick-done", model.Stick{Phase: model.StickEnded, Done: model.StickDone{Act: model.StickExport, Ballots: 128, Bundles: 1}}),
	}
}

func stickStop(name string, s model.Stick) stopover {
	s.Name = "HANG VIET 16GB"
	put := func(v *tourVisit) error {
		v.shell.SetStick(&s, nil)
		return nil
	}
	return stopover{name: name, steps: steps(open(model.Route{Screen: model.AtHome}), put)}
}
