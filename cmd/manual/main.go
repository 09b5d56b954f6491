// Command manual prints the manuals: it turns the Markdown files of a folder into PDF files
// on A4 paper, with the pictures of a tour. A picture that is not there, and a
// manual that is longer than it says of itself, stop it: what is handed out beside a
// kiosk shows the kiosk as it is now.
//
//	manual --from assets/manuals --pictures tour --out dist
//
// A manual begins with <!-- pages: N, lang: vi -->: the most pages that it may have,
// and its language. Pictures are named as the tour names them, from the folder of the
// pictures, and stand above what they show: ![Trang chủ](home-portrait-vi.png).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("manual", flag.ContinueOnError)
	set.SetOutput(stderr)
	from := set.String("from", filepath.Join("assets", "manuals"), "`FOLDER` of the manuals")
	pictures := set.String("pictures", "tour", "`FOLDER` that the tour has drawn")
	out := set.String("out", "dist", "`FOLDER` for the PDF files")
	if err := set.Parse(args); err != nil {
		return 2
	}
	if err := printAll(ctx, *from, *pictures, *out, stdout); err != nil {
		fmt.Fprintln(stderr, "manual:", err)
		return 1
	}
	return 0
}

// printAll prints every manual of a folder, and tells of all that is wrong.
func printAll(ctx context.Context, from, pictures, out string, stdout io.Writer) (err error) {
	names, err := filepath.Glob(filepath.Join(from, "*.md"))
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("no manuals in %s", from)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	for _, name := range names {
		to := filepath.Join(out, strings.TrimSuffix(filepath.Base(name), ".md")+".pdf")
		pages, failed := printOne(ctx, name, pictures, to)
		if failed != nil {
			err = errors.Join(err, fmt.Errorf("print %s: %w", name, failed))
			continue
		}
		fmt.Fprintf(stdout, "%s: %d pages\n", to, pages)
	}
	return err
}

func printOne(ctx context.Context, path, pictures, to string) (pages int, err error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	m, err := read(source, pictures)
	if err != nil {
		return 0, err
	}
	pdf, err := m.pdf(ctx)
	if err != nil {
		return 0, err
	}
	if pages = pagesOf(pdf); pages > m.most {
		return pages, fmt.Errorf("%w: %d, at most %d", ErrLong, pages, m.most)
	}
	return pages, os.WriteFile(to, pdf, 0o644)
}
