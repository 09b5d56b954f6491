package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hangviet/data/edition"
	"hangviet/data/sheet"
)

// ran is what a command left behind.
type ran struct {
	code        int
	out, errOut string
}

func kioskctl(t *testing.T, args ...string) ran {
	t.Helper()
	var out, errOut bytes.Buffer
	code := run(context.Background(), args, &out, &errOut)
	return ran{code, out.String(), errOut.String()}
}

func (r ran) want(t *testing.T, code int, words ...string) ran {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code %d, want %d\n%s%s", r.code, code, r.out, r.errOut)
	}
	for _, w := range words {
		if !strings.Contains(r.out+r.errOut, w) {
			t.Errorf("%q is not in\n%s%s", w, r.out, r.errOut)
		}
	}
	return r
}

// organiser makes a folder with the template workbook and keys.
func organiser(t *testing.T) (dir, repo, root string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "org")
	kioskctl(t, "init", dir).want(t, exitOK)
	return dir, filepath.Join(dir, "content"), filepath.Join(dir, "keys", "root.json")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPublishAndVerify(t *testing.T) {
	dir, repo, root := organiser(t)
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--note", "Tuần hàng Việt").want(t, exitOK, "Đã phát hành bản 1", "2 sản phẩm")
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--keys", filepath.Join(dir, "keys"), "--lang", "en").
		want(t, exitOK, "Published release 2", "New files: 0 (0 bytes)")
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK, "Bản phát hành 2 còn nguyên vẹn")

	server := httptest.NewServer(http.FileServer(http.Dir(repo)))
	defer server.Close()
	var held verified
	r := kioskctl(t, "verify", "--repo", server.URL, "--root", root, "--json").want(t, exitOK)
	must(t, json.Unmarshal([]byte(r.out), &held))
	if held.Release != 2 || held.Products != 2 || held.Producers != 2 || held.Photos != 1 || held.PhotoFiles != 2 || held.Bytes == 0 {
		t.Errorf("holdings %+v", held)
	}
	if days := held.Expires.Sub(held.Issued).Hours() / 24; days != 730 {
		t.Errorf("release may be taken for %v days", days)
	}
}

func TestVerifyNamesTheFile(t *testing.T) {
	dir, repo, root := organiser(t)
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK)
	for _, pattern := range []string{"metadata/1.root.json", "metadata/timestamp.json", "metadata/1.snapshot.json", "metadata/1.targets.json", "targets/*", "files/*"} {
		paths, err := filepath.Glob(filepath.Join(repo, filepath.FromSlash(pattern)))
		must(t, err)
		for _, path := range paths {
			good, err := os.ReadFile(path)
			must(t, err)
			bad := bytes.Clone(good)
			bad[len(bad)/2] ^= 1
			must(t, os.WriteFile(path, bad, 0o644))
			kioskctl(t, "verify", "--repo", repo, "--root", root, "--lang", "en").want(t, exitFailed, filepath.Base(path)+": the file is damaged")
			must(t, os.WriteFile(path, good, 0o644))
		}
	}
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK)
	kioskctl(t, "verify", "--repo", dir, "--root", root).want(t, exitFailed, "chưa có bản phát hành")
	kioskctl(t, "verify", "--repo", repo+"x", "--root", root).want(t, exitFailed, "không đọc được")
	kioskctl(t, "verify", "--repo", repo, "--root", root+"x").want(t, exitFailed, "read root")
	_, _, other := organiser(t)
	kioskctl(t, "verify", "--repo", repo, "--root", other).want(t, exitFailed, "không mang chữ ký")
}

func TestPublishRefusesABadWorkbook(t *testing.T) {
	dir, repo, root := organiser(t)
	workbook := filepath.Join(dir, sheet.TemplateName)
	f, err := excelize.OpenFile(workbook)
	must(t, err)
	rows, err := f.GetRows("Products")
	must(t, err)
	for i := range rows[len(rows)-1] {
		cell, err := excelize.CoordinatesToCellName(i+1, len(rows))
		must(t, err)
		must(t, f.SetCellStr("Products", cell, "?!"))
	}
	must(t, f.Save())
	must(t, f.Close())
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitFailed, "Products!", "chưa phát hành gì")
	if _, err := os.Stat(repo); err == nil {
		t.Error("a content folder was made")
	}
	must(t, os.Remove(workbook))
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--lang", "en").want(t, exitFailed, "nothing was published")
	kioskctl(t, "publish", "--from", dir+"x", "--repo", repo).want(t, exitFailed)
	kioskctl(t, "verify", "--repo", dir, "--root", root).want(t, exitFailed)
}

func TestPublishToAnothersFolder(t *testing.T) {
	dir, repo, _ := organiser(t)
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK)
	other, _, _ := organiser(t)
	kioskctl(t, "publish", "--from", other, "--repo", repo).want(t, exitFailed, "ban tổ chức khác")
}

