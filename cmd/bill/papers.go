package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/CycloneDX/cyclonedx-go"
	"golang.org/x/mod/module"

	"hangviet/assets"
)

const heading = `Hàng Việt Kiosk is made with what is named here. Each part is followed by the text
of its licence and by the notices that it asks to be passed on.

Hàng Việt Kiosk được xây dựng cùng các thành phần nêu dưới đây; sau mỗi thành phần
là giấy phép và các thông báo kèm theo của nó.
`

// writeNotice writes what the licences ask to be passed on.
func writeNotice(w io.Writer, parts []part) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, heading, "\n")
	section(out, "Be Vietnam Pro (font), OFL-1.1", assets.FontLicense)
	for _, p := range parts {
		section(out, fmt.Sprintf("%s %s, %s", p.Path, p.Version.Version, strings.Join(p.licenses, ", ")), p.texts...)
	}
	return out.Flush() // tells what went wrong before, too
}

func section(out *bufio.Writer, title string, texts ...string) {
	fmt.Fprintf(out, "%s\n%s\n\n", strings.Repeat("=", 80), title)
	for _, text := range texts {
		fmt.Fprintf(out, "%s\n\n", strings.TrimSpace(text))
	}
}

// writeBill writes the bill of materials.
func writeBill(w io.Writer, version string, parts []part) error {
	bill := cyclonedx.NewBOM()
	bill.Metadata = &cyclonedx.Metadata{Component: &cyclonedx.Component{
		BOMRef: "hangviet", Type: cyclonedx.ComponentTypeApplication, Name: "hangviet-kiosk", Version: version,
	}}
	components := make([]cyclonedx.Component, len(parts))
	for i, p := range parts {
		components[i] = component(p)
	}
	bill.Components = &components
	return cyclonedx.NewBOMEncoder(w, cyclonedx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bill, cyclonedx.SpecVersion1_6)
}

func component(p part) cyclonedx.Component {
	licenses := make(cyclonedx.Licenses, len(p.licenses))
	for i, id := range p.licenses {
		licenses[i] = cyclonedx.LicenseChoice{License: named(id)}
	}
	return cyclonedx.Component{
		BOMRef: packageURL(p.Version), Type: cyclonedx.ComponentTypeLibrary, Name: p.Path, Version: p.Version.Version,
		PackageURL: packageURL(p.Version), Licenses: &licenses,
	}
}

// named returns a licence by its SPDX id, or in words where it has none.
func named(id string) *cyclonedx.License {
	if strings.Contains(id, " ") {
		return &cyclonedx.License{Name: id}
	}
	return &cyclonedx.License{ID: id}
}

// packageURL names a module as vulnerability databases do
// (https://github.com/package-url/purl-spec, type golang).
func packageURL(m module.Version) string { return "pkg:golang/" + m.Path + "@" + m.Version }
