package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/release"
	"hangviet/data/sheet"
)

// runInit makes what an organiser begins with: a template workbook, a folder of
// photos and keys.
func runInit(_ context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl init DIR [--lang vi|en] [--passphrase-file FILE]")
		fmt.Fprintln(stderr, "\nMakes DIR with the template workbook "+sheet.TemplateName+", photos/ and keys/. It replaces nothing.")
		flags.PrintDefaults()
	}
	lang := flags.String("lang", "vi", "language of the workbook, `vi or en`")
	secret := flags.String("passphrase-file", "", "`file` whose first line encrypts the private keys")
	rest, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	if len(rest) != 1 || rest[0] == "" || !langKnown(*lang) {
		flags.Usage()
		return exitUsage
	}
	passphrase, err := readPassphrase(*secret)
	if err == nil {
		err = initFolder(rest[0], *lang, passphrase, time.Now())
	}
	if exists := (*errExists)(nil); errors.As(err, &exists) {
		fmt.Fprintf(stderr, initExists[*lang], exists.path)
		return exitFailed
	}
	if err != nil {
		fmt.Fprintf(stderr, "kioskctl: init %s: %v\n", rest[0], err)
		return exitFailed
	}
	fmt.Fprintf(stdout, initDone[*lang], rest[0])
	return exitOK
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

// initExists is its sentence, by language.
var initExists = map[string]string{
	"vi": "kioskctl: đã có %s; init không ghi đè. Hãy chọn thư mục khác.\n",
	"en": "kioskctl: %s is there already; init replaces nothing. Choose another folder.\n",
}

var errEmptyPassphrase = errors.New("the passphrase file is empty")

// readPassphrase returns the first line of the file; "" without a file.
func readPassphrase(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	if line = strings.TrimSuffix(line, "\r"); line == "" {
		return "", errEmptyPassphrase
	}
	return line, nil
}

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
	opt, err := sheetOptions(now)
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
