package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/spoken"
	"hangviet/data/store"
)

// runImport is kiosk import: takes the release of a content folder, on a stick
// or at an address. It exits 0 when that release is shown now, 1 when it was
// refused (the shown catalogue is unchanged) and 2 when it was called wrongly.
func runImport(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("import", "--data DIR --from REPO|URL [--root ROOT.json] [--lang vi|en]", stdout, stderr)
	from := c.flags.String("from", "", "content folder, or its http(s) address: `REPO|URL`")
	root := c.flags.String("root", "", "pin the organiser's `ROOT.json` first")
	stayBelow(importMemory)
	return c.run(ctx, args, []string{"from"}, func(ctx context.Context, h *home) error {
		if err := c.pinFile(ctx, h, *root); err != nil {
			return err
		}
		return c.importFrom(ctx, h, *from)
	})
}

// importMemory is how far the heap of an import may grow before garbage is looked
// for: it runs beside the window on a small machine. Of 60,000 photos some 80 MB
// are in use at the most.
const importMemory = 96 << 20

// stayBelow looks for garbage before the heap is larger than that, unless somebody
// has said otherwise.
func stayBelow(bytes int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(bytes)
	}
}

// pinFile pins the root in a file; no file is no root.
func (c *cli) pinFile(ctx context.Context, h *home, path string) error {
	if path == "" {
		return nil
	}
	root, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read root: %w", err)
	}
	_, before, err := h.own.Pinned()
	if err != nil {
		return err
	}
	if err := h.own.Pin(ctx, root); err != nil {
		return err
	}
	return c.sayPinned(h, before)
}

func (c *cli) sayPinned(h *home, before bool) error {
	fingerprint, _, err := h.own.Pinned()
	if err == nil && !before {
		c.say("Từ nay kiosk chỉ tin ban tổ chức có dấu vân tay này; hãy đối chiếu với ban tổ chức:\n  %s\n  %s",
			"From now on this kiosk trusts only the organiser with this fingerprint; compare it with theirs:\n  %s\n  %s",
			spoken.Text(fingerprint), groups(fingerprint))
	}
	return err
}

// groups parts a fingerprint so that it can be read aloud.
func groups(s string) string {
	var out []byte
	for i := range len(s) {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, s[i])
	}
	return string(out)
}

// importFrom imports what lies at from, trusting it on first use: a person named
// it.
func (c *cli) importFrom(ctx context.Context, h *home, from string) error {
	src, err := exchange.OpenSource(exchange.NewClient(), from)
	if err != nil {
		return err
	}
	_, first, err := h.own.PinFrom(ctx, src)
	if err != nil {
		return exchange.StickFault(from, err)
	}
	if err := c.sayPinned(h, !first); err != nil {
		return err
	}
	before, _, _ := h.own.Current()
	meter := newMeterLine(c.stderr, c.lang)
	manifest, err := h.own.Import(ctx, src, meter.show)
	meter.end()
	if err != nil {
		return exchange.StickFault(from, err)
	}
	if err := h.clearContentProblems(ctx); err != nil {
		return err
	}
	return c.sayImported(ctx, h, manifest, before)
}

func (c *cli) sayImported(ctx context.Context, h *home, m release.Manifest, before int64) error {
	t, err := h.tally(ctx, h.own)
	if err != nil {
		return err
	}
	if m.Number == before {
		c.say("Bản phát hành %d đã có sẵn và đầy đủ: %d sản phẩm, %d ảnh.",
			"Release %d was here already and is whole: %d products, %d photos.", m.Number, t.products, t.photos)
		return nil
	}
	c.say("Đã nhập bản phát hành %d: %d sản phẩm, %d ảnh.",
		"Imported release %d: %d products, %d photos.", m.Number, t.products, t.photos)
	return nil
}

func (h *home) clearContentProblems(ctx context.Context) error {
	for _, code := range exchange.ContentCodes() {
		if err := h.store.ClearProblem(ctx, code); err != nil {
			return fmt.Errorf("clear problem: %w", err)
		}
	}
	return nil
}

// tally is what a shown release holds.
type tally struct {
	release          int64
	products, photos int
}

// tally counts the shown release of content; exchange.ErrNoContent when there is
// none.
func (h *home) tally(ctx context.Context, content *exchange.Content) (tally, error) {
	number, path, err := content.Current()
	if err != nil {
		return tally{}, err
	}
	file, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return tally{}, refusal(err)
	}
	defer file.Close()
	products, _, photos, err := file.Counts(ctx)
	return tally{release: number, products: products, photos: photos}, refusal(err)
}
