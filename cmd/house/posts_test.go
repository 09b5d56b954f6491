package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// poster is the one file that may hand work to Fyne's thread.
const poster = "ui/kit/post.go"

// TestOnePlacePosts holds that work comes to the UI thread in one way: what
// else calls fyne.Do or fyne.DoAndWait is named.
func TestOnePlacePosts(t *testing.T) {
	root := filepath.Join("..", "..")
	found := posts(t, os.DirFS(root))
	for _, file := range found {
		if file != poster {
			t.Errorf("%s posts to the UI thread by itself: use kit.Post, or what it was given to post with", file)
		}
	}
	if len(found) == 0 {
		t.Errorf("%s was not found either", poster)
	}
}

// TestPostsBite plants a call, an alias of the package and a value of the
// function, and expects each named; a comment or another Do is none.
func TestPostsBite(t *testing.T) {
	head := "package p\nimport \"fyne.io/fyne/v2\"\n"
	files := map[string]string{
		"call/a.go":  head + "func f() { fyne.Do(func() {}) }",
		"waits/a.go": head + "func f() { fyne.DoAndWait(func() {}) }",
		"value/a.go": head + "var post = fyne.Do",
		"alias/a.go": "package p\nimport ui \"fyne.io/fyne/v2\"\nvar post = ui.Do",
		"word/a.go":  head + "// fyne.Do is for others.\nvar do = fyne.NewPos",
		"other/a.go": "package p\nimport \"net/http\"\nvar do = http.DefaultClient.Do",
	}
	dir := t.TempDir()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := strings.Join(posts(t, os.DirFS(dir)), " ")
	if want := "alias/a.go call/a.go value/a.go waits/a.go"; got != want {
		t.Errorf("named %q, want %q", got, want)
	}
}

// posts lists the files of a tree that use fyne.Do or fyne.DoAndWait.
func posts(t *testing.T, tree fs.FS) (files []string) {
	t.Helper()
	err := fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.Contains(path, "testdata/") {
			return err
		}
		raw, err := fs.ReadFile(tree, path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, raw, 0)
		if err != nil {
			return nil // does not build either
		}
		if usesDo(file) {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func usesDo(file *ast.File) (found bool) {
	name := ""
	for _, i := range file.Imports {
		if i.Path.Value == `"fyne.io/fyne/v2"` {
			if name = "fyne"; i.Name != nil {
				name = i.Name.Name
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && name != "" {
			x, ok := s.X.(*ast.Ident)
			found = found || ok && x.Name == name && (s.Sel.Name == "Do" || s.Sel.Name == "DoAndWait")
		}
		return true
	})
	return found
}
