package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"hangviet/data/sample"
)

// runSample writes the sample's workbook and pictures into a folder.
func runSample(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("kioskctl sample", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("out", "", "folder to write the sample into")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil || *out == "" || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "usage: kioskctl sample --out DIR")
		return 2
	}
	if err := sample.Write(ctx, *out); err != nil {
		fmt.Fprintln(stderr, "kioskctl sample:", err)
		return 1
	}
	fmt.Fprintln(stdout, "Dữ liệu mẫu đã sẵn sàng / the sample is ready:", *out)
	return 0
}
