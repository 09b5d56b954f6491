package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"hangviet/data/sample"
	"hangviet/data/sample/many"
)

// runSample writes a sample's workbook and pictures into a folder: the curated
// one, or with --products one of any size for measuring.
func runSample(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("sample", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl sample --out DIR [--products N [--photos M] [--seed S]]")
		fmt.Fprintln(stderr, "\nWrites the invented sample catalogue into DIR. With --products it writes a large\none for measuring instead: the same N, M and S always make the same bytes.")
		flags.PrintDefaults()
	}
	var opt many.Options
	out := flags.String("out", "", "`folder` to write the sample into")
	flags.IntVar(&opt.Products, "products", 0, fmt.Sprintf("`number` of products, 1 to %d", many.MaxProducts))
	flags.IntVar(&opt.Photos, "photos", 1, fmt.Sprintf("`number` of photos of each product, 0 to %d; one takes about 90 KB", many.MaxPhotos))
	flags.Uint64Var(&opt.Seed, "seed", 1, "`number` that another catalogue is drawn from")
	rest, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if *out == "" || len(rest) > 0 || !given["products"] && (given["photos"] || given["seed"]) {
		flags.Usage()
		return exitUsage
	}
	write := sample.Write
	if given["products"] {
		write = func(ctx context.Context, dir string) error { return many.Write(ctx, dir, opt) }
	}
	if err := write(ctx, *out); err != nil {
		fmt.Fprintln(stderr, "kioskctl sample:", err)
		return exitFailed
	}
	fmt.Fprintln(stdout, "Dữ liệu mẫu đã sẵn sàng / the sample is ready:", *out)
	return exitOK
}
