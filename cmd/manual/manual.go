package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	_ "embed"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"hangviet/assets"
)

// What is wrong with a manual.
var (
	ErrLong    = errors.New("manual has too many pages")
	ErrPages   = errors.New("manual does not begin with how many pages it may have, and in which language it is")
	ErrPicture = errors.New("picture is missing")
)

// manual is one that is ready to be printed.
type manual struct {
	title    string
	lang     string // of its text: vi, en
	most     int    // pages
	pictures string // the folder from which they are named
	html     []byte // whole
}

var (
	//go:embed manual.css
	style string

	//go:embed manual.html
	frame string

	frameTemplate = template.Must(template.New("manual").Parse(frame))
	promise       = regexp.MustCompile(`^<!-- pages: (\d{1,2}), lang: ([a-z]{2}) -->\n`)
	picture       = regexp.MustCompile(`<img src="([^"]*)" alt="([^"]*)">`)
)

// read reads a manual in Markdown. Its pictures are looked for in a folder.
func read(source []byte, pictures string) (*manual, error) {
	said := promise.FindSubmatch(source)
	if said == nil {
		return nil, ErrPages
	}
	most, _ := strconv.Atoi(string(said[1])) // digits, says the expression
	markdown := goldmark.New(goldmark.WithExtensions(extension.Table))
	tree := markdown.Parser().Parse(text.NewReader(source))
	m := &manual{most: most, lang: string(said[2])}
	if err := m.prepare(tree, source, pictures); err != nil {
		return nil, err
	}
	var body bytes.Buffer
	if err := markdown.Renderer().Render(&body, source, tree); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return m, m.dress(picture.ReplaceAllString(body.String(), `<span class="picture"><img src="$1" alt=""><small>$2</small></span>`))
}

// prepare takes the title from the first heading, and finds the pictures.
func (m *manual) prepare(tree ast.Node, source []byte, pictures string) (err error) {
	if m.pictures, err = filepath.Abs(pictures); err != nil {
		return err
	}
	walked := ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading:
			if m.title == "" {
				m.title = string(n.Lines().Value(source))
			}
		case *ast.Image:
			if entering {
				_, missing := os.Stat(filepath.Join(m.pictures, filepath.FromSlash(string(n.Destination))))
				if missing != nil {
					err = errors.Join(err, fmt.Errorf("%w: %w", ErrPicture, missing))
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return errors.Join(err, walked)
}

// dress puts the body into its frame.
func (m *manual) dress(body string) error {
	font := func(face []byte) template.URL { // #nosec G203 -- our own typefaces
		return template.URL("data:font/ttf;base64," + base64.StdEncoding.EncodeToString(face))
	}
	var out bytes.Buffer
	err := frameTemplate.Execute(&out, struct {
		Title, Lang   string
		Style         template.CSS
		Body          template.HTML
		Pictures      template.URL
		Regular, Bold template.URL
	}{
		m.title, m.lang, template.CSS(style), template.HTML(body), // #nosec G203 -- our own style and text
		template.URL("file://" + filepath.ToSlash(m.pictures) + "/"), // #nosec G203 -- the folder that was asked for
		font(assets.FontRegular), font(assets.FontBold),
	})
	m.html = out.Bytes()
	return err
}
