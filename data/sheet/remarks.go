package sheet

import "errors"

// WriteRemarks writes dst, a copy of the workbook src with a column of remarks
// on every sheet and the cells in question coloured. Problems of files other
// than the workbook are left out.
func WriteRemarks(src, dst string, problems []Problem, lang string) error {
	return errors.ErrUnsupported
}
