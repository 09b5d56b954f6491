package catalog

import (
	"strings"
	"sync"
)

// VoteCategory is one of the categories of the Hanoi campaign's vote "Hàng Việt
// Nam được người tiêu dùng yêu thích". It sorts goods that are outside OCOP too;
// the headings of a round are the organiser's own and may differ.
type VoteCategory struct {
	ID      string // stable, lower-case ASCII
	Name    Text
	Service bool // a service, not goods
}

// VoteCategories returns the 18 categories, goods first. The campaign names more
// than 18 kinds of goods and services in one breath and publishes no numbered
// list; kinds that are named together stand together here.
func VoteCategories() []VoteCategory {
	goods := func(id, vi, en string) VoteCategory { return VoteCategory{id, both(vi, en), false} }
	service := func(id, vi, en string) VoteCategory { return VoteCategory{id, both(vi, en), true} }
	return []VoteCategory{
		goods("electronics", "Điện tử, công nghệ", "Electronics and technology"),
		goods("household", "Đồ gia dụng", "Household goods"),
		goods("industry", "Hàng công nghiệp", "Industrial goods"),
		goods("fashion", "Thời trang, phụ kiện", "Fashion and accessories"),
		goods("building", "Xây dựng, nội thất", "Building and furniture"),
		goods("pharma", "Dược phẩm", "Pharmaceuticals"),
		goods("cosmetics", "Hóa phẩm gia dụng, mỹ phẩm", "Household chemicals and cosmetics"),
		goods("stationery", "Văn phòng phẩm", "Stationery"),
		goods("handicraft", "Thủ công mỹ nghệ", "Handicrafts"),
		goods("farm", "Nông, lâm, thủy sản", "Farm, forest and fishery products"),
		goods("ocop", "Sản phẩm OCOP", "OCOP products"),
		goods("food", "Thực phẩm", "Food"),
		goods("drinks", "Đồ uống", "Beverages"),
		service("finance", "Tài chính, ngân hàng, bảo hiểm, thanh toán", "Finance, banking, insurance and payment"),
		service("commerce", "Thương mại điện tử, logistics", "E-commerce and logistics"),
		service("tourism", "Du lịch, ăn uống", "Tourism and catering"),
		service("education", "Giáo dục, đào tạo", "Education and training"),
		service("telecom", "Viễn thông, công nghệ thông tin, truyền thông", "Telecommunications, IT and media"),
	}
}

// FindVoteCategory returns the category meant by text in any spelling: its id,
// its name in either language, or one of the things its name lists ("ngân hàng",
// "logistics", "mỹ phẩm").
func FindVoteCategory(text string) (VoteCategory, bool) {
	c, ok := voteCategoryNames()[nameKey(strings.TrimPrefix(Fold(text), "dich vu "))]
	return c, ok
}

// voteCategoryNames leads from every key a category is called by to it; where
// two share one, to the first.
var voteCategoryNames = sync.OnceValue(func() map[string]VoteCategory {
	names := map[string]VoteCategory{}
	for _, c := range VoteCategories() {
		for _, name := range append(c.parts(), c.ID, c.Name["vi"], c.Name["en"]) {
			if _, taken := names[nameKey(name)]; !taken {
				names[nameKey(name)] = c
			}
		}
	}
	return names
})

// parts returns the things a category's name lists.
func (c VoteCategory) parts() []string {
	listed := c.Name["vi"] + "," + strings.ReplaceAll(c.Name["en"], " and ", ",")
	return strings.FieldsFunc(listed, func(r rune) bool { return r == ',' })
}
