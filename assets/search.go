package assets

import _ "embed" // the tables below

// Synonyms lists what people in the North and the South call alike, how firms are
// abbreviated, and English names, as CSV with the columns phrase, means (parted
// by semicolons) and both_ways (yes or no: whether each also means the others).
//
//go:embed search/synonyms.csv
var Synonyms []byte

// Fillers lists phrases of a search that say nothing about a product, as CSV with
// the columns phrase and unaccented (yes or no: whether it is one without its
// accents too; cua may be của, and also crab).
//
//go:embed search/fillers.csv
var Fillers []byte

// FormerDistricts lists, for each province of before 1 July 2025, the districts
// and towns by which people still name places (districts ended that day, Law
// 72/2025/QH15), as CSV with the columns province and districts (parted by
// semicolons). The seats of provinces that are called like them are left out.
//
//go:embed search/districts.csv
var FormerDistricts []byte
