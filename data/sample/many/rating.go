package many

import (
	"fmt"

	"hangviet/data/catalog"
)

// rating is what a row says of the rating.
type rating struct {
	stars                    any // an int, or "" for none
	number, authority, basis string
	issued, refiled          string
	day                      catalog.Date
}

// rate draws the rating: most are valid, some have run out or will soon.
func (p product) rate(l lot) rating {
	if p.status == notOCOP {
		return rating{stars: "", day: today.AddDays(-l.IntN(900))}
	}
	stars := []int{3, 3, 3, 3, 3, 3, 4, 4, 4, 5}[l.IntN(10)]
	if p.status == potential {
		stars = 4
	}
	age := l.IntN(1060)
	if l.in(5) {
		age = 1100 + l.IntN(300)
	}
	r := rating{stars: stars, number: fmt.Sprintf("%d/QĐ-MẪU", 100+l.IntN(9000)), day: today.AddDays(-age)}
	r.issued, r.authority, r.basis = r.day.Show(), p.authority(l, stars, r.day)+" (mẫu)", "148/QĐ-TTg"
	switch {
	case age > 1095:
		r.refiled = yes(l.in(40))
	case !r.day.Before(catalog.Date{Year: 2026, Month: 5, Day: 22}):
		r.basis = "26/2026/QĐ-TTg"
	}
	return r
}
