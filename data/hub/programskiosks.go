package hub

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/mod/semver"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/ui/web"
)

// How a kiosk stands to the program that is given out.
const (
	programCurrent = ""        // it runs that, a newer one, or none is given out for it
	programFailed  = "failed"  // it took the new one back
	programWaits   = "waits"   // to fetch it, and to be closed
	programLater   = "later"   // it goes to others first
	programByHand  = "byhand"  // its system installs nothing by itself
	programUnknown = "unknown" // it never told what it runs
)

// programState tells how a kiosk stands, and the version that is for it.
func programState(k looked, offered release.Programs) (state, wanted string) {
	x, ok := offered.For(k.Platform)
	switch {
	case k.Version == "" || k.Platform == "":
		return programUnknown, ""
	case !ok || semver.Compare(k.Version, x.Version) >= 0:
		return programCurrent, ""
	case tells(k, exchange.Explain(exchange.ErrProgram).Code):
		return programFailed, x.Version
	case !offered.ForKiosk(k.ID):
		return programLater, x.Version
	case strings.HasPrefix(k.Platform, "windows/"):
		return programByHand, x.Version
	}
	return programWaits, x.Version
}

// tells whether the kiosk told of a problem by this code.
func tells(k looked, code string) bool {
	return slices.ContainsFunc(strings.Split(k.Beat.Problems, "\n"), func(line string) bool {
		return strings.HasPrefix(line, code+" ") || line == code
	})
}

// stateOrder puts first what somebody has to look at.
var stateOrder = []string{programFailed, programByHand, programWaits, programLater, programUnknown}

// fillVersions counts the approved kiosks by version, and lists those that do not run
// what is given out.
func fillVersions(p *web.Programs, f fleetState, offered release.Programs, page int) {
	given := map[string]*web.ProgramGiven{}
	for _, x := range offered.List {
		given[x.Platform] = &web.ProgramGiven{
			Platform: x.Platform, System: systemName(x.Platform, p.Lang), Version: x.Version, Size: byteWords(x.Length), SHA256: x.SHA256,
		}
	}
	counts := map[build]int{}
	var behind []web.ProgramKiosk
	for _, k := range f.kiosks {
		if k.Status != wire.Approved {
			continue
		}
		counts[build{k.Version, k.Platform}]++
		state, wanted := programState(k, offered)
		if g := given[k.Platform]; g != nil {
			g.All++
			if state == programCurrent {
				g.Have++
			}
		}
		if state != programCurrent && (state != programUnknown || len(offered.List) > 0) {
			behind = append(behind, web.ProgramKiosk{
				ID: k.ID, Name: k.Called(), Version: k.Version, System: systemName(k.Platform, p.Lang), State: state, Wanted: wanted,
				Ago: ago(f.now.Sub(k.Kiosk.Heard), p.Lang),
			})
		}
	}
	for _, x := range offered.List {
		p.Given = append(p.Given, *given[x.Platform])
	}
	if len(offered.List) > 0 {
		p.Issued, p.Staged, p.Stage = showTime(offered.IssuedAt), offered.Stage != nil, len(offered.Stage)
	}
	p.Versions = versionsOf(counts, offered, p.Lang)
	fillBehind(p, behind, page)
}

// build is a version of the program for a platform.
type build struct{ version, platform string }

// versionsOf lists how many kiosks run which build, by system, the newest first.
func versionsOf(counts map[build]int, offered release.Programs, lang string) (all []web.ProgramVersion) {
	for b, n := range counts {
		x, ok := offered.For(b.platform)
		all = append(all, web.ProgramVersion{
			Version: b.version, System: systemName(b.platform, lang), N: n, Newest: ok && b.version != "" && semver.Compare(b.version, x.Version) >= 0,
		})
	}
	slices.SortFunc(all, func(a, b web.ProgramVersion) int {
		return cmp.Or(cmp.Compare(a.System, b.System), semver.Compare(b.Version, a.Version), cmp.Compare(b.Version, a.Version))
	})
	return all
}

// fillBehind puts a page of the kiosks that do not run what is given out.
func fillBehind(p *web.Programs, behind []web.ProgramKiosk, page int) {
	slices.SortStableFunc(behind, func(a, b web.ProgramKiosk) int {
		return cmp.Compare(slices.Index(stateOrder, a.State), slices.Index(stateOrder, b.State))
	})
	p.Pages = pagerOf("/programs?", page, fleetPage, len(behind))
	from := (p.Pages.Page - 1) * fleetPage
	p.Behind = behind[from:min(from+fleetPage, len(behind))]
}
