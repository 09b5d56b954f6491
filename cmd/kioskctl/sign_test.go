package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/release"
)

// TestStageAndSign publishes for some kiosks first, and signs for a hub without the
// targets key.
func TestStageAndSign(t *testing.T) {
	dir, repo, root := organiser(t)
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--stage", "0123456789abcdef, FEDCBA9876543210").
		want(t, exitOK, "Đã phát hành bản 1", "Chỉ 2 kiosk nhận bản này trước")
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--stage", "van 7").want(t, exitFailed, "van 7")
	keys, err := release.LoadKeys(filepath.Join(dir, "keys"), nil)
	must(t, err)
	request := filepath.Join(t.TempDir(), "ban-2.request")
	_, _, err = release.PublishAgain(context.Background(), repo, keys, release.Again{
		Note: "dòng một\nkioskctl: dòng giả", IssuedAt: time.Now(), Later: func(data []byte) { must(t, os.WriteFile(request, data, 0o644)) },
	})
	must(t, err)
	kioskctl(t, "sign", request, "--keys", filepath.Join(dir, "keys")).want(t, exitOK, "Bản phát hành 2", "dòng một kioskctl: dòng giả")
	signature, err := os.ReadFile(request + signatureSuffix)
	must(t, err)
	data, err := os.ReadFile(request)
	must(t, err)
	_, err = release.Seal(context.Background(), repo, keys, release.Sealing{Request: data, Signatures: [][]byte{signature}})
	must(t, err)
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK, "Bản phát hành 2 còn nguyên vẹn")
	kioskctl(t, "sign", root, "--keys", filepath.Join(dir, "keys")).want(t, exitFailed)
	kioskctl(t, "sign", request).want(t, exitUsage)
}
