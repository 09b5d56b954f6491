package main

import (
	"context"
	"strings"

	"hangviet/data/wifi"
	"hangviet/ui/model"
)

// tourSetUp is a kiosk that is being set up; it keeps nothing.
type tourSetUp struct{ now model.Standing }

func newTourSetUp(stop stopover) tourSetUp {
	n := model.Standing{Diagonal: 43, Turn: "normal"}
	if stop.bound {
		n.Root, n.Name, n.Point, n.Staffed = strings.Repeat("3fa9c1", 11), "Nhà văn hóa quận, sảnh A", "point-1", true
		n.Line = model.HubStanding{Address: "https://hangviet.example.vn", Status: "pending", Code: "7K3M-Q9TD"}
	}
	return tourSetUp{n}
}

func (t tourSetUp) Standing(context.Context) (model.Standing, error) { return t.now, nil }

func (tourSetUp) Networks(context.Context, bool) ([]wifi.Network, wifi.State, error) {
	return []wifi.Network{
		{Name: "Nhà văn hóa quận", Strength: 88, Locked: true, Fits: true, Here: true},
		{Name: "Chợ Mẫu – khách", Strength: 64, Fits: true},
		{Name: "Văn phòng ban quản lý tầng 2", Strength: 51, Locked: true, Fits: true},
		{Name: "Công ty", Strength: 30, Locked: true},
	}, wifi.State{Name: "Nhà văn hóa quận", Online: true}, nil
}

func (tourSetUp) Meet(_ context.Context, address string) (model.Organiser, error) {
	if address == "" {
		return model.Organiser{}, model.ErrNobody
	}
	return model.Organiser{Address: "https://hangviet.example.vn", Print: strings.Repeat("3fa9c1", 11)}, nil
}

func (tourSetUp) Join(context.Context, string, string) error   { return wifi.ErrPassword }
func (tourSetUp) KeepLang(context.Context, string) error       { return nil }
func (tourSetUp) KeepDiagonal(context.Context, float64) error  { return nil }
func (tourSetUp) Turn(context.Context, string) error           { return nil }
func (tourSetUp) KeepTurn(context.Context, string) error       { return nil }
func (tourSetUp) Trust(context.Context, model.Organiser) error { return nil }
func (tourSetUp) KeepName(context.Context, string) error       { return nil }
func (tourSetUp) KeepPoint(context.Context, string) error      { return nil }
func (tourSetUp) AddStaff(context.Context, string) error       { return nil }
func (tourSetUp) KeepStep(context.Context, string) error       { return nil }

// founded are the pages on which a kiosk is set up.
func founded() []stopover {
	first := func(v *tourVisit) error {
		v.shell.SetUp(true)
		return nil
	}
	at := func(step string) func(*tourVisit) error { return open(model.Route{Screen: model.AtSetUp, Sub: step}) }
	return []stopover{
		{name: "setup-lang", steps: steps(first)},
		{name: "setup-screen", steps: steps(first, at(model.SetUpScreen))},
		{name: "setup-ruler", steps: steps(first, at(model.SetUpScreen), scroll)},
		{name: "setup-wifi", steps: steps(first, at(model.SetUpWifi))},
		{name: "setup-key", steps: steps(first, open(model.Route{Screen: model.AtSetUp, Sub: model.SetUpKey, ID: "Văn phòng ban quản lý tầng 2"}))},
		{name: "setup-root", steps: steps(first, at(model.SetUpRoot))},
		{name: "setup-words", steps: steps(first, at(model.SetUpRoot), meet)},
		{name: "setup-name", bound: true, steps: steps(first, at(model.SetUpName))},
		{name: "setup-pin", steps: steps(first, at(model.SetUpPIN))},
		{name: "setup-done", bound: true, steps: steps(first, at(model.SetUpDone))},
		{name: "setup-lacks", steps: steps(first, at(model.SetUpDone))},
	}
}

// meet finds the organiser at an address.
func meet(v *tourVisit) error {
	v.shell.Meet("hangviet.example.vn", func(string) {})
	return v.next(nil)
}
