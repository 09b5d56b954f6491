package footfall

import (
	"fmt"

	"hangviet/data/hub/wire"
)

// Reports is where the kiosks' reports are.
type Reports interface {
	Rows
	ReportedDays(kiosk string) ([]string, error)
	ReportOf(kiosk, day string) ([]wire.Count, error)
}

// atOnce is how many sheets are held before they are written.
const atOnce = 200_000

// AddKiosk adds all that is held of a kiosk to the sums, sign times: 1 when its
// reports begin to count, -1 when they do so no longer.
func AddKiosk(rows Reports, kiosk string, sign int64) error {
	var c Change
	if err := c.addKiosk(rows, kiosk, sign); err != nil {
		return err
	}
	return c.Write(rows)
}

func (c *Change) addKiosk(rows Reports, kiosk string, sign int64) error {
	days, err := rows.ReportedDays(kiosk)
	if err != nil {
		return fmt.Errorf("list reports of kiosk %s: %w", kiosk, err)
	}
	for _, text := range days {
		counts, err := rows.ReportOf(kiosk, text)
		if err != nil {
			return fmt.Errorf("read report of kiosk %s: %w", kiosk, err)
		}
		if day, err := ParseDay(text); err == nil { // a report of another day is not taken
			c.Add(kiosk, day, counts, sign)
		}
	}
	return nil
}

// Recount makes the sums of these kiosks' reports from the rows; there must be
// none yet.
func Recount(rows Reports, kiosks []string) error {
	var c Change
	for _, kiosk := range kiosks {
		if err := c.addKiosk(rows, kiosk, 1); err != nil {
			return err
		}
		if c.Len() < atOnce {
			continue
		}
		if err := c.Write(rows); err != nil {
			return err
		}
	}
	return c.Write(rows)
}
