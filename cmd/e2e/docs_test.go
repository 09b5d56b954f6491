package e2e

import (
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// root is the project's folder.
var root = filepath.Join("..", "..")

// papers are where documents lie, in the order in which their commands are followed.
var papers = []string{"*.md", "cmd/*.md", "assets/manuals/*.md", ".github/*.md", "cmd/house/*.md"}

// documents are all that people read besides the programs and the code.
func documents(t *testing.T) (names []string) {
	t.Helper()
	for _, where := range papers {
		more, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(where)))
		if err != nil || len(more) == 0 {
			t.Fatalf("documents %s: %v, %v", where, more, err)
		}
		names = append(names, more...)
	}
	return names
}

// document is a Markdown file, read.
type document struct {
	path   string
	source []byte
	tree   ast.Node
}

func openDocument(t *testing.T, path string) document {
	t.Helper()
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return document{path, source, goldmark.DefaultParser().Parse(text.NewReader(source))}
}

// walk calls f with every node.
func (d document) walk(f func(ast.Node)) {
	_ = ast.Walk(d.tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // f tells what is wrong
		if entering {
			f(n)
		}
		return ast.WalkContinue, nil
	})
}

// commands returns the lines of the code blocks, without their remarks.
func (d document) commands() (lines []string) {
	d.walk(func(n ast.Node) {
		block, ok := n.(*ast.FencedCodeBlock)
		if !ok {
			return
		}
		for line := range strings.Lines(string(block.Lines().Value(d.source))) {
			line, _, _ = strings.Cut(line, " #")
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
	})
	return lines
}

// TestLinksOfTheDocuments: what a document points at is there. The pictures of the
// manuals are drawn by the tour; cmd/manual refuses one that is missing.
func TestLinksOfTheDocuments(t *testing.T) {
	for _, path := range documents(t) {
		d := openDocument(t, path)
		manual := filepath.Base(filepath.Dir(path)) == "manuals"
		d.walk(func(n ast.Node) {
			var to string
			switch n := n.(type) {
			case *ast.Link:
				to = string(n.Destination)
			case *ast.Image:
				if to = string(n.Destination); manual {
					return
				}
			default:
				return
			}
			if where, err := url.Parse(to); err != nil || where.Scheme != "" && where.Scheme != "https" {
				t.Errorf("%s: link %q: %v", path, to, err)
			} else if where.Scheme == "" {
				if _, err := os.Stat(filepath.Join(filepath.Dir(path), where.Path)); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
		})
	}
}

// TestWordsOfTheManuals: what a manual quotes from a screen, in italics, is what the
// kiosk or the hub says there.
func TestWordsOfTheManuals(t *testing.T) {
	for _, path := range documents(t) {
		if filepath.Base(filepath.Dir(path)) != "manuals" {
			continue
		}
		d := openDocument(t, path)
		said := regexp.MustCompile(`, lang: (..) -->`).FindSubmatch(d.source)
		if said == nil {
			t.Fatalf("%s does not say its language", path)
		}
		words := wordsOf(t, string(said[1]))
		d.walk(func(n ast.Node) {
			if quote, ok := n.(*ast.Emphasis); ok && quote.Level == 1 {
				if text := d.text(quote); !strings.Contains(words, text) {
					t.Errorf("%s quotes %q, which no screen says", path, text)
				}
			}
		})
	}
}

// text is what a node says, in one line.
func (d document) text(n ast.Node) string {
	var said strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if part, ok := c.(*ast.Text); ok {
			said.Write(part.Value(d.source))
			if part.SoftLineBreak() {
				said.WriteByte(' ')
			}
		}
	}
	return said.String()
}

// wordsOf are all the words of kiosk and hub in a language, and what problems say.
func wordsOf(t *testing.T, lang string) string {
	t.Helper()
	var all strings.Builder
	for _, where := range []string{"assets/words/" + lang + "*.json", "ui/web/words/" + lang + "/*.json", "data/exchange/problem.go"} {
		names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(where)))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", where, err)
		}
		for _, name := range names {
			words, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(words)
		}
	}
	return all.String()
}

// TestCommandsOfTheDocuments runs every command of every document, in order, as a
// reader would who follows README: the same office, hub, kiosk and stick throughout.
func TestCommandsOfTheDocuments(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, path := range documents(t) {
		for _, line := range openDocument(t, path).commands() {
			if !r.done[line] {
				r.done[line] = true
				r.follow(filepath.Base(path), line)
			}
		}
	}
}

// reader is somebody who follows the documents.
type reader struct {
	t     *testing.T
	dir   string // where the commands are run
	hub   *hub
	kiosk string // id
	done  map[string]bool
}

func newReader(t *testing.T) *reader {
	t.Helper()
	return &reader{t: t, dir: t.TempDir(), done: map[string]bool{}}
}

