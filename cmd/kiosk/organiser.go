package main

import (
	"context"
	"maps"
	"slices"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/store"
	"hangviet/ui/model"
)

// settingAddress is where the kiosk stands, in words; only the organiser sets it.
const settingAddress = "address"

// fromOrganiser are the settings that the organiser may set for a kiosk, by the
// names they have in his file; those of kiosk setup but for what binds the kiosk
// (its root, the hub's key) and what only somebody before the screen can know.
var fromOrganiser = []string{
	"name", "point", "hours", "rush-hours", "hub", "every", "rate", "fetch-hours", "neighbours", "selection", "floor",
	"idle-quiet", "idle-grace", "staff-quiet",
}

// obey keeps what the organiser has set for this kiosk. A setting that this program
// does not know, or a value that it does not take, is left out: a newer hub may say
// more. What the kiosk follows holds over what its staff set, and they see so. A hub
// that moves has the key that the kiosk pinned, or a person has to be asked.
func (h *home) obey(ctx context.Context, number int64, values map[string]string) error {
	follow := organiserSettings(values)
	before, now, err := h.store.Organised(ctx)
	if err != nil || before == number && maps.Equal(now, follow) {
		return err
	}
	return h.store.Organise(ctx, number, follow)
}

// standing tells how the kiosk stands with its hub, for the staff.
func (h *home) standing(ctx context.Context) (s model.HubStanding, err error) {
	s.Code = wire.KioskCode(h.store.Identity().PublicKey())
	if s.Address, err = h.store.Setting(ctx, settingHub); err != nil {
		return s, err
	}
	if s.Status, err = h.store.Setting(ctx, exchange.SettingHubStatus); err != nil {
		return s, err
	}
	_, set, err := h.store.Organised(ctx)
	if err != nil {
		return s, err
	}
	for _, setting := range setupSettings {
		if set[setting.key] != "" {
			s.Set = append(s.Set, setting.flag)
		}
	}
	problems, err := h.store.Problems(ctx)
	twin := exchange.Explain(exchange.ErrHubTwin).Code
	s.Twin = slices.ContainsFunc(problems, func(p store.Problem) bool { return p.Code == twin })
	return s, err
}

func organiserSettings(values map[string]string) map[string]string {
	follow := map[string]string{}
	for _, s := range setupSettings {
		if v := values[s.flag]; v != "" && slices.Contains(fromOrganiser, s.flag) && s.check(v) == nil {
			follow[s.key] = v
		}
	}
	if v := values[settingAddress]; v != "" {
		follow[settingAddress] = v
	}
	return follow
}
