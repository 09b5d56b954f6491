package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"hangviet/data/sheet"
)

// setNominees gives the two nominees of the template's round these numbers.
func setNominees(t *testing.T, dir, first, second string) {
	t.Helper()
	path := filepath.Join(dir, sheet.TemplateName)
	f, err := excelize.OpenFile(path)
	must(t, err)
	must(t, f.SetCellStr("Nominees", "B2", "qua-que"))
	must(t, f.SetCellStr("Nominees", "B3", "qua-que"))
	must(t, f.SetCellStr("Nominees", "D2", first))
	must(t, f.SetCellStr("Nominees", "D3", second))
	must(t, f.RemoveRow("Rounds", 3))
	must(t, f.Save())
	must(t, f.Close())
}

func TestPublishKeepsWhatNomineesMean(t *testing.T) {
	dir, repo, root := organiser(t)
	setNominees(t, dir, "1", "2")
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK)
	setNominees(t, dir, "2", "1")
	kioskctl(t, "publish", "--from", dir, "--repo", repo).
		want(t, exitFailed, "mã đề cử “2” là của sản phẩm VD-002", "nay ghi cho VD-001", "chưa phát hành gì")
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--lang", "en").want(t, exitFailed, "was product VD-002", "nothing was published")
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK, "Bản phát hành 1 còn")
	setNominees(t, dir, "1", "3")
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK, "bản 2")
}

func TestPublishMendsADamagedCatalogue(t *testing.T) {
	dir, repo, root := organiser(t)
	kioskctl(t, "publish", "--from", dir, "--repo", repo).want(t, exitOK)
	files, err := filepath.Glob(filepath.Join(repo, "files", "*"))
	must(t, err)
	for _, file := range files {
		must(t, os.WriteFile(file, []byte("x"), 0o600))
	}
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--lang", "en").want(t, exitOK, "the last release cannot be read", "release 2")
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK)
}