// elsewhere are the commands that are not run here, and why: what tries them, or what
// they need that a test has not.
var elsewhere = map[string]string{
	`^make `:                    "targets of the Makefile, looked for in it",
	`^sudo `:                    "a machine of its own: make packages-test",
	`^kiosk --data`:             "a window: TestTheWholeWay",
	`^kioskctl sign `:           "a request of a hub whose key is elsewhere: data/hub/press",
	`postgres://`:               "PostgreSQL: cmd/hub",
	`^hub publish .*--mirror`:   "goes on until it is ended: cmd/hub",
	`^kiosk staff unlock`:       "a locked entrance: cmd/kiosk",
	`^kioskctl program `:        "a package: cmd/kioskctl, data/update",
	`^kioskctl recount`:         "a round with ballots: TestAnOrganisersWeek, cmd/kioskctl",
	`^kiosk back`:               "a release before: cmd/kiosk",
	`^kioskctl simulate`:        "a hub under load: cmd/kioskctl",
	`^hub serve --data hub --a`: "runs throughout this test",
}

// before are what a reader does beside the command that is matched.
func (r *reader) before(line string) {
	r.t.Helper()
	switch {
	case strings.HasPrefix(line, "kioskctl check"):
		r.fill()
	case strings.HasPrefix(line, "kiosk setup"):
		r.copy("office/keys/root.json", "root.json")
	case strings.HasPrefix(line, "hub kiosks"):
		r.run("kiosk sync --once --data /var/lib/kiosk")
		var s status
		if err := json.Unmarshal([]byte(r.run("kiosk status --data /var/lib/kiosk --json")), &s); err != nil {
			r.t.Fatal(err)
		}
		r.kiosk = s.Kiosk
	case strings.HasPrefix(line, "kiosk import --data /var/lib/kiosk"):
		copyFolder(r.t, r.hub.repo(), filepath.Join(r.dir, "stick", "content"))
	}
}

// fill writes the workbook, with a round that is over.
func (r *reader) fill() {
	r.t.Helper()
	o := fillOffice(r.t, filepath.Join(r.dir, "office"))
	day := func(d int) string { return time.Now().AddDate(0, 0, d).Format("02/01/2006") }
	o.fill("Rounds",
		row{"Mã đợt": "r1", "Tên đợt": "Hàng Việt yêu thích", "Mở lúc": day(-30), "Đóng lúc": day(-2), "Mã nhóm": "an", "Tên nhóm": "Món ăn", "Số lựa chọn": "2"},
		row{"Mã đợt": "r1", "Mã nhóm": "uong", "Tên nhóm": "Đồ uống", "Số lựa chọn": "1"})
}

func (r *reader) copy(from, to string) {
	r.t.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, from))
	if err == nil {
		err = os.WriteFile(filepath.Join(r.dir, to), data, 0o600)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// follow runs a command of a document, unless it is tried elsewhere.
func (r *reader) follow(document, line string) {
	r.t.Helper()
	if r.hub == nil {
		r.hub = &hub{dir: filepath.Join(r.dir, "hub")}
		r.hub.serve(r.t)
	}
	for pattern := range elsewhere {
		if regexp.MustCompile(pattern).MatchString(line) {
			r.target(document, line)
			return
		}
	}
	r.before(line)
	r.t.Logf("%s: %s\n%s", document, line, r.run(line))
}

// target looks for the targets of make.
func (r *reader) target(document, line string) {
	r.t.Helper()
	name, ok := strings.CutPrefix(line, "make ")
	if !ok {
		return
	}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil || !regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(strings.Fields(name)[0])+`:`).Match(makefile) {
		r.t.Errorf("%s: there is no target for %q (%v)", document, line, err)
	}
}

// run runs a command with our programs, and with our names for what it leaves open.
func (r *reader) run(line string) string {
	r.t.Helper()
	names := strings.NewReplacer(
		"http://127.0.0.1:8080", r.hub.url, "/var/lib/kiosk", "kiosk", "/var/lib/hangviet", "kiosk", "/media/stick", "stick", "/media/usb", "stick",
		" ID ", " "+r.kiosk+" ", "--round ID", "--round r1", "records/ID", "records/r1", "records/MÃ_ĐỢT", "records/r1",
		" CODE", " SP-8", "--hub KEY", "--hub "+r.key(), "--hub KHÓA", "--hub "+r.key(), " …", " --from office --repo hub/content --keys office/keys",
		"--data MỚI", "--data new", "--data NEW", "--data new",
	)
	cmd := exec.CommandContext(r.t.Context(), "sh", "-c", names.Replace(line))
	cmd.Dir = r.dir
	path, err := filepath.Abs(bin)
	if err != nil {
		r.t.Fatal(err)
	}
	cmd.Env = slices.Concat(os.Environ(), []string{"PATH=" + path + ":" + os.Getenv("PATH")})
	pin := "295038\n"
	if strings.Contains(line, "/var/lib/hangviet") { // each member of staff has one of their own
		pin = "718264\n"
	}
	cmd.Stdin = strings.NewReader(pin + pin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("%s: %v\n%s", line, err, out)
	}
	return string(out)
}

// key is the hub's key, for whoever recounts.
func (r *reader) key() string {
	r.t.Helper()
	return strings.TrimSpace(run(r.t, "hub", "key", "--data", r.hub.dir))
}
