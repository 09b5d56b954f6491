package sheet

import (
	"errors"

	"hangviet/data/catalog"
)

// WriteTemplate writes the workbook an office begins with: every sheet with its
// headers in lang ("vi" or "en"), notes, drop-down lists, and two example rows
// by invented producers, which pass [Read] together with [ExamplePhoto].
func WriteTemplate(path, lang string, provinces *catalog.Provinces, classes *catalog.Classification) error {
	return errors.ErrUnsupported
}
