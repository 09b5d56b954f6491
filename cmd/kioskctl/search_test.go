package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
)

const sampleFolder = "../../assets/sample/content"

func ask(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(context.Background(), append([]string{"search"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

func TestSearchSaysWhy(t *testing.T) {
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"mataj ong", []string{"MO-01  Mật ong bạc hà Hoa Núi\n    name: [Mật] [ong] bạc hà Hoa Núi\n"}},
		{"keo dua ben tre", []string{"CB-06  ", "former: [Bến] [Tre]"}},
		{"xyzw mật ong", []string{"Không có sản phẩm nào khớp hết", "có thể bỏ “xyzw”"}},
	} {
		code, out, errs := ask(t, "--repo", sampleFolder, "--limit", "3", c.query)
		for _, want := range c.want {
			if code != exitOK || !strings.Contains(out, want) {
				t.Errorf("%q: code %d, %s; said\n%s\nwant %q", c.query, code, errs, out, want)
			}
		}
	}
}

func TestSearchAsJSON(t *testing.T) {
	code, out, errs := ask(t, "--repo", sampleFolder, "--json", "--lang", "en", "--limit", "1", "nước", "mắm", "dưới", "500k")
	var found searched
	if err := json.Unmarshal([]byte(out), &found); err != nil || code != exitOK {
		t.Fatalf("code %d, %s, %v: %s", code, errs, err, out)
	}
	if len(found.Hits) != 1 || found.Total < 2 || !strings.Contains(found.Hits[0].Name, "fish sauce") {
		t.Errorf("%+v", found)
	}
	if len(found.Filters) != 1 || found.Filters[0] != (searchRange{"price", 0, 500_000, "dưới 500k"}) {
		t.Errorf("filters %+v", found.Filters)
	}
}

func TestSearchRefuses(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--repo", sampleFolder}, exitUsage, "usage: kioskctl search"},
		{[]string{"mật ong"}, exitUsage, "usage: kioskctl search"},
		{[]string{"--repo", sampleFolder, "--limit", "0", "a"}, exitUsage, "usage: kioskctl search"},
		{[]string{"--repo", t.TempDir(), "a"}, exitFailed, "kioskctl:"},
		{[]string{"-h"}, exitOK, "usage: kioskctl search"},
	} {
		if code, _, errs := ask(t, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%q: code %d, said %s", c.args, code, errs)
		}
	}
}
