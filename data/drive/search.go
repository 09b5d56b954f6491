package drive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The places where a content folder lies on a stick that this program wrote.
var usual = []string{".", "content", "hangviet/content"}

// What is read of a stick's top folder at most, and how many folders of it are
// offered.
const (
	maxNames   = 4096
	maxFolders = 16
)

// mark is the file by which a content folder is known.
const mark = "metadata/timestamp.json"

// Found says what may be of use on a drive.
type Found struct {
	Content []string // content folders, the likeliest first
	Cut     bool     // there are more names on it than are looked at
}

// Search finds the folders on a drive that may be content folders: the drive
// itself, the usual places and the folders of its top. It follows no link.
// Hidden folders are passed over. [ErrGone] when the drive is not there.
func Search(ctx context.Context, path string) (Found, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return Found{}, gone(err)
	}
	defer root.Close()
	names, cut, err := folders(ctx, root)
	if err != nil {
		return Found{}, err
	}
	found := Found{Cut: cut}
	for _, name := range append(slices.Clone(usual), names...) {
		full := filepath.Join(path, filepath.FromSlash(name))
		if len(found.Content) == maxFolders || slices.Contains(found.Content, full) || !marked(root, name) {
			continue
		}
		found.Content = append(found.Content, full)
	}
	return found, nil
}

// folders lists the folders of the top, sorted, among the first maxNames names.
func folders(ctx context.Context, root *os.Root) (names []string, cut bool, err error) {
	top, err := root.Open(".")
	if err != nil {
		return nil, false, gone(err)
	}
	defer top.Close()
	for read := 0; ; {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		entries, err := top.ReadDir(256)
		for _, e := range entries {
			if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
				names = append(names, e.Name())
			}
		}
		read += len(entries)
		switch {
		case errors.Is(err, io.EOF):
			slices.Sort(names)
			return names, false, nil
		case err != nil:
			return nil, false, fmt.Errorf("list drive: %w", err)
		case read >= maxNames:
			slices.Sort(names)
			return names, true, nil
		}
	}
}

// marked tells whether the folder bears the mark; neither it nor what leads to
// it may be a link.
func marked(root *os.Root, folder string) bool {
	path := folder + "/" + mark
	for i, c := range path + "/" {
		if c != '/' {
			continue
		}
		info, err := root.Lstat(path[:i])
		if err != nil || i < len(path) && !info.IsDir() || i == len(path) && !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// gone names a drive that is not there any more.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	return fmt.Errorf("open drive: %w", err)
}
