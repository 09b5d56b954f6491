package footfall

import "fmt"

// Source is where sheets are read.
type Source interface {
	Sheets(scope, span string, subjects []string) (map[string][]byte, error)
	// EachSheet calls f for every sheet of a scope in a span; what it is given serves
	// until f returns.
	EachSheet(scope, span string, f func(subject, data []byte) error) error
}

// Sum is what was counted of one subject.
type Sum struct {
	Subject string
	Counts  Counts
}

// Read returns what was counted of every subject of a scope in a period, those
// without a count left out, in no order.
func Read(rows Source, scope Scope, p Period) ([]Sum, error) {
	var sums []Sum
	place := map[string]int{} // in sums, by subject
	for _, one := range scope.parts(p) {
		err := rows.EachSheet(string(scope), string(one.span), func(subject, data []byte) error {
			counts, err := one.sum(data)
			if err != nil || counts.None() {
				return err
			}
			i, found := place[string(subject)]
			if !found {
				i = len(sums)
				sums = append(sums, Sum{Subject: string(subject)})
				place[sums[i].Subject] = i
			}
			sums[i].Counts.Add(&counts)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read sums of %s in %s: %w", scope, one.span, err)
		}
	}
	return sums, nil
}

// parts are the spans whose sheets make up a period.
func (s Scope) parts(p Period) []part {
	if s.yearly() {
		return p.parts()
	}
	return p.months()
}

// sum adds up the slots of a stored sheet that belong to the part.
func (p part) sum(data []byte) (sum Counts, err error) {
	err = eachSlot(data, func(number int, c *Counts) {
		if number >= p.first && number <= p.last {
			sum.Add(c)
		}
	})
	return sum, err
}

// ReadEver returns what was counted of every subject of a scope that knows no days.
func ReadEver(rows Source, scope Scope) (map[string]Counts, error) {
	all := map[string]Counts{}
	err := rows.EachSheet(string(scope), string(Ever), func(subject, data []byte) error {
		return eachSlot(data, func(_ int, c *Counts) { all[string(subject)] = *c })
	})
	if err != nil {
		return nil, fmt.Errorf("read sums of %s: %w", scope, err)
	}
	return all, nil
}

// Daily returns what was counted of subjects together on each day of a period.
func Daily(rows Source, scope Scope, p Period, subjects ...string) ([]Counts, error) {
	days := make([]Counts, p.Days())
	at := 0
	for _, one := range p.months() {
		sheets, err := rows.Sheets(string(scope), string(one.span), subjects)
		if err != nil {
			return nil, fmt.Errorf("read days of %s in %s: %w", scope, one.span, err)
		}
		for _, data := range sheets {
			err := eachSlot(data, func(number int, c *Counts) {
				if number >= one.first && number <= one.last {
					days[at+number-one.first].Add(c)
				}
			})
			if err != nil {
				return nil, fmt.Errorf("read days of %s in %s: %w", scope, one.span, err)
			}
		}
		at += one.last - one.first + 1
	}
	return days, nil
}

// Total adds up numbers.
func Total(days []Counts) (sum Counts) {
	for _, c := range days {
		sum.Add(&c)
	}
	return sum
}
