package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"hangviet/data/release"
	"hangviet/data/update"
)

const programHelp = `usage: kioskctl program --repo REPO --keys KEYS... [--stage ID,...] [--passphrase-file FILE] [--lang vi|en] PACKAGE...

Signs packages of the kiosk's program (.deb, .zip) beside the release of REPO. Kiosks install them in their closed hours.`

// runProgram gives out a new version of the program with the content.
func runProgram(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := offering{cli: newCLI("program", programHelp, stdout, stderr), now: time.Now()}
	p.flags.StringVar(&p.repo, "repo", "", "content `folder`")
	p.keys.addFlags(p.cli, "`folder` of keys, may be given several times")
	p.flags.Func("stage", "`IDs` of the kiosks that are updated first, parted by commas", p.addStage)
	p.speak("the sentences")
	fits := func(rest []string) bool { return len(rest) > 0 && p.repo != "" && len(p.keys.dirs) > 0 }
	return p.run(ctx, args, fits, p.offer)
}

// offering is one run of program.
type offering struct {
	*cli
	repo  string
	keys  keyRing
	stage []string
	now   time.Time
}

func (p *offering) addStage(ids string) error {
	for id := range strings.SplitSeq(ids, ",") {
		p.stage = append(p.stage, strings.ToLower(strings.TrimSpace(id)))
	}
	return nil
}

func (p *offering) offer(ctx context.Context, files []string) error {
	packages, err := p.labelled(files)
	if err != nil {
		return err
	}
	keys, err := p.keys.load(p.stderr)
	if err != nil {
		return err
	}
	list, err := release.OfferPrograms(ctx, p.repo, keys, release.Offer{Packages: packages, Stage: p.stage, IssuedAt: p.now})
	if err != nil {
		return err
	}
	for _, x := range list.List {
		if err := p.say("Chương trình %s cho %s: %d byte\n", "Program %s for %s: %d bytes\n", x.Version, x.Platform, x.Length); err != nil {
			return err
		}
	}
	return nil
}

// labelled reads off each package what it is: nobody has to type it.
func (p *offering) labelled(files []string) ([]release.Package, error) {
	var packages []release.Package
	for _, path := range files {
		label, err := update.ReadLabel(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		packages = append(packages, release.Package{Platform: label.Platform, Version: label.Version, Path: path})
	}
	return packages, nil
}
