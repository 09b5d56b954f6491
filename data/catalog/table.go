package catalog

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
)

// readTable reads a CSV table of package assets whose header must be columns,
// and returns its rows.
func readTable(data []byte, columns ...string) ([][]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("read table: header is not %q", columns)
	}
	return rows[1:], nil
}
