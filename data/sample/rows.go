package sample

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed *.txt
var texts embed.FS

// table is one of the .txt files: names of columns and rows of cells.
type table struct {
	name    string
	columns []string
	rows    [][]string
}

// read reads a file whose first line names the columns behind a #.
func read(name string) (table, error) {
	b, err := texts.ReadFile(name + ".txt")
	if err != nil {
		return table{}, fmt.Errorf("read sample texts: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	t := table{name: name, columns: cells(strings.TrimPrefix(lines[0], "#"))}
	for i, line := range lines[1:] {
		row := cells(line)
		if len(row) != len(t.columns) {
			return table{}, fmt.Errorf("%s.txt line %d has %d cells, want %d", name, i+2, len(row), len(t.columns))
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}

func cells(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// record gives a row's cells by the names of their columns.
type record map[string]string

func (t table) records() []record {
	var list []record
	for _, row := range t.rows {
		r := record{}
		for i, c := range t.columns {
			r[c] = row[i]
		}
		list = append(list, r)
	}
	return list
}

// extras reads "feat;photos=2;points=hn1,sg1" into names and values.
func extras(s string) record {
	r := record{}
	for part := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(part, "=")
		if name != "" {
			r[name] = value
		}
	}
	return r
}

// page is one sheet of the workbook being made.
type page struct {
	name string
	head []string
	rows []record
}

// grid returns the sheet's cells, the headers first.
func (p page) grid() [][]any {
	lines := [][]any{make([]any, len(p.head))}
	for i, h := range p.head {
		lines[0][i] = h
	}
	for _, r := range p.rows {
		line := make([]any, len(p.head))
		for i, h := range p.head {
			line[i] = r[h]
		}
		lines = append(lines, line)
	}
	return lines
}

// renamed makes a page of a table whose columns bear other names there.
func (t table) renamed(name string, heads ...string) page {
	p := page{name: name, head: heads}
	for _, row := range t.rows {
		r := record{}
		for i, h := range heads {
			r[h] = row[i]
		}
		p.rows = append(p.rows, r)
	}
	return p
}

// index returns the first record whose cell under key holds value.
func index(list []record, key, value string) (record, bool) {
	i := slices.IndexFunc(list, func(r record) bool { return r[key] == value })
	if i < 0 {
		return nil, false
	}
	return list[i], true
}
