package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/edition"
	"hangviet/data/release"
	"hangviet/data/sheet"
)

const initHelp = "usage: kioskctl init DIR [--lang vi|en] [--passphrase-file FILE]\n\n" +
	"Makes DIR with the template workbook " + sheet.TemplateName + ", photos/ and keys/. It replaces nothing."

// runInit makes what an organiser begins with: a template workbook, a folder of
// photos and keys.
func runInit(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("init", initHelp, stdout, stderr)
	c.speak("the workbook")
	secret := c.flags.String("passphrase-file", "", "`file` whose first line encrypts the private keys")
	return c.run(ctx, args, one, func(_ context.Context, rest []string) error {
		dir := rest[0]
		passphrase, err := readPassphrase(*secret)
		if err == nil {
			err = initFolder(dir, c.lang, passphrase, time.Now())
		}
		if exists := (*errExists)(nil); errors.As(err, &exists) {
			return c.refuse("đã có %s; init không ghi đè. Hãy chọn thư mục khác.",
				"%s is there already; init replaces nothing. Choose another folder.", exists.path)
		}
		if err != nil {
			return fmt.Errorf("init %s: %w", dir, err)
		}
		return c.say(initDone["vi"], initDone["en"], dir)
	})
}

// initDone says what to do next, by language.
var initDone = map[string]string{
	"vi": "Đã tạo %[1]s:\n  " + sheet.TemplateName + "  danh mục mẫu, hãy điền bằng Excel\n" +
		"  photos/         ảnh của sản phẩm\n  keys/           khóa ký; giữ kín và sao lưu nơi an toàn\n" +
		"Tiếp theo: kioskctl check %[1]s\n",
	"en": "Made %[1]s:\n  " + sheet.TemplateName + "  the template, to be filled in with Excel\n" +
		"  photos/         photos of the products\n  keys/           signing keys; keep them secret, with a copy in a safe place\n" +
		"Next: kioskctl check %[1]s --lang en\n",
}

// errExists is something in the way that must not be replaced.
type errExists struct{ path string }

func (e *errExists) Error() string { return e.path + " is there already" }

// initFolder fills dir; what is there already stops it before anything is made.
func initFolder(dir, lang, passphrase string, now time.Time) error {
	photos, keys := filepath.Join(dir, sheet.PhotoDir), filepath.Join(dir, "keys")
	workbook, photo := filepath.Join(dir, sheet.TemplateName), filepath.Join(photos, sheet.ExamplePhotoName)
	for _, path := range []string{workbook, photo, keys} {
		_, err := os.Lstat(path)
		if err == nil {
			return &errExists{path}
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("look at %s: %w", path, err)
		}
	}
	opt, err := edition.Options(now)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(photos, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := release.GenerateKeys(keys, passphrase); err != nil {
		return fmt.Errorf("make keys: %w", err)
	}
	picture, err := sheet.ExamplePhoto()
	if err != nil {
		return err
	}
	if err := os.WriteFile(photo, picture, 0o644); err != nil {
		return fmt.Errorf("write example photo: %w", err)
	}
	return sheet.WriteTemplate(workbook, lang, opt)
}
