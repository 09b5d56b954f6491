package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"hangviet/data/catalog"
)

// writeJSON writes the document. Its ballots, of which there may be a million,
// are put one by one where the empty list of them ends it.
func (d Document) writeJSON(w io.Writer) error {
	var frame bytes.Buffer
	encoder := json.NewEncoder(&frame)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	d.Counted = []BallotRow{}
	if err := encoder.Encode(d); err != nil {
		return err
	}
	const end = "]\n}\n"
	head, found := bytes.CutSuffix(frame.Bytes(), []byte(end))
	if !found {
		return errFrame
	}
	out := bufio.NewWriterSize(w, 256<<10)
	out.Write(head) // the error stays for Flush, here and below
	if err := d.eachBallot(out); err != nil {
		return err
	}
	out.WriteString(end) // as above
	return out.Flush()
}

var errFrame = errors.New("the ballots do not end the document")

func (d Document) eachBallot(out *bufio.Writer) error {
	separator := "\n    "
	table := d.sheaf.Table()
	for b := range d.sheaf.All() {
		row := BallotRow{ID: b.ID, Kiosk: b.Kiosk, Hour: b.Hour.In(catalog.Zone), Mode: b.Mode, Flags: b.Flags.Rules()}
		row.Choices = slices.Grow(row.Choices, len(b.Choices))
		for _, choice := range b.Choices {
			row.Choices = append(row.Choices, BallotChoice(table[choice]))
		}
		text, err := json.Marshal(row)
		if err != nil {
			return err
		}
		out.WriteString(separator) // see writeJSON
		if _, err := out.Write(text); err != nil {
			return err
		}
		separator = ",\n    "
	}
	return nil
}
