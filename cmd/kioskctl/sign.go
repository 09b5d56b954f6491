package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/release"
)

const signHelp = `usage: kioskctl sign FILE --keys KEYS... [--out FILE] [--passphrase-file FILE] [--lang vi|en]

Says what a hub without the targets key asks to have signed, and writes the signature beside it. Take it back to the hub's page.`

// signatureSuffix ends the name of a signature's file.
const signatureSuffix = ".signature"

// runSign signs, with keys that never were on the hub, what the hub wants to
// publish.
func runSign(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	s := signing{cli: newCLI("sign", signHelp, stdout, stderr)}
	s.keys.addFlags(s.cli, "`folder` of keys, may be given several times")
	s.flags.StringVar(&s.out, "out", "", "`file` to write (default FILE"+signatureSuffix+")")
	s.speak("the sentences")
	fits := func(rest []string) bool { return one(rest) && len(s.keys.dirs) > 0 }
	return s.run(ctx, args, fits, s.sign)
}

// signing is one run of sign.
type signing struct {
	*cli
	keys keyRing
	out  string
}

func (s *signing) sign(_ context.Context, rest []string) error {
	data, err := os.ReadFile(rest[0])
	if err != nil {
		return fmt.Errorf("read request: %w", err)
	}
	r, err := release.ReadRequest(data)
	if err != nil {
		return err
	}
	if err := s.show(r); err != nil {
		return err
	}
	keys, err := s.keys.load(s.stderr)
	if err != nil {
		return err
	}
	signature, err := release.SignRequest(data, keys)
	if err != nil {
		return err
	}
	if s.out == "" {
		s.out = rest[0] + signatureSuffix
	}
	if err := os.WriteFile(s.out, signature, 0o644); err != nil {
		return fmt.Errorf("write signature: %w", err)
	}
	return s.say("Chữ ký: %s\n", "Signature: %s\n", s.out)
}

// show tells what is signed, for the holder of the key to look at.
func (s *signing) show(r release.Request) error {
	m := r.Manifest
	err := s.say("Bản phát hành %d, soạn ngày %s, hết hạn ngày %s.\nGhi chú: %s\nDanh mục: %s (%d byte)\n",
		"Release %d, issued on %s, good until %s.\nNote: %s\nCatalogue: %s (%d bytes)\n",
		m.Number, catalog.DateOf(m.IssuedAt).Show(), catalog.DateOf(r.Expires).Show(), oneLine(m.Note), m.CatalogueDB.SHA256, m.CatalogueDB.Length)
	if err == nil && m.Stage != nil {
		err = s.say("Chỉ cho %d kiosk trước: %s\n", "For %d kiosks first: %s\n", len(m.Stage), strings.Join(m.Stage, ", "))
	}
	if err == nil && len(r.Withdrawn.Codes) > 0 {
		err = s.say("Đang ẩn %d sản phẩm: %s\n", "%d products are hidden: %s\n", len(r.Withdrawn.Codes), strings.Join(r.Withdrawn.Codes, ", "))
	}
	for _, x := range r.Programs.List {
		if err == nil {
			err = s.say("Chương trình %s cho %s: %s\n", "Program %s for %s: %s\n", x.Version, x.Platform, x.SHA256)
		}
	}
	if err == nil && r.Programs.Stage != nil {
		err = s.say("Chương trình chỉ cho %d kiosk trước: %s\n", "Programs for %d kiosks first: %s\n", len(r.Programs.Stage), strings.Join(r.Programs.Stage, ", "))
	}
	return err
}

// oneLine keeps another's words from looking like ours.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}
