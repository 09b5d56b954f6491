package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/store"
)

// setting is one thing that kiosk setup keeps.
type setting struct {
	flag, key string
	help      string
	check     func(value string) error // of a value that is not ""
}

var setupSettings = []setting{
	{"hub", settingHub, "the hub's address, `URL`; empty for none", exchange.CheckHubAddress},
	{"hub-key", exchange.SettingHubKey, "the hub's key, `KEY`, for a kiosk without a network", exchange.CheckHubKey},
	{"point", settingPoint, "`ID` of the point where the kiosk stands", checkPoint},
	{"neighbours", settingNeighbours, "`on` to take releases from other kiosks of the site and give them; off not to, as at first", checkHand},
	{"name", settingName, "what people call the kiosk, `TEXT`", exchange.CheckName},
	{"every", settingEvery, "`DURATION` between two looks for new content and for the hub, as 10m; empty for the usual", checkEvery},
	{"rate", settingRate, "most `KILOBYTES` a second that downloads take; empty for any", checkRate},
	{"fetch-hours", settingFetchHours, "when content is downloaded, `HOURS` as 22:00-05:00; empty for always", checkHours},
	{"selection", settingSelection, "what it shows and takes photos of, `point:ID or event:ID`; empty for all", store.CheckSelection},
	{"floor", settingFloor, "`MEGABYTES` that stay free on the disk for ballots; empty for 500", checkFloor},
	{"diagonal", settingDiagonal, "of the screen in `INCHES`", checkDiagonal},
	{"turn", settingTurn, "of the screen, `TURN` normal, left, right or inverted; empty for as the system has it", checkTurn},
	{"output", settingOutput, "`NAME` of the display that the kiosk is on, as HDMI-1; empty for the primary one", checkOutput},
	{"second-screen", settingSecond, "`mirror` to show the same on other displays; black, as at first", checkSecond},
	{"brightness", settingBrightness, "of the screen in per cent, `PERCENT` or by the hour as 06:00=100,18:00=60; empty to leave it", checkBrightness},
	{"night-after", settingNight, "`MINUTES` without a touch, outside the hours, until the screen is black; empty for 10", checkMinutes},
	{"hours", settingHours, "when it serves, `HOURS` as 08:00-21:00; empty for always", checkHours},
	{"paused", settingPaused, "`on` to serve nobody for now; off to serve again", checkHand},
	{"rush-hours", settingRushHours, "when it hurries, `HOURS` as 16:30-20:30; empty for never", checkHours},
	{"rush", settingRush, "`on` or off to hurry or not whatever the hours; empty to go by them", checkHand},
	{"idle-quiet", settingQuiet, "`SECONDS` without a touch until a visitor is asked; empty for 45", checkSeconds},
	{"idle-grace", settingGrace, "`SECONDS` from then until the visit ends; empty for 15", checkSeconds},
	{"staff-quiet", settingStaffQuiet, "`SECONDS` without a touch until a staff session ends; empty for 90", checkSeconds},
	{"pictures", settingPictures, "`MEGABYTES` that pictures may take in memory; empty for 96", checkPictures},
	{"motion", settingMotion, "`off` to change pages without motion; on as at first, where the device keeps up", checkHand},
	{"input-method", settingMethod, "of typing Vietnamese, `METHOD` telex, vni or plain; empty for telex", checkMethod},
	{"tone-style", settingStyle, "`STYLE` old for hòa, new for hoà; empty for old", checkStyle},
}

