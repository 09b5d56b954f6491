package webtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axeScript is where make deps-test puts axe-core, below the project's folder.
const axeScript = ".npm/node_modules/axe-core/axe.min.js"

// rules are what axe-core is asked for: WCAG 2.2 at levels A and AA with all that
// came before, and the habits it holds for good.
const rules = `{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}, resultTypes: ["violations"]}`

// violation is what axe-core objects to.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// Accessible has axe-core look at the page as it is; whatever it objects to is a
// fault.
func (p *Page) Accessible() {
	p.t.Helper()
	var found []violation
	var answer string
	ask := `axe.run(document, ` + rules + `).then(r => JSON.stringify(r.violations))`
	p.run("ask axe-core", chromedp.Evaluate(axe(p.t), nil), chromedp.Evaluate(ask, &answer, awaited))
	if err := json.Unmarshal([]byte(answer), &found); err != nil {
		p.t.Fatalf("read axe-core's answer: %v", err)
	}
	for _, v := range found {
		for _, n := range v.Nodes {
			p.t.Errorf("%s (%s): %s (%s): %s\n%s", p.address(), p.name, v.Help, v.ID, n.HTML, n.Summary)
		}
	}
}

func awaited(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }

// axe returns axe-core's script, found from the folder of the test upwards.
func axe(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if script, err := os.ReadFile(filepath.Join(dir, axeScript)); err == nil {
			return string(script)
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("axe-core is missing: make deps-test installs it")
	return ""
}

// quote writes a text for a script.
func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text can always be written
	}
	return string(quoted)
}
