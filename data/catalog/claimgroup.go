package catalog

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// The codes of claims that only some groups of goods may not make.
const (
	claimSkin  = "claim-skin"  // of medicine, by a cosmetic
	claimDrink = "claim-drink" // of health, by an alcoholic drink
)

// skinClaims are what a cosmetic may not say of itself: the guideline of ASEAN on
// claims of cosmetics, to which Circular 06/2011/TT-BYT leads, refuses them as those
// of a medicine.
var skinClaims = sync.OnceValue(func() []claim {
	return append(
		phrases("vi", claimSkin, "trị mụn", "trị nám", "trị sẹo", "trị thâm", "xóa sẹo", "xóa nám", "làm lành mụn", "chữa viêm", "diệt nấm", "diệt khuẩn",
			"diệt virus", "giảm béo", "giảm mỡ", "tan mỡ", "giảm sưng", "giảm ngay", "giảm tức thì", "trắng da thần tốc", "kích thích mọc tóc"),
		phrases("en", claimSkin, "acne treatment", "treats acne", "removes scars", "burns fat", "kills fungi", "kills viruses", "anti-inflammatory")...)
})

// drinkClaims are what an alcoholic drink may not say of itself: Law 44/2019/QH14
// on the harms of alcohol forbids to tell of an effect on health that it has not
// (Art. 5), and advertising that links it with health, strength and success (Art. 12).
var drinkClaims = sync.OnceValue(func() []claim {
	return append(
		phrases("vi", claimDrink, "tốt cho sức khỏe", "có lợi cho sức khỏe", "tăng cường sức khỏe", "bồi bổ sức khỏe", "bồi bổ cơ thể", "bổ dưỡng", "bổ thận", "bổ máu",
			"tráng dương", "cường dương", "sinh lực", "tăng cường sinh lý", "lưu thông khí huyết", "ngủ ngon", "giảm đau", "xương khớp", "đẳng cấp", "thành công"),
		phrases("en", claimDrink, "healthy", "good for health", "good for your health", "health benefits", "strengthens", "vitality", "virility")...)
})

// groupClaims are the claims that goods of a kind may not make besides those that
// none may.
func (p Product) groupClaims() (all []claim) {
	if p.Cosmetic() {
		all = append(all, skinClaims()...)
	}
	if p.Alcohol() {
		all = append(all, drinkClaims()...)
	}
	return all
}

// Cosmetic tells whether the product is a cosmetic: criteria set 19, or one outside
// OCOP in the vote's category of them that does not clean the house.
func (p Product) Cosmetic() bool {
	if p.Set != 0 || p.Category != "cosmetics" {
		return p.Set == setCosmetics
	}
	name := " " + spaced(p.Name["vi"]) + " "
	return !slices.ContainsFunc([]string{"nuoc giat", "bot giat", "rua chen", "rua bat", "lau san", "nuoc xa"}, func(other string) bool {
		return strings.Contains(name, " "+other+" ")
	})
}

// checkGroupClaims checks what a product says of itself by the laws on goods of its
// kind.
func (f *finding) checkGroupClaims(p Product) {
	all := p.groupClaims()
	for _, text := range []struct {
		field string
		words Text
	}{{"name", p.Name}, {"short", p.Short}, {"story", p.Story}, {"ingredients", p.Ingredients}, {"use", p.Use}, {"notices", p.Notices}} {
		for _, lang := range slices.Sorted(maps.Keys(text.words)) {
			for _, c := range findAmong(all, lang, text.words[lang]) {
				f.add(inLanguage(text.field, lang), c.code, strings.Join(c.words, " "))
			}
		}
	}
}
