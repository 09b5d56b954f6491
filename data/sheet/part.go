package sheet

import (
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// This file reads from the workbook's XML what excelize's stream of rows does
// not tell, without building the whole sheet in memory.

const sheetFolder = "xl/worksheets/"

// cutBlankTails takes the rows after the last value out of every sheet: a
// hundred thousand rows that hold nothing but formatting cost nothing then.
func cutBlankTails(f *excelize.File) {
	f.Pkg.Range(func(name, content any) bool {
		if part, ok := name.(string); ok && strings.HasPrefix(part, sheetFolder) {
			if data, ok := content.([]byte); ok {
				f.Pkg.Store(name, cutBlankTail(data))
			}
		}
		return true
	})
}

// cutBlankTail returns the sheet's XML without the rows after the last one that
// holds a value or a formula.
func cutBlankTail(data []byte) []byte {
	const open, row = "<sheetData>", "</row>"
	start, end := bytes.Index(data, []byte(open)), bytes.LastIndex(data, []byte("</sheetData>"))
	if start < 0 || end < start {
		return data
	}
	last, cut := start, start+len(open)
	for _, tag := range []string{"<v>", "<is>", "<v ", "<is ", "<f>", "<f "} { // what is usual first: only what comes after it is searched on
		last = max(last, last+bytes.LastIndex(data[last:end], []byte(tag)))
	}
	if last > start {
		closing := bytes.Index(data[last:end], []byte(row))
		if closing < 0 {
			return data
		}
		cut = last + closing + len(row)
	}
	return append(data[:cut:cut], data[end:]...)
}

// parts leads from the names of the sheets to their XML.
func parts(f *excelize.File) map[string][]byte {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if xml.Unmarshal(part(f, "xl/workbook.xml"), &book) != nil ||
		xml.Unmarshal(part(f, "xl/_rels/workbook.xml.rels"), &relations) != nil {
		return nil
	}
	targets := map[string]string{}
	for _, r := range relations.List {
		targets[r.ID] = r.Target
	}
	out := map[string][]byte{}
	for _, s := range book.Sheets {
		target := targets[s.ID]
		if !strings.HasPrefix(target, "/") {
			target = "/xl/" + target
		}
		out[s.Name] = part(f, strings.TrimPrefix(path.Clean(target), "/"))
	}
	return out
}

func part(f *excelize.File, name string) []byte {
	content, _ := f.Pkg.Load(name)
	data, _ := content.([]byte)
	return data
}

var mergeRef = regexp.MustCompile(`<mergeCell\s[^>]*ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"`)

// mergedRanges returns the ranges of merged cells, "A2:A5".
func mergedRanges(data []byte) []string {
	at := bytes.LastIndex(data, []byte("</sheetData>"))
	if at < 0 {
		return nil
	}
	var out []string
	for _, m := range mergeRef.FindAllSubmatch(data[at:], -1) {
		out = append(out, string(m[1]))
	}
	return out
}

// formulasWithoutValue returns the cells that hold a formula but no result, as
// programs leave them that write workbooks without calculating.
func formulasWithoutValue(data []byte) []string {
	if !bytes.Contains(data, []byte("<f")) {
		return nil
	}
	var out []string
	var cell string
	var formula, value bool
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if err != nil {
			if err != io.EOF {
				return nil // excelize says what is wrong with it
			}
			return out
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "c":
				cell, formula, value = attribute(t, "r"), false, false
			case "f":
				formula = true
			case "v", "is":
				value = true
			}
		case xml.EndElement:
			if t.Name.Local == "c" && formula && !value && cell != "" {
				out = append(out, cell)
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
