// Package assets holds the files that are built into the programs, and nothing
// else: embedded bytes, no code that reads them. The tables of Vietnamese
// administration and of the OCOP classification stand in domain; they are data
// because the law that makes them changed in 2023, in 2025 and in 2026.
package assets

import _ "embed" // the tables below

// Provinces lists the 34 provincial units since 1 July 2025 (Resolution
// 202/2025/QH15, codes of Decision 19/2025/QĐ-TTg) as CSV with the columns
// code, name_vi, name_en, kind, old_names.
//
//go:embed domain/provinces.csv
var Provinces []byte

// FormerProvinces leads from the 63 units before 1 July 2025 to today's as CSV
// with the columns old_code, old_name_vi, new_code, new_name_vi.
//
//go:embed domain/provinces_old.csv
var FormerProvinces []byte

// Classification lists the 26 criteria sets of Decision 26/2026/QĐ-TTg, Annex I,
// as CSV with the columns number, sector, sector_vi, sector_en, group, group_vi,
// group_en, name_vi, name_en, ministry.
//
//go:embed domain/classification.csv
var Classification []byte

// GroupAliases leads from the names of the decisions before (1048/QĐ-TTg of 2019,
// 148/QĐ-TTg of 2023), and from names met in the files of provinces, to a sector
// and, where the name is that narrow, to a criteria set; CSV with the columns
// alias, sector, set.
//
//go:embed domain/group_aliases.csv
var GroupAliases []byte
