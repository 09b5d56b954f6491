package sheet

import (
	"fmt"
	"maps"
	"slices"
)

// keyColumns are the columns by which rows of a sheet belong together: the one row
// of a product, all links of a product, all categories of a round. A sheet without
// one is one thing as a whole.
var keyColumns = map[string]string{
	"Products": "code", "Producers": "id", "Points": "id", "Events": "id",
	"Links": "product", "Titles": "product", "Rounds": "round", "Nominees": "round",
}

// MergeRows returns base with what given says laid over it by code. What given does
// not name stays as it is, and so does a column that no row of given's sheet fills;
// of a thing with several rows, such as a product's links, given's take the place
// of all. Merging a workbook's rows into nothing, or into themselves, gives those
// rows.
func MergeRows(base, given Rows) Rows {
	merged := Rows{}
	for _, name := range SheetNames() {
		if rows := mergeSheet(name, base[name], given[name]); len(rows) > 0 {
			merged[name] = rows
		}
	}
	return merged
}

func mergeSheet(name string, base, given []Row) []Row {
	was, is := groups(name, base), groups(name, given)
	filled := filledColumns(given)
	var merged []Row
	placed := map[string]bool{}
	for _, row := range base {
		key := row[keyColumns[name]]
		next, named := is[key]
		switch {
		case !named || slices.EqualFunc(was[key], next, maps.Equal[Row]):
			merged = append(merged, row)
		case !placed[key]:
			placed[key] = true
			merged = append(merged, over(was[key], next, filled)...)
		}
	}
	for _, row := range given {
		if _, there := was[row[keyColumns[name]]]; !there {
			merged = append(merged, maps.Clone(row))
		}
	}
	return merged
}

// over lays the rows of one thing over those it had.
func over(was, is []Row, filled map[string]bool) []Row {
	if len(was) != 1 || len(is) != 1 {
		return is
	}
	row := maps.Clone(was[0])
	maps.DeleteFunc(row, func(column, _ string) bool { return filled[column] })
	maps.Copy(row, is[0])
	return []Row{row}
}

func groups(name string, rows []Row) map[string][]Row {
	all := map[string][]Row{}
	for _, row := range rows {
		key := row[keyColumns[name]]
		all[key] = append(all[key], row)
	}
	return all
}

func filledColumns(rows []Row) map[string]bool {
	all := map[string]bool{}
	for _, row := range rows {
		for column := range row {
			all[column] = true
		}
	}
	return all
}

// The kinds of a [RowChange].
const (
	RowAdded   = "added"
	RowChanged = "changed"
	RowGone    = "gone"
)

// RowChange is a thing of a sheet that differs: a product, the links of a product.
type RowChange struct {
	Kind   string // [RowAdded], [RowChanged] or [RowGone]
	Sheet  string
	Key    string // its code
	Fields []CellChange
}

// CellChange is a cell that differs; "" where there was or is nothing. Of a thing
// with several rows the column has the row's number before it: "2. url".
type CellChange struct{ Column, Before, After string }

// DiffRows returns what differs between two workbooks, sheet by sheet, the things
// in their order there.
func DiffRows(before, after Rows) (changes []RowChange) {
	for _, name := range SheetNames() {
		was, is := groups(name, before[name]), groups(name, after[name])
		seen := map[string]bool{}
		for _, row := range slices.Concat(before[name], after[name]) {
			key := row[keyColumns[name]]
			if seen[key] {
				continue
			}
			seen[key] = true
			if fields := cellChanges(was[key], is[key]); len(fields) > 0 {
				changes = append(changes, RowChange{kindOf(was[key], is[key]), name, key, fields})
			}
		}
	}
	return changes
}

func kindOf(was, is []Row) string {
	switch {
	case len(was) == 0:
		return RowAdded
	case len(is) == 0:
		return RowGone
	}
	return RowChanged
}

func cellChanges(was, is []Row) (changes []CellChange) {
	for i := range max(len(was), len(is)) {
		before, after := rowAt(was, i), rowAt(is, i)
		columns := filledColumns([]Row{before, after})
		for _, column := range slices.Sorted(maps.Keys(columns)) {
			if before[column] == after[column] {
				continue
			}
			c := CellChange{column, before[column], after[column]}
			if max(len(was), len(is)) > 1 {
				c.Column = fmt.Sprintf("%d. %s", i+1, column)
			}
			changes = append(changes, c)
		}
	}
	return changes
}

func rowAt(rows []Row, i int) Row {
	if i >= len(rows) {
		return nil
	}
	return rows[i]
}
