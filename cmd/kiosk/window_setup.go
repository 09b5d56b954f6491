package main

import (
	"hangviet/data/drive"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/ui/model"
)

// findSetUp reads what a set-up stick brings. It is offered to a kiosk that trusts
// nobody yet, and to no other: whoever stands before the screen must not lead a
// kiosk to another hub.
func (s *sticks) findSetUp(d drive.Drive) *wire.SetUp {
	if _, pinned, err := s.home.own.Pinned(); pinned || err != nil {
		return nil
	}
	set, err := readSetUp(d.Path)
	if err != nil {
		return nil // a stick without, or with a damaged one, is looked at as any other
	}
	return &set
}

func (s *sticks) setUpOf(set *wire.SetUp) *model.StickSetUp {
	if set == nil {
		return nil
	}
	return &model.StickSetUp{
		Label: set.Organiser, Hub: set.Hub, Name: set.Settings["name"], Root: release.Fingerprint(set.Root), Past: set.Past(s.home.clock.Now()),
	}
}

func offerOf(p exchange.Preview) *model.StickOffer {
	return &model.StickOffer{
		Number: p.Number, Shown: p.Shown, Issued: p.Issued, Note: p.Note, Root: p.Root, Stranger: p.Stranger,
		Products: p.Changes.Products, Added: p.Changes.Added.Count, Changed: p.Changes.Changed.Count,
		Withdrawn: p.Changes.Withdrawn.Count, Names: p.Changes.Withdrawn.First, Bytes: p.Bytes, Files: p.Files, After: p.After(), Fits: p.Fits(),
	}
}
