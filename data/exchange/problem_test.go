package exchange_test

import (
	"errors"
	"fmt"
	"regexp"
	"syscall"
	"testing"

	"hangviet/data/exchange"
	"hangviet/data/ledger"
)

func TestEveryProblemSaysWhatToDo(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^E-[A-Z]+(-[A-Z]+)?$`)
	texts := map[string]string{}
	for _, p := range exchange.Table() {
		if !shape.MatchString(p.Code) {
			t.Errorf("code %q is of another shape", p.Code)
		}
		for _, lang := range []string{"vi", "en"} {
			if len(p.Message[lang]) < 30 {
				t.Errorf("%s has no sentence in %s", p.Code, lang)
			}
		}
		if kept, ok := texts[p.Code]; ok && kept != p.Message["vi"] {
			t.Errorf("%s has two sentences", p.Code)
		}
		texts[p.Code] = p.Message["vi"]
		if got := exchange.ExplainCode(p.Code); got.Message["en"] != p.Message["en"] {
			t.Errorf("%s by its code says %q", p.Code, got.Message["en"])
		}
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"E-OTHER":         errors.New("surprise"),
		"E-DISK-FULL":     fmt.Errorf("write photo: %w", syscall.ENOSPC),
		"E-LEDGER-PRUNED": fmt.Errorf("bundle ledger: %w", ledger.ErrPruned),
		"E-HUB-AWAY":      fmt.Errorf("%w: %w", exchange.ErrHubAway, syscall.ECONNREFUSED),
	} {
		if got := exchange.Explain(err).Code; got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
	if got := exchange.ExplainCode("E-OF-LATER"); got.Code != "E-OF-LATER" || got.Message["vi"] == "" {
		t.Errorf("an unknown code is explained as %+v", got)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for name, good := range map[string]bool{"Điểm bán 12 Lê Lợi": true, "": true, "two\nlines": false, "a\u202eb": false} {
		if err := exchange.CheckName(name); (err == nil) != good {
			t.Errorf("%q: %v", name, err)
		}
	}
	for address, good := range map[string]bool{
		"https://hub.example": true, "http://127.0.0.1:8080/": true, "https://example.vn/hub": true,
		"hub.example": false, "ftp://hub": false, "https://": false, "https://a?b": false,
	} {
		if err := exchange.CheckHubAddress(address); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}
