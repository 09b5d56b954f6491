package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
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

// ours is how the whole is called in the bill of materials, and how its programs begin.
const ours = "hangviet-kiosk"

// writeBill writes the bill of materials: our programs, which of the parts is in which,
// and the typeface.
func writeBill(w io.Writer, version, made string, programs map[string][]module.Version, parts []part) error {
	font := cyclonedx.Component{BOMRef: "be-vietnam-pro", Type: cyclonedx.ComponentTypeData, Name: "Be Vietnam Pro", Licenses: licensed("OFL-1.1")}
	bill := cyclonedx.NewBOM()
	whole := own(ours, ours, version)
	bill.Metadata = &cyclonedx.Metadata{Timestamp: made, Component: &whole}
	components, needs := []cyclonedx.Component{font}, map[string][]string{ours: {font.BOMRef}}
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		program := own(ours+"/"+name, name, version)
		components = append(components, program)
		needs[ours] = append(needs[ours], program.BOMRef)
		for _, m := range programs[name] {
			needs[program.BOMRef] = append(needs[program.BOMRef], packageURL(m))
		}
	}
	for _, p := range parts {
		components = append(components, component(p))
	}
	bill.Components, bill.Dependencies = &components, dependencies(needs)
	return cyclonedx.NewBOMEncoder(w, cyclonedx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bill, cyclonedx.SpecVersion1_6)
}

// own describes what we make.
func own(ref, name, version string) cyclonedx.Component {
	return cyclonedx.Component{
		BOMRef: ref, Type: cyclonedx.ComponentTypeApplication, Name: name, Version: version, Licenses: licensed("MIT"),
		Supplier: &cyclonedx.OrganizationalEntity{Name: "Hàng Việt Kiosk"},
	}
}

func dependencies(needs map[string][]string) *[]cyclonedx.Dependency {
	list := make([]cyclonedx.Dependency, 0, len(needs))
	for _, ref := range slices.Sorted(maps.Keys(needs)) {
		on := needs[ref]
		list = append(list, cyclonedx.Dependency{Ref: ref, Dependencies: &on})
	}
	return &list
}

func component(p part) cyclonedx.Component {
	return cyclonedx.Component{
		BOMRef: packageURL(p.Version), Type: cyclonedx.ComponentTypeLibrary, Name: p.Path, Version: p.Version.Version,
		PackageURL: packageURL(p.Version), Licenses: licensed(p.licenses...),
	}
}

func licensed(ids ...string) *cyclonedx.Licenses {
	licenses := make(cyclonedx.Licenses, len(ids))
	for i, id := range ids {
		licenses[i] = cyclonedx.LicenseChoice{License: named(id)}
	}
	return &licenses
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
