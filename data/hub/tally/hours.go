package tally

import (
	"cmp"
	"slices"
	"time"
)

// HourSum is what was cast in one hour and counts.
type HourSum struct {
	Hour time.Time
	Sum
}

// Participation is when and where ballots of a round were cast that count: no
// totals of nominees, so that it may be looked at while people vote.
type Participation struct {
	Sum
	Hours  []HourSum // of all kiosks together, ascending, none that is empty
	Kiosks []KioskHours
}

// KioskHours is one kiosk's part.
type KioskHours struct {
	Kiosk string
	Sum
	Hours []HourSum // ascending, none that is empty
}

// Participation returns when and where a round's ballots were cast, the kiosks by
// id; the zero value for a round nobody published.
func (c *Counter) Participation(round string) (p Participation) {
	c.Result()
	number, known := c.names.rounds[round]
	if !known {
		return p
	}
	all, kiosks := map[int32]Sum{}, map[string]map[int32]Sum{}
	for _, s := range c.shelves {
		part := s.parts[number]
		if part == nil || part.sum.Ballots == 0 {
			continue
		}
		if kiosks[s.kiosk] == nil {
			kiosks[s.kiosk] = map[int32]Sum{}
		}
		for _, h := range part.hours {
			addHour(all, h)
			addHour(kiosks[s.kiosk], h)
		}
	}
	p.Hours, p.Sum = sortHours(all)
	for id, hours := range kiosks {
		k := KioskHours{Kiosk: id}
		k.Hours, k.Sum = sortHours(hours)
		p.Kiosks = append(p.Kiosks, k)
	}
	slices.SortFunc(p.Kiosks, func(a, b KioskHours) int { return cmp.Compare(a.Kiosk, b.Kiosk) })
	return p
}

func addHour(all map[int32]Sum, h hourSum) {
	sum := all[h.hour]
	sum.add(int(h.ballots), int(h.choices))
	all[h.hour] = sum
}

func sortHours(hours map[int32]Sum) (all []HourSum, whole Sum) {
	for hour, sum := range hours {
		all = append(all, HourSum{hourTime(hour), sum})
		whole.add(sum.Ballots, sum.Choices)
	}
	slices.SortFunc(all, func(a, b HourSum) int { return a.Hour.Compare(b.Hour) })
	return all, whole
}

// hourSum is a [HourSum] as a part keeps it.
type hourSum struct{ hour, ballots, choices int32 }

// addHour counts a ballot in its hour. Ballots of a kiosk come nearly in the order
// of their hours.
func (p *part) addHour(hour int32, choices int) {
	at := len(p.hours) - 1
	if at < 0 || p.hours[at].hour != hour {
		var found bool
		at, found = slices.BinarySearchFunc(p.hours, hour, func(h hourSum, hour int32) int { return cmp.Compare(h.hour, hour) })
		if !found {
			p.hours = slices.Insert(p.hours, at, hourSum{hour: hour})
		}
	}
	p.hours[at].ballots++
	p.hours[at].choices += int32(choices)
}
