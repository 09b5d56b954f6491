package plan

import (
	"errors"
	"fmt"
	"slices"

	"hangviet/data/catalog"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// Made is what was made at the hub for the next release.
type Made struct {
	Rounds  []vote.Round  // without faults, by id; none that only is a draft
	Tickets []ticket.List // of batches that hold, one for a round
	Dropped []ticket.List // of batches that were dropped, one for a round
}

// Remark tells who publishes what became of a round; it hinders nothing.
type Remark struct {
	Code    string // "round-made", "nominee-gone", "round-gone"
	Round   string
	Product string // with "nominee-gone"
	Text    catalog.Text
}

// Over adds the rounds made at the hub to those of the workbook. Of two with one
// id the one made at the hub wins, in the place of the other. shown tells whether
// the release will show a product: a nominee whose product it will not is left out,
// as a withdrawn one, whose ballots count still.
func (m Made) Over(workbook []vote.Round, shown func(product string) bool) (all []vote.Round, remarks []Remark) {
	all = slices.Clone(workbook)
	for _, r := range m.Rounds {
		fitted, gone := fit(r, shown)
		remarks = append(remarks, gone...)
		at := slices.IndexFunc(all, func(w vote.Round) bool { return w.ID == r.ID })
		if at >= 0 {
			remarks = append(remarks, replaced(r))
		}
		switch {
		case len(fitted.Categories) == 0:
			remarks = append(remarks, vanished(r))
			all = slices.DeleteFunc(all, func(w vote.Round) bool { return w.ID == r.ID })
		case at >= 0:
			all[at] = fitted
		default:
			all = append(all, fitted)
		}
	}
	return all, remarks
}

// fit leaves out nominees that are not shown, and categories that have no other.
func fit(r vote.Round, shown func(string) bool) (vote.Round, []Remark) {
	var remarks []Remark
	var kept []vote.Category
	for _, c := range r.Categories {
		c.Nominees = slices.DeleteFunc(slices.Clone(c.Nominees), func(n vote.Nominee) bool {
			if shown(n.Product) {
				return false
			}
			remarks = append(remarks, gone(r, n.Product))
			return true
		})
		if len(c.Nominees) > 0 {
			c.Choices = min(c.Choices, len(c.Nominees))
			kept = append(kept, c)
		}
	}
	r.Categories = kept
	return r, remarks
}

func replaced(r vote.Round) Remark {
	return Remark{"round-made", r.ID, "", catalog.Text{
		"vi": fmt.Sprintf("Đợt bình chọn “%s” có cả trong bảng tính và trên máy chủ; bản trên máy chủ được dùng.", r.ID),
		"en": fmt.Sprintf("Round “%s” is in the workbook and was made at the hub too; the hub's is used.", r.ID),
	}}
}

func gone(r vote.Round, product string) Remark {
	return Remark{"nominee-gone", r.ID, product, catalog.Text{
		"vi": fmt.Sprintf("Sản phẩm %s được đề cử trong đợt “%s” nhưng không còn được hiển thị, nên được rút khỏi đợt; phiếu đã bầu vẫn được tính.", product, r.ID),
		"en": fmt.Sprintf("Product %s is nominated in round “%s” and is no longer shown, so it is withdrawn from it; ballots cast count still.", product, r.ID),
	}}
}

func vanished(r vote.Round) Remark {
	return Remark{"round-gone", r.ID, "", catalog.Text{
		"vi": fmt.Sprintf("Đợt “%s” không còn đề cử nào được hiển thị nên không có trong bản phát hành này.", r.ID),
		"en": fmt.Sprintf("Round “%s” has no nominee left that is shown, so this release does not have it.", r.ID),
	}}
}

// Lists adds the tickets made at the hub to those of the last release, whose lists
// hold on, without the tickets that were dropped. Of rounds that are not among
// rounds there is none. Its error is [ticket.ErrUnlike], for lists of another cost.
func (m Made) Lists(last []ticket.List, rounds []vote.Round) (all []ticket.List, err error) {
	for _, r := range rounds {
		var lists []ticket.List
		for _, l := range slices.Concat(last, m.Tickets) {
			if l.Round == r.ID {
				lists = append(lists, l)
			}
		}
		if len(lists) == 0 {
			continue
		}
		whole, mergeErr := ticket.Merge(lists...)
		err = errors.Join(err, mergeErr)
		whole.Marks = m.without(whole)
		all = append(all, whole)
	}
	return all, err
}

// without returns the marks of a list that were not dropped.
func (m Made) without(l ticket.List) []ticket.Mark {
	return slices.DeleteFunc(slices.Clone(l.Marks), func(mark ticket.Mark) bool {
		return slices.ContainsFunc(m.Dropped, func(d ticket.List) bool { return d.Round == l.Round && d.Has(mark) })
	})
}
