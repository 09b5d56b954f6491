package main

import (
	"context"
	"errors"

	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// lastRelease is what a release must not contradict in the next one.
type lastRelease struct {
	rounds  []vote.Round
	tickets []ticket.List
}

// checkLast compares with the last release. One that cannot be read any more is
// told and passed over: publishing anew is how a damaged folder is mended.
func (p *publishing) checkLast(ctx context.Context, keys release.Keys, rounds []vote.Round, tickets []ticket.List) error {
	before, err := p.lastRelease(ctx, keys)
	if errors.Is(err, release.ErrCorrupt) || errors.Is(err, release.ErrMixed) {
		return p.remark(
			"không đọc được bản phát hành trước nên không so được mã đề cử và danh sách mã phiếu (%v).",
			"the last release cannot be read, so nominees and tickets were not compared with it (%v).", err)
	}
	if err != nil {
		return err
	}
	if err := p.checkRounds(before.rounds, rounds); err != nil {
		return err
	}
	return p.checkDropped(before.tickets, tickets)
}

// checkRounds refuses rounds that would count the ballots cast so far for other
// products.
func (p *publishing) checkRounds(before, rounds []vote.Round) error {
	err := vote.CheckFollows(before, rounds)
	var moved *vote.MovedError
	if !errors.As(err, &moved) {
		return err
	}
	return p.refuse(
		"đợt “%[1]s”, nhóm “%[2]s”: mã đề cử “%[3]s” là của sản phẩm %[4]s ở bản trước, nay ghi cho %[5]s. "+
			"Phiếu chỉ ghi mã đề cử nên phiếu đã bầu sẽ bị tính nhầm. Hãy giữ mã cũ, dùng mã mới cho sản phẩm mới; chưa phát hành gì.",
		"round “%[1]s”, category “%[2]s”: nominee “%[3]s” was product %[4]s in the last release and is %[5]s now. "+
			"Ballots name nominees only, so those cast would be counted wrongly. Keep the old id and give the new product a new one; nothing was published.",
		moved.Round, moved.Category, moved.Nominee, moved.Before, moved.After)
}

// lastRelease reads the release that the folder holds.
func (p *publishing) lastRelease(ctx context.Context, keys release.Keys) (before lastRelease, err error) {
	last, err := openLast(ctx, p.repo, keys)
	if err != nil || last.Candidate == nil {
		return before, err
	}
	err = last.catalogue(ctx, func(file *store.Catalogue) (err error) {
		if before.rounds, err = file.Rounds(ctx); err != nil {
			return err
		}
		before.tickets, err = ticketsOf(ctx, file, before.rounds)
		return err
	})
	return before, err
}

// ticketsOf reads the lists of those rounds that have one.
func ticketsOf(ctx context.Context, file *store.Catalogue, rounds []vote.Round) (lists []ticket.List, err error) {
	for _, r := range rounds {
		l, ok, err := file.Tickets(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		if ok {
			lists = append(lists, l)
		}
	}
	return lists, nil
}
