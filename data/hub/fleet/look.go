package fleet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// Kind names what can be wrong with a kiosk. The names are kept: they stand in
// addresses of pages and in messages to other programs.
type Kind string

// The kinds, those that press most first.
const (
	Twin    Kind = "twin"    // two devices use its identity
	Forked  Kind = "forked"  // its ledger contradicts what is stored; a person has to decide
	Ledger  Kind = "ledger"  // its ledger is damaged
	Cut     Kind = "cut"     // it will not talk to this hub, or not with this key
	Silent  Kind = "silent"  // not heard for long
	Disk    Kind = "disk"    // nearly full
	Unsent  Kind = "unsent"  // many ballots were not sent
	Clock   Kind = "clock"   // its clock is wrong
	Crashes Kind = "crashes" // the program starts again and again
	Behind  Kind = "behind"  // shows an older release
	Content Kind = "content" // cannot take content
	SetBack Kind = "setback" // its disk was set back, or a copy begins to speak
	Waiting Kind = "waiting" // for approval
	Other   Kind = "other"   // another problem that it tells of
)

// Kinds are all kinds, those that press most first.
func Kinds() []Kind {
	return []Kind{Twin, Forked, Ledger, Cut, Silent, Disk, Unsent, Clock, Crashes, Behind, Content, SetBack, Waiting, Other}
}

// Known tells whether there is such a kind.
func (k Kind) Known() bool { return slices.Contains(Kinds(), k) }

func (k Kind) rank() int { return slices.Index(Kinds(), k) }

// Problem is one thing that is wrong with a kiosk.
type Problem struct {
	Kind  Kind
	Since time.Time // as far as is known, else zero
	N     int64     // how much: bytes, ballots, seconds, restarts, the release; 0 for the others
	Code  string    // that the kiosk tells, with Ledger, Cut, Content and Other
}

// Rules are the bounds beyond which something is a problem.
type Rules struct {
	Silent   time.Duration // of a kiosk that calls over the network
	NoStick  time.Duration // of one that is heard by stick
	Disk     int64         // bytes that ought to be free
	Unsent   int64         // ballots, of a kiosk that calls
	Clock    time.Duration // either way
	Restarts int64         // within a day
	Behind   time.Duration // after which a kiosk that calls ought to show a release
	SetBack  time.Duration // for how long it is told
}

// DefaultRules are those that hold when nothing is set.
func DefaultRules() Rules {
	return Rules{
		Silent: 2 * 24 * time.Hour, NoStick: 21 * 24 * time.Hour, Disk: 1 << 30, Unsent: 200, Clock: 5 * time.Minute,
		Restarts: 5, Behind: 24 * time.Hour, SetBack: 7 * 24 * time.Hour,
	}
}

// Shown is the release that kiosks ought to show.
type Shown struct {
	Number int64     // 0 none
	Since  time.Time // when the hub took it in
	Stage  []string  // ids of the kiosks that it is for; nil: all
}

// Look tells what is wrong with a kiosk, what presses most first. A refused kiosk
// has no problems: nobody waits for it.
func (r Rules) Look(k books.FleetRow, shown Shown, now time.Time) []Problem {
	if k.Status == wire.Refused {
		return nil
	}
	var all []Problem
	add := func(is bool, p Problem) {
		if is {
			all = append(all, p)
		}
	}
	told := !k.Beat.Heard.IsZero()
	add(!k.Twin.IsZero(), Problem{Kind: Twin, Since: k.Twin})
	add(k.Forked, Problem{Kind: Forked})
	add(k.Status == wire.Pending, Problem{Kind: Waiting, Since: k.Enrolled})
	add(now.Sub(k.Kiosk.Heard) > r.patience(k.Kiosk), Problem{Kind: Silent, Since: k.Kiosk.Heard, N: int64(now.Sub(k.Kiosk.Heard) / time.Second)})
	add(!k.Broken.IsZero() && k.Twin.IsZero() && now.Sub(k.Broken) < r.SetBack, Problem{Kind: SetBack, Since: k.Broken})
	if told {
		add(k.Disk >= 0 && k.Disk < r.Disk, Problem{Kind: Disk, N: k.Disk})
		add(k.Unsent >= r.Unsent && k.Beat.How == books.ByNetwork, Problem{Kind: Unsent, N: k.Unsent})
		add(k.ClockKnown && k.Clock.Abs() > r.Clock, Problem{Kind: Clock, N: int64(k.Clock / time.Second)})
		add(k.Restarts >= r.Restarts, Problem{Kind: Crashes, N: k.Restarts})
		add(r.behind(k, shown, now), Problem{Kind: Behind, Since: shown.Since, N: k.Release})
		all = append(all, troubles(k.Problems)...)
	}
	slices.SortStableFunc(all, func(a, b Problem) int { return cmp.Compare(a.Kind.rank(), b.Kind.rank()) })
	return all
}

func (r Rules) patience(k books.Kiosk) time.Duration {
	if k.How == books.ByStick {
		return r.NoStick
	}
	return r.Silent
}

// behind tells whether a kiosk ought to show a newer release by now. One that is
// silent cannot, and one that left a release says so itself.
func (r Rules) behind(k books.FleetRow, shown Shown, now time.Time) bool {
	if shown.Stage != nil && !slices.Contains(shown.Stage, k.ID) {
		return false
	}
	return k.Release < shown.Number && k.Beat.How == books.ByNetwork && now.Sub(shown.Since) > r.Behind && now.Sub(k.Beat.Heard) < r.Silent
}

// troubles reads the problems that the kiosk tells of itself. What the hub sees
// better itself is left out.
func troubles(stored string) (all []Problem) {
	for line := range strings.Lines(stored) {
		code, since, _ := strings.Cut(strings.TrimSpace(line), " ")
		kind, told := kindOf(code)
		if !told {
			continue
		}
		p := Problem{Kind: kind, Code: code}
		if n, err := strconv.ParseInt(since, 10, 64); err == nil && n > 0 {
			p.Since = time.UnixMilli(n).UTC()
		}
		all = append(all, p)
	}
	return all
}

// kindOf sorts a code of a kiosk to a kind.
func kindOf(code string) (kind Kind, told bool) {
	switch {
	case code == "" || code == "E-TWIN" || code == "E-HUB-FORK" || code == "E-HUB-AWAY":
		return "", false // the hub knows better
	case strings.HasPrefix(code, "E-LEDGER-"), code == "E-GAP":
		return Ledger, true
	case strings.HasPrefix(code, "E-HUB-"):
		return Cut, true
	case strings.HasPrefix(code, "E-CONTENT-"), strings.HasPrefix(code, "E-STICK-"), code == "E-WITHDRAWN":
		return Content, true
	}
	return Other, true
}

// Presses compares kiosks by what is wrong with them: who needs help first comes
// first.
func Presses(a, b []Problem) int { return cmp.Compare(press(a), press(b)) }

// press is the lower the more it presses.
func press(all []Problem) int {
	if len(all) == 0 {
		return len(Kinds()) * 100
	}
	return all[0].Kind.rank()*100 - min(len(all), 99)
}
