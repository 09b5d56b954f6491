package main

import (
	"context"

	"hangviet/data/drive"
	"hangviet/ui/model"
)

// watchSticks looks after the sticks of this computer until ctx ends.
func (w *window) watchSticks(ctx context.Context) {
	drives, err := drive.Open(ctx)
	if err != nil {
		w.complain(err)
		return
	}
	s := newSticks(w.home, drives, nil)
	s.show = func(sheet *model.Stick) { w.post(func() { w.shell.SetStick(sheet, s.act) }) }
	_ = s.serve(ctx) // it ends with ctx only
	if err := drives.Close(); err != nil {
		w.complain(err)
	}
}
