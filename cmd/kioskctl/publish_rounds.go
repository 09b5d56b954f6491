package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// checkRounds refuses rounds that would count the ballots cast so far for other
// products. A last release that cannot be read any more is told and passed over:
// publishing anew is how a damaged folder is mended.
func (p *publishing) checkRounds(ctx context.Context, keys release.Keys, work string, rounds []vote.Round) error {
	before, err := p.lastRounds(ctx, keys, work)
	if errors.Is(err, release.ErrCorrupt) || errors.Is(err, release.ErrMixed) {
		_, err = fmt.Fprintf(p.stderr, p.say(
			"Lưu ý: không đọc được bản phát hành trước nên không so được mã đề cử (%v).\n",
			"Note: the last release cannot be read, so nominees were not compared with it (%v).\n"), err)
		return err
	}
	if err != nil {
		return err
	}
	err = vote.CheckFollows(before, rounds)
	var moved *vote.MovedError
	if !errors.As(err, &moved) {
		return err
	}
	fmt.Fprintf(p.stderr, p.say(
		"kioskctl: đợt “%[1]s”, nhóm “%[2]s”: mã đề cử “%[3]s” là của sản phẩm %[4]s ở bản trước, nay ghi cho %[5]s. "+
			"Phiếu chỉ ghi mã đề cử nên phiếu đã bầu sẽ bị tính nhầm. Hãy giữ mã cũ, dùng mã mới cho sản phẩm mới; chưa phát hành gì.\n",
		"kioskctl: round “%[1]s”, category “%[2]s”: nominee “%[3]s” was product %[4]s in the last release and is %[5]s now. "+
			"Ballots name nominees only, so those cast would be counted wrongly. Keep the old id and give the new product a new one; nothing was published.\n"),
		moved.Round, moved.Category, moved.Nominee, moved.Before, moved.After)
	return errRefused
}

// lastRounds returns the rounds of the release that the folder holds.
func (p *publishing) lastRounds(ctx context.Context, keys release.Keys, work string) ([]vote.Round, error) {
	last, err := release.Last(ctx, p.repo, keys)
	if err != nil || last == nil {
		return nil, err
	}
	src, err := release.Dir(p.repo)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(work, "last.db")
	if err := last.FetchCatalogue(ctx, src, path, nil); err != nil {
		return nil, err
	}
	c, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", release.ErrCorrupt, err)
	}
	defer c.Close()
	return c.Rounds(ctx)
}
