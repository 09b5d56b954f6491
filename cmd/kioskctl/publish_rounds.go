package main

import (
	"context"
	"errors"

	"hangviet/data/edition"
	"hangviet/data/release"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// checkLast compares with the last release. One that cannot be read any more is
// told and passed over: publishing anew is how a damaged folder is mended.
func (p *publishing) checkLast(ctx context.Context, keys release.Keys, rounds []vote.Round, tickets []ticket.List) error {
	last, err := edition.Own(ctx, p.repo, keys)
	var before edition.Before
	if err == nil {
		before, err = last.Before(ctx)
	}
	if errors.Is(err, release.ErrCorrupt) || errors.Is(err, release.ErrMixed) {
		return p.remark(
			"không đọc được bản phát hành trước nên không so được mã đề cử và danh sách mã phiếu (%v).",
			"the last release cannot be read, so nominees and tickets were not compared with it (%v).", err)
	}
	if err != nil {
		return err
	}
	if err := p.checkRounds(before.Rounds, rounds); err != nil {
		return err
	}
	return p.checkDropped(edition.Edition{Tickets: tickets}.Loses(before))
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
