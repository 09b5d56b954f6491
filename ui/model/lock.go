package model

import (
	"context"
	"net/url"
	"strings"
)

// LockView is the entrance that is locked after too many wrong PINs.
type LockView struct {
	Title     string
	Text      string // what happened, and what to do
	Kiosk     string // what it is called, with its id
	Challenge string // to be read to the organiser
	Typed     bool   // a code can be typed
	Stick     string // how it is opened by a stick
	QR        string // the hub's page that makes the code; "" none
	Caption   string
}

// LoadLock reads it; ok is false while the entrance is not locked.
func LoadLock(ctx context.Context, env Env, panel Panel) (v LockView, ok bool, err error) {
	s, err := panel.Lock(ctx)
	if err != nil || !s.Locked {
		return v, false, err
	}
	v = LockView{
		Title: env.Say("staff.lock.title"), Text: env.Say("staff.lock.stick"), Challenge: s.Challenge, Typed: s.Typed,
		Kiosk: s.Kiosk, Stick: env.Say("staff.lock.file"),
	}
	if s.Name != "" {
		v.Kiosk = s.Name + " (" + s.Kiosk + ")"
	}
	if s.Typed {
		v.Text = env.Say("staff.lock.typed")
	}
	if s.Hub != "" && s.Typed {
		v.QR = strings.TrimRight(s.Hub, "/") + "/kiosks/" + url.PathEscape(s.Kiosk) + "/unlock?challenge=" + url.QueryEscape(s.Challenge)
		v.Caption = env.Say("staff.lock.scan")
	}
	return v, true, nil
}
