package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"hangviet/data/sample"
	"hangviet/data/sample/many"
)

const sampleHelp = `usage: kioskctl sample --out DIR [--products N [--photos M] [--seed S]]
       kioskctl sample --out REPO --keys DIR

Writes the invented sample catalogue into DIR. With --products it writes a large
one for measuring instead: the same N, M and S always make the same bytes.
With --keys it publishes the built-in sample under new keys, for trying hub and
kiosks together.`

// runSample writes a sample's workbook and pictures into a folder: the curated
// one, or with --products one of any size for measuring.
func runSample(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("sample", sampleHelp, stdout, stderr)
	var opt many.Options
	out := c.flags.String("out", "", "`folder` to write the sample into")
	c.flags.IntVar(&opt.Products, "products", 0, fmt.Sprintf("`number` of products, 1 to %d", many.MaxProducts))
	c.flags.IntVar(&opt.Photos, "photos", 1, fmt.Sprintf("`number` of photos of each product, 0 to %d; one takes about 90 KB", many.MaxPhotos))
	c.flags.Uint64Var(&opt.Seed, "seed", 1, "`number` that another catalogue is drawn from")
	keys := c.flags.String("keys", "", "`folder` for the new keys")
	given := map[string]bool{}
	fits := func(rest []string) bool {
		c.flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
		return nothing(rest) && *out != "" && (given["products"] || !given["photos"] && !given["seed"])
	}
	return c.run(ctx, args, fits, func(ctx context.Context, _ []string) error {
		write := sample.Write
		if given["products"] {
			write = func(ctx context.Context, dir string) error { return many.Write(ctx, dir, opt) }
		}
		if *keys != "" {
			write = func(ctx context.Context, dir string) error { return publishSample(ctx, dir, *keys) }
		}
		if err := write(ctx, *out); err != nil {
			return fmt.Errorf("sample: %w", err)
		}
		_, err := fmt.Fprintln(stdout, "Dữ liệu mẫu đã sẵn sàng / the sample is ready:", *out)
		return err
	})
}
