// Command bill writes the papers that go with a release. From the built programs it
// reads which modules are in them, finds the licence of each in the module cache, and
// writes the notices that the licences ask for, and the bill of materials (CycloneDX 1.6,
// as JSON). From the list of changes it cuts the notes of the release. All are the same
// bytes for the same programs and the same text.
//
//	bill --version 1.2.0 --notice NOTICE.txt --sbom sbom.cdx.json bin/kiosk bin/hub
//	bill --version 1.2.0 --notes NOTES.md
//
// It refuses a module without a licence that it knows, and one whose licence may
// not be in our programs; [allowed] names those that may. It refuses notes of a version
// that CHANGELOG.md does not date, or that FyneApp.toml does not name.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

// wanted is what a run is asked for; a paper without a file is not written.
type wanted struct {
	version             string // of the release, "1.2.0"
	seconds             int64  // since 1970, when it was made; 0 is not told
	notice, sbom, notes string // files
	changelog, app      string // files
	programs            []string
}

func run(ctx context.Context, args []string, stderr io.Writer) int {
	var w wanted
	set := flag.NewFlagSet("bill", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&w.version, "version", "", "of the release, without a v")
	set.Int64Var(&w.seconds, "time", 0, "`SECONDS` since 1970, when the release was made")
	set.StringVar(&w.notice, "notice", "", "`FILE` for the notices")
	set.StringVar(&w.sbom, "sbom", "", "`FILE` for the bill of materials")
	set.StringVar(&w.notes, "notes", "", "`FILE` for the notes of the release")
	set.StringVar(&w.changelog, "changelog", "CHANGELOG.md", "`FILE` of all changes")
	set.StringVar(&w.app, "app", "FyneApp.toml", "`FILE` that describes the app")
	if err := set.Parse(args); err != nil {
		return 2
	}
	w.programs = set.Args()
	if !w.sensible() {
		set.Usage()
		return 2
	}
	if err := w.write(ctx); err != nil {
		fmt.Fprintln(stderr, "bill:", err)
		return 1
	}
	return 0
}

// sensible tells whether anything is asked for, and what it is made of is named.
func (w wanted) sensible() bool {
	ofPrograms := w.notice != "" || w.sbom != ""
	return ofPrograms == (len(w.programs) > 0) && (ofPrograms || w.notes != "")
}

func (w wanted) write(ctx context.Context) error {
	if w.notes != "" {
		if err := w.writeNotes(); err != nil {
			return fmt.Errorf("write notes: %w", err)
		}
	}
	if len(w.programs) == 0 {
		return nil
	}
	programs, err := modulesOf(w.programs)
	if err != nil {
		return err
	}
	from, err := findSource(ctx)
	if err != nil {
		return err
	}
	parts, err := license(from, all(programs))
	if err != nil {
		return err
	}
	return errors.Join(
		writeFile(w.notice, func(f io.Writer) error { return writeNotice(f, parts) }),
		writeFile(w.sbom, func(f io.Writer) error { return writeBill(f, w.version, w.made(), programs, parts) }))
}

// made is when the release was, as the bill of materials says it; "" is not told.
func (w wanted) made() string {
	if w.seconds == 0 {
		return ""
	}
	return time.Unix(w.seconds, 0).UTC().Format(time.RFC3339)
}

// writeFile writes a file that was asked for.
func writeFile(path string, f func(io.Writer) error) error {
	if path == "" {
		return nil
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := errors.Join(f(file), file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