func TestKeys(t *testing.T) {
	dir, repo, root := organiser(t)
	keys := filepath.Join(dir, "keys")
	kioskctl(t, "keys", "show", keys).want(t, exitOK, "root.json  1", "targets.key")
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK)
	kioskctl(t, "keys", "renew", keys, "--role", "targets", "--valid-days", "100").want(t, exitOK, "root.json  2", "không còn dùng")
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK, "bản 2", "root hết hạn")
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK, "số 2")
	kioskctl(t, "keys", "new", keys).want(t, exitFailed, "never overwritten")
	kioskctl(t, "keys", "show", dir).want(t, exitFailed, "holds no keys")
}

// TestPassphraseComesFromAFile asks as the commands do; that keys are closed and
// opened with it is tested where that is cheap, in data/release.
func TestPassphraseComesFromAFile(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("trà sen Tây Hồ\r\nmore\n"), 0o600))
	if got, err := asker(secret, "keys", io.Discard)(); got != "trà sen Tây Hồ" || err != nil {
		t.Errorf("passphrase %q, %v", got, err)
	}
	for name, data := range map[string]string{"empty": "\n", "missing": ""} {
		path := filepath.Join(t.TempDir(), name)
		if data != "" {
			must(t, os.WriteFile(path, []byte(data), 0o600))
		}
		if got, err := asker(path, "keys", io.Discard)(); err == nil {
			t.Errorf("%s file gave %q", name, got)
		}
		kioskctl(t, "keys", "new", filepath.Join(t.TempDir(), "keys"), "--passphrase-file", path).want(t, exitFailed, "passphrase")
	}
}

func TestReleaseCommandsCalledWrongly(t *testing.T) {
	for _, args := range [][]string{
		{"publish"},
		{"publish", "--from", "a"},
		{"publish", "--from", "a", "--repo", "b", "--lang", "fr"},
		{"publish", "--from", "a", "--repo", "b", "--valid-days", "0"},
		{"publish", "--from", "a", "--repo", "b", "c"},
		{"verify"},
		{"verify", "--repo", "a"},
		{"verify", "--what"},
		{"keys"},
		{"keys", "show"},
		{"keys", "burn", "a"},
		{"keys", "renew", "a", "--role", "king"},
		{"keys", "new", "a", "--valid-days", "-1"},
	} {
		kioskctl(t, args...).want(t, exitUsage, "usage: kioskctl "+args[0])
	}
	for _, name := range []string{"publish", "verify", "keys"} {
		kioskctl(t, name, "-h").want(t, exitOK)
	}
}

func TestRemarksAreToldFromErrors(t *testing.T) {
	dir, repo, _ := organiser(t)
	f, err := excelize.OpenFile(filepath.Join(dir, sheet.TemplateName))
	must(t, err)
	must(t, f.SetCellStr("Products", "K1", "Ghi chú nội bộ"))
	must(t, f.SetCellStr("Products", "B2", ""))
	must(t, f.Save())
	must(t, f.Close())
	const remark, mistake = "“Ghi chú nội bộ” không có trong mẫu nên không được đọc. (lưu ý)\n", "Products!B2: Thiếu “Tên sản phẩm”.\n"
	kioskctl(t, "check", dir).want(t, exitFailed, remark, mistake)
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitFailed, remark, mistake)
	kioskctl(t, "check", dir, "--lang", "en").want(t, exitFailed, "was not read. (warning)\n")
}

func TestWithdraw(t *testing.T) {
	dir, repo, root := organiser(t)
	keys := filepath.Join(dir, "keys")
	kioskctl(t, "withdraw", "--repo", repo, "--keys", keys, "vd-001").want(t, exitFailed)
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK)
	kioskctl(t, "withdraw", "--repo", repo, "--keys", keys).want(t, exitUsage)
	kioskctl(t, "withdraw", "--repo", repo, "--keys", keys, "KHONG-CO").want(t, exitFailed, "KHONG-CO")
	code := firstCode(t, dir)
	kioskctl(t, "withdraw", "--repo", repo, "--keys", keys, "A", code, "B", "--lang", "en").
		want(t, exitFailed, "no product has the code “A”, “B”; nothing was withdrawn.")
	kioskctl(t, "withdraw", "--repo", repo, "--keys", keys, code, "--lang", "en").want(t, exitOK, "list 1", "1 products are hidden", code)
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK, "bản 2", "vẫn còn bị ẩn", code)
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK, "Bản phát hành 2")
	kioskctl(t, "withdraw", "--repo", repo, "--keys", keys, "--restore", code).want(t, exitOK, "đang ẩn 0 sản phẩm")
}

// firstCode is the code of the workbook's first product.
func firstCode(t *testing.T, dir string) string {
	t.Helper()
	opt, err := edition.Options(time.Now())
	must(t, err)
	book, err := sheet.Read(t.Context(), dir, opt)
	must(t, err)
	return book.Catalogue.Products[0].Code
}
