// Command bill reads from the built programs which modules are in them, finds the licence
// of each in the module cache, and writes the two papers that go with a release:
// the notices that the licences ask for, and the bill of materials (CycloneDX 1.6,
// as JSON). Both are the same bytes for the same programs.
//
//	bill --version 1.2.0 --notice NOTICE.txt --sbom sbom.cdx.json bin/kiosk bin/hub
//
// It refuses a module without a licence that it knows, and one whose licence may
// not be in our programs; [allowed] names those that may.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stderr))
}

func run(ctx context.Context, args []string, stderr io.Writer) int {
	set := flag.NewFlagSet("bill", flag.ContinueOnError)
	set.SetOutput(stderr)
	version := set.String("version", "", "of the release")
	notice := set.String("notice", "", "`FILE` for the notices")
	sbom := set.String("sbom", "", "`FILE` for the bill of materials")
	if err := set.Parse(args); err != nil {
		return 2
	}
	if *notice == "" || *sbom == "" || set.NArg() == 0 {
		set.Usage()
		return 2
	}
	if err := write(ctx, *version, *notice, *sbom, set.Args()); err != nil {
		fmt.Fprintln(stderr, "bill:", err)
		return 1
	}
	return 0
}

func write(ctx context.Context, version, notice, sbom string, programs []string) error {
	modules, err := modulesOf(programs)
	if err != nil {
		return err
	}
	from, err := findSource(ctx)
	if err != nil {
		return err
	}
	parts, err := license(from, modules)
	if err != nil {
		return err
	}
	if err := writeFile(notice, func(w io.Writer) error { return writeNotice(w, parts) }); err != nil {
		return fmt.Errorf("write notices: %w", err)
	}
	if err := writeFile(sbom, func(w io.Writer) error { return writeBill(w, version, parts) }); err != nil {
		return fmt.Errorf("write bill of materials: %w", err)
	}
	return nil
}

func writeFile(path string, f func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := f(file); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
