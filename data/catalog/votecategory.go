package catalog

// VoteCategory is one of the categories of the Hanoi campaign's vote "Hàng Việt
// Nam được người tiêu dùng yêu thích".
type VoteCategory struct {
	ID      string
	Name    Text
	Service bool // a service, not goods
}

// VoteCategories returns the 18 categories, goods first.
func VoteCategories() []VoteCategory { return nil }

// FindVoteCategory returns the category meant by text: its id or its name in
// either language, in any spelling.
func FindVoteCategory(text string) (VoteCategory, bool) { return VoteCategory{}, false }
