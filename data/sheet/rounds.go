package sheet

import (
	"maps"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// maxChoices is the most that one ballot may name in a category.
const maxChoices = 100

// roundRow is a round with the rows that told of it.
type roundRow struct {
	round vote.Round
	first record
	said  map[string]record      // column → the row that gave its value
	from  []record               // one for each category
	firms map[string][]nominated // by producer
}

// readRounds reads the sheets Rounds and Nominees. A round is several rows, one
// for each category; what is of the round itself stands in one of them, or in
// all alike.
func (r *reader) readRounds(products map[string]*catalog.Product) {
	t := r.tables[roundPlan.key]
	if t == nil {
		return
	}
	var order []*roundRow
	byID := newRegister(roundPlan)
	rounds := map[string]*roundRow{}
	for _, c := range t.records(r) {
		id := c.code("round", "")
		if id == "" {
			continue
		}
		row := rounds[id]
		if row == nil {
			row = &roundRow{round: vote.Round{ID: id}, first: c, said: map[string]record{}, firms: map[string][]nominated{}}
			rounds[id], order = row, append(order, row)
			byID.enter(id, nil, c, "round")
		}
		row.take(c)
	}
	r.readNominees(rounds, byID, products)
	for _, row := range order {
		row.check()
		r.book.Rounds = append(r.book.Rounds, row.round)
	}
}

// take adds what one row tells of the round.
func (row *roundRow) take(c record) {
	row.takeText(c, "title", &row.round.Title)
	row.takeText(c, "rules", &row.round.Rules)
	row.takeTime(c, "opens", &row.round.Opens)
	row.takeTime(c, "closes", &row.round.Closes)
	row.takeRules(c)
	category, ok := c.voteCategory()
	if !ok {
		return
	}
	for i, have := range row.round.Categories {
		if have.ID == category.ID {
			c.fault("category", duplicate, category.ID, row.from[i].line.number)
			return
		}
	}
	row.round.Categories = append(row.round.Categories, category)
	row.from = append(row.from, c)
}

func (row *roundRow) takeText(c record, column string, to *vote.Text) {
	text := c.text(column)
	if column == "title" {
		text = c.heading(column)
	}
	if text == nil {
		return
	}
	c.needVietnamese(column, text)
	if first, told := row.said[column]; told && !maps.Equal(*to, text) {
		c.fault(column, roundDiffers, c.title(column), first.line.number)
		return
	}
	if _, told := row.said[column]; !told {
		row.said[column], *to = c, text
	}
}

// takeTime reads an instant in Vietnam. A day alone opens at its first moment
// and closes after its last.
func (row *roundRow) takeTime(c record, column string, to *time.Time) {
	m := c.moment(column)
	if m.day.IsZero() {
		return
	}
	at := m.day.Time().Add(m.after)
	if column == "closes" && !m.timed {
		at = m.day.AddDays(1).Time()
	}
	if first, told := row.said[column]; told && !to.Equal(at) {
		c.fault(column, roundDiffers, c.title(column), first.line.number)
		return
	}
	if _, told := row.said[column]; !told {
		row.said[column], *to = c, at
	}
}

// voteCategory reads a category of a round: one of the campaign's by id or
// name, or one of the organiser's own with an id and a title.
func (c record) voteCategory() (vote.Category, bool) {
	text := c.word("category")
	out := vote.Category{Title: vote.Text(c.heading("category_title")), Choices: c.whole("choices", 1, maxChoices)}
	if c.missing("choices") || out.Choices == 0 {
		out.Choices = 1
	}
	c.needVietnamese("category_title", out.Title)
	known, isKnown := catalog.FindVoteCategory(text)
	out.ID = known.ID
	if !isKnown || validCode(text, "") {
		out.ID = c.code("category", "")
	}
	switch {
	case len(out.Title) == 0 && isKnown:
		out.Title = known.Name
	case len(out.Title) == 0 && out.ID != "":
		c.fault("category_title", required, c.title("category_title"))
	}
	return out, out.ID != ""
}

// check reports what a round must not be.
func (row *roundRow) check() {
	for _, column := range []string{"title", "opens", "closes"} {
		if _, told := row.said[column]; !told {
			row.first.needIn(column)
		}
	}
	if closes, ok := row.said["closes"]; ok && !row.round.Opens.IsZero() && !row.round.Closes.After(row.round.Opens) {
		closes.fault("closes", roundOrder)
	}
	if pause, ok := row.said["pause"]; ok && row.round.Admits() != vote.ByPause {
		pause.fault("pause", pauseUseless)
	}
	for i, category := range row.round.Categories {
		switch n := len(category.Nominees); {
		case n == 0:
			row.from[i].fault("category", roundEmpty, catalog.Text(category.Title))
		case n < category.Choices:
			row.from[i].fault("choices", roundFew, category.Choices, n)
		}
	}
}

// readNominees gives the categories their nominees, in the order of the sheet.
func (r *reader) readNominees(rounds map[string]*roundRow, ids *register, products map[string]*catalog.Product) {
	t := r.tables[nomineePlan.key]
	if t == nil {
		return
	}
	seen := map[nomination]int{}
	for _, c := range t.records(r) {
		c.readNominee(rounds, ids, products, seen)
	}
}

// nomination is what may be once in a category: a nominee's id, or a product.
type nomination struct{ round, category, nominee, product string }

// readNominee gives a category its nominee; seen holds the rows of those before.
func (c record) readNominee(rounds map[string]*roundRow, ids *register, products map[string]*catalog.Product, seen map[nomination]int) {
	text := c.word("round")
	if text == "" {
		c.need("round")
		return
	}
	row := rounds[c.refer("round", text, ids)]
	product := c.product("product", products)
	if row == nil || product == nil {
		return
	}
	category := c.categoryOf(row)
	if category == nil {
		return
	}
	nominee := vote.Nominee{ID: product.Code, Product: product.Code}
	if c.word("nominee") != "" {
		nominee.ID = c.code("nominee", codeSigns)
	}
	if nominee.ID == "" || c.nominatedBefore(row.round.ID, category.ID, nominee, seen) {
		return
	}
	if !product.Shown() {
		c.fault("product", nomineeRevoked, product.Code)
		return
	}
	if row.fromFirm(c, product) {
		category.Nominees = append(category.Nominees, nominee)
	}
}

// nominatedBefore reports an id or a product that the category has already: of
// two nominees for one product, a ballot could choose both.
func (c record) nominatedBefore(round, category string, n vote.Nominee, seen map[nomination]int) bool {
	id, product := nomination{round, category, n.ID, ""}, nomination{round, category, "", n.Product}
	switch {
	case seen[id] != 0:
		c.fault("nominee", nomineeTwice, n.ID, seen[id])
	case seen[product] != 0:
		c.fault("product", nomineeProduct, n.Product, seen[product])
	default:
		seen[id], seen[product] = c.line.number, c.line.number
		return false
	}
	return true
}

// categoryOf finds the category a nominee stands in, by id or title.
func (c record) categoryOf(row *roundRow) *vote.Category {
	text := c.word("category")
	if text == "" {
		c.need("category")
		return nil
	}
	known, _ := catalog.FindVoteCategory(text)
	var names []string
	for _, id := range []string{text, known.ID} {
		for i := range row.round.Categories {
			category := &row.round.Categories[i]
			if category.ID == id || key(category.ID) == key(id) || key(category.Title["vi"]) == key(id) {
				return category
			}
			names = append(names, category.ID, category.Title["vi"])
		}
	}
	title := catalog.Text{"vi": roundPlan.vi, "en": roundPlan.key}
	c.fault("category", unknownRef, text, title, c.r.suggest(text, names))
	return nil
}

// readTitles gives the products their titles, newest first.
func (r *reader) readTitles(products map[string]*catalog.Product) {
	t := r.tables[titlePlan.key]
	if t == nil {
		return
	}
	for _, c := range t.records(r) {
		product := c.product("product", products)
		title := catalog.Title{
			Programme: c.heading("programme"), Year: c.whole("year", 1990, lastYear), Rank: c.heading("rank"), Date: c.date("date"),
		}
		c.need("programme")
		if title.Year == 0 {
			title.Year = title.Date.Year
		}
		if title.Year == 0 && c.word("year") == "" {
			c.fault("year", titleYear)
		}
		if product != nil && title.Programme != nil {
			product.Titles = append(product.Titles, title)
		}
	}
	for _, p := range products {
		slices.SortStableFunc(p.Titles, func(a, b catalog.Title) int { return b.Year - a.Year })
	}
}
