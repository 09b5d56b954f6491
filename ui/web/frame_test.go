package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"testing"
)

// TestNothingHidesTheFrame: a page with a field called as one of [Frame] would have the
// layout say that in its place, such as the number of a round for the program's version.
func TestNothingHidesTheFrame(t *testing.T) {
	structs := structsOfPages(t)
	frame, _ := fieldsOf(structs["Frame"])
	for name, s := range structs {
		own, embedded := fieldsOf(s)
		if !slices.Contains(embedded, "Frame") {
			continue
		}
		for _, other := range embedded {
			if more, ok := structs[other]; ok && other != "Frame" {
				beside, _ := fieldsOf(more)
				own = append(own, beside...)
			}
		}
		for _, field := range own {
			if slices.Contains(frame, field) {
				t.Errorf("%s.%s hides that of the frame", name, field)
			}
		}
	}
}

// structsOfPages are all structs of this package, by name.
func structsOfPages(t *testing.T) map[string]*ast.StructType {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	found := map[string]*ast.StructType{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if s, ok := spec.Type.(*ast.StructType); ok {
					found[spec.Name.Name] = s
				}
			}
			return true
		})
	}
	return found
}

func fieldsOf(s *ast.StructType) (own, embedded []string) {
	for _, f := range s.Fields.List {
		if id, ok := f.Type.(*ast.Ident); ok && len(f.Names) == 0 {
			embedded = append(embedded, id.Name)
		}
		for _, name := range f.Names {
			own = append(own, name.Name)
		}
	}
	return own, embedded
}
