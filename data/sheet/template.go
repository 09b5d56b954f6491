package sheet

import (
	"errors"

	"hangviet/data/catalog"
)

// listsSheet is the hidden sheet that the drop-down lists are taken from.
const listsSheet = "Lists"

// guideSheet is the sheet that tells how to fill in the others, by language.
var guideSheet = map[string]string{"vi": "Hướng dẫn", "en": "Guide"}

// WriteTemplate writes the workbook an office begins with: every sheet with its
// headers in lang ("vi" or "en"), notes, drop-down lists, and two example rows
// by invented producers, which pass [Read] together with [ExamplePhoto].
func WriteTemplate(path, lang string, provinces *catalog.Provinces, classes *catalog.Classification) error {
	return errors.ErrUnsupported
}
