package hub

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/openapi"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// schema is as much of a schema as the document uses.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       string            `json:"type"`
	Format     string            `json:"format"`
	Enum       []string          `json:"enum"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
}

type document struct {
	OpenAPI string                          `json:"openapi"`
	Paths   map[string]map[string]operation `json:"paths"`
	Parts   struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	ID        string                `json:"operationId"`
	Right     people.Right          `json:"x-right"`
	Security  []map[string][]string `json:"security"`
	Responses map[string]struct {
		Content map[string]struct {
			Schema schema `json:"schema"`
		} `json:"content"`
	} `json:"responses"`
}

func readDocument(t *testing.T) document {
	t.Helper()
	var d document
	if err := json.Unmarshal(openapi.Document, &d); err != nil || d.OpenAPI != "3.1.0" {
		t.Fatalf("%v, %q", err, d.OpenAPI)
	}
	return d
}

// check tells what of a value is not as its schema says.
func (d document) check(at string, s schema, value any) error {
	if s.Ref != "" {
		name := strings.TrimPrefix(s.Ref, "#/components/schemas/")
		part, ok := d.Parts.Schemas[name]
		if !ok {
			return fmt.Errorf("%s: no schema %s", at, s.Ref)
		}
		return d.check(at, part, value)
	}
	switch v := value.(type) {
	case map[string]any:
		for _, name := range s.Required {
			if _, ok := v[name]; !ok {
				return fmt.Errorf("%s lacks %s", at, name)
			}
		}
		for name, inner := range v {
			of, ok := s.Properties[name]
			if !ok && len(s.Properties) > 0 {
				return fmt.Errorf("%s.%s is not in the document", at, name)
			}
			if !ok {
				continue // of any form
			}
			if err := d.check(at+"."+name, of, inner); err != nil {
				return err
			}
		}
		return kind(at, s, "object")
	case []any:
		for i, inner := range v {
			if err := d.check(fmt.Sprintf("%s[%d]", at, i), *s.Items, inner); err != nil {
				return err
			}
		}
		return kind(at, s, "array")
	case string:
		if _, err := time.Parse(time.RFC3339, v); s.Format == "date-time" && err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
			return fmt.Errorf("%s is %q", at, v)
		}
		return kind(at, s, "string")
	case float64:
		return kind(at, s, "integer")
	case bool:
		return kind(at, s, "boolean")
	}
	return fmt.Errorf("%s is %v", at, value)
}

func kind(at string, s schema, want string) error {
	if s.Type != want {
		return fmt.Errorf("%s is of type %s, not %s", at, want, s.Type)
	}
	return nil
}

// TestDocumentSaysWhatThereIs: every route of the API is in the document with its
// right, and every one of the document is a route.
func TestDocumentSaysWhatThereIs(t *testing.T) {
	h := newHouse(t)
	said, there := map[string]people.Right{}, map[string]people.Right{}
	for path, operations := range readDocument(t).Paths {
		for method, op := range operations {
			said[strings.ToUpper(method)+" "+path] = op.Right
			if open := op.Right == people.Anyone || op.Right == people.Kiosk; open != (len(op.Security) == 0) {
				t.Errorf("%s %s asks for %v", method, path, op.Security)
			}
		}
	}
	for _, r := range h.hub.allRoutes() {
		if strings.Contains(r.pattern, " /api/") {
			there[r.pattern] = r.right
		}
	}
	if !maps.Equal(said, there) {
		t.Errorf("the document says\n%v\nthere is\n%v", said, there)
	}
}

// program asks as a program does.
func (h *house) program(method, path, token string) (int, []byte) {
	h.Helper()
	req, err := http.NewRequestWithContext(h.Context(), method, h.url+path, nil)
	h.must(err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	h.must(err)
	status, body := h.read(res)
	return status, []byte(body)
}

// TestAnswersAreAsTheDocumentSays, for those who may; others are refused in the form
// that the document says.
func TestAnswersAreAsTheDocumentSays(t *testing.T) {
	h, one, _ := seenHouse(t)
	d := readDocument(t)
	admin, _, err := h.hub.AddToken(t.Context(), "robot", people.Administrator, 30)
	h.must(err)
	editor, _, err := h.hub.AddToken(t.Context(), "editor's", people.Editor, 30)
	h.must(err)
	h.wait(72 * time.Hour) // the round is closed: it may be told of
	paths := map[string]string{
		"/api/v1/kiosks/{id}": "/api/v1/kiosks/" + one.self.ID, "/api/v1/kiosks/{id}/approve": "/api/v1/kiosks/" + one.self.ID + "/approve",
		"/api/v1/kiosks/{id}/refuse": "/api/v1/kiosks/" + one.self.ID + "/refuse", "/api/v1/rounds/{id}/results": "/api/v1/rounds/r1/results?lang=en",
		"/api/v1/seen": "/api/v1/seen?from=2026-11-20&to=2026-11-21", "/api/v1/seen/{what}": "/api/v1/seen/products?days=30",
	}
	for path, operations := range d.Paths {
		for method, op := range operations {
			if op.Right == people.Kiosk { // signed by kiosks; shown elsewhere
				continue
			}
			at := path
			if concrete, ok := paths[path]; ok {
				at = concrete
			}
			status, body := h.program(strings.ToUpper(method), at, admin)
			var value any
			if err := json.Unmarshal(body, &value); err != nil || status != http.StatusOK {
				t.Errorf("%s %s: %d %s", method, at, status, body)
				continue
			}
			if err := d.check(op.ID, op.Responses["200"].Content["application/json"].Schema, value); err != nil {
				t.Errorf("%s %s: %v in %s", method, at, err, body)
			}
			for token, allowed := range map[string]bool{"": op.Right == people.Anyone, editor: op.Right == people.Anyone || people.Editor.Can(op.Right)} {
				status, body := h.program(strings.ToUpper(method), at, token)
				if (status == http.StatusOK) != allowed {
					t.Errorf("%s %s: %d %s", method, at, status, body)
				}
				if status != http.StatusOK {
					h.must(json.Unmarshal(body, &value))
					if err := d.check(op.ID, schema{Ref: "#/components/schemas/Refusal"}, value); err != nil {
						t.Errorf("%s %s: %v", method, at, err)
					}
				}
			}
		}
	}
}

// TestProgramsLearnNoVoteBeforeItsTime: not by results, not by what was looked at.
func TestProgramsLearnNoVoteBeforeItsTime(t *testing.T) {
	h, one, _ := seenHouse(t)
	token, _, err := h.hub.AddToken(t.Context(), "robot", people.Administrator, 30)
	h.must(err)
	one.vote("food/n-tea")
	one.deliver()
	if status, body := h.program("GET", "/api/v1/rounds/r1/results", token); status != http.StatusNotFound || !strings.Contains(string(body), string(wire.CodeNotFound)) {
		t.Errorf("results of an open round: %d %s", status, body)
	}
	for _, path := range []string{"/api/v1/seen", "/api/v1/seen/products", "/api/v1/seen/producers", "/api/v1/seen/kiosks", "/api/v1/rounds"} {
		if status, body := h.program("GET", path, token); status != http.StatusOK || strings.Contains(string(body), "4123") || strings.Contains(string(body), "12369") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	for path, want := range map[string]int{
		"/api/v1/seen/secrets": http.StatusNotFound, "/api/v1/seen?from=x": http.StatusBadRequest, "/api/v1/seen/kiosks?from=x&to=y": http.StatusBadRequest,
		"/api/v1/rounds/none/results": http.StatusNotFound,
	} {
		if status, body := h.program("GET", path, token); status != want {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}