// runSetup is kiosk setup: keeps what is given and tells what is set.
func runSetup(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("setup", "--data DIR [--from STICK] [--root ROOT.json] [--hub URL] [--hub-key KEY] [--point ID] [--every DURATION] [--rate KILOBYTES] [--fetch-hours HOURS] [--selection point:ID|event:ID] [--floor MEGABYTES] [--neighbours on|off] [--name TEXT] [--diagonal INCHES] [--turn TURN] [--output NAME] [--second-screen mirror|black] [--brightness PERCENT] [--night-after MINUTES] [--hours HOURS] [--paused on|off] [--rush-hours HOURS] [--rush on|off] [--idle-quiet SECONDS] [--idle-grace SECONDS] [--staff-quiet SECONDS] [--pictures MEGABYTES] [--motion on|off] [--input-method telex|vni|plain] [--tone-style old|new] [--lang vi|en]", stdout, stderr)
	root := c.flags.String("root", "", "the organiser's `ROOT.json`, to be pinned for good")
	from := c.flags.String("from", "", "a set-up `STICK` that the hub made, or its folder")
	for _, s := range setupSettings {
		c.flags.String(s.flag, "", s.help)
	}
	return c.run(ctx, args, nil, func(ctx context.Context, h *home) error {
		given, err := c.checkSettings()
		if err != nil {
			return err
		}
		if err := c.pinFile(ctx, h, *root); err != nil {
			return err
		}
		if err := c.setUpFrom(ctx, h, *from); err != nil {
			return err
		}
		if err := c.keepSettings(ctx, h, given); err != nil {
			return err
		}
		return c.sayStatus(ctx, h)
	})
}

// checkSettings returns the values that were given, by key.
func (c *cli) checkSettings() (map[string]string, error) {
	given, fault := map[string]string{}, error(nil)
	c.flags.Visit(func(f *flag.Flag) {
		for _, s := range setupSettings {
			value := strings.TrimSpace(f.Value.String())
			if s.flag != f.Name {
				continue
			}
			if value != "" && s.check(value) != nil && fault == nil {
				fault = c.misused("--%s %q: %v", s.flag, value, s.check(value))
			}
			given[s.key] = value
		}
	})
	return given, fault
}

func (c *cli) keepSettings(ctx context.Context, h *home, given map[string]string) error {
	if err := c.forgetHub(ctx, h, given); err != nil {
		return err
	}
	for key, value := range given {
		if err := h.store.SetSetting(ctx, key, value); err != nil {
			return fmt.Errorf("keep %s: %w", key, err)
		}
	}
	return nil
}

// forgetHub drops the key of the hub that was met, when a person names another
// address: the hub there is met for the first time.
func (c *cli) forgetHub(ctx context.Context, h *home, given map[string]string) error {
	met, err := h.store.Setting(ctx, exchange.SettingHubMet)
	if hub := given[settingHub]; err != nil || hub == "" || met == "" || met == hub {
		return err
	}
	for _, key := range []string{exchange.SettingHubKey, exchange.SettingHubMet, exchange.SettingHubStatus} {
		if err := h.store.SetSetting(ctx, key, ""); err != nil {
			return fmt.Errorf("forget %s: %w", key, err)
		}
	}
	return nil
}

func checkPoint(id string) error {
	ok := func(r rune) bool {
		return r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	if strings.TrimFunc(id, ok) != "" || len(id) > 64 {
		return fmt.Errorf("not an id of letters, digits and dashes")
	}
	return nil
}

func checkEvery(duration string) error {
	d, err := time.ParseDuration(duration)
	if err != nil || d < time.Second || d > 24*time.Hour {
		return fmt.Errorf("not a duration from 1s to 24h")
	}
	return nil
}

func checkRate(kilobytes string) error {
	n, err := strconv.ParseInt(kilobytes, 10, 64)
	if err != nil || n < 1 || n > 1_000_000 {
		return fmt.Errorf("not a number of kilobytes from 1 to 1000000")
	}
	return nil
}

func checkFloor(megabytes string) error {
	n, err := strconv.ParseUint(megabytes, 10, 64)
	if err != nil || n < 1 || n > 1_000_000 {
		return fmt.Errorf("not a number of megabytes from 1 to 1000000")
	}
	return nil
}

func checkDiagonal(inches string) error {
	n, err := strconv.ParseFloat(inches, 64)
	if err != nil || n < 5 || n > 150 {
		return fmt.Errorf("not a number of inches from 5 to 150")
	}
	return nil
}

func checkSeconds(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 3600 {
		return fmt.Errorf("not a number of seconds from 1 to 3600")
	}
	return nil
}
