package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/spoken"
	"hangviet/data/staff"
)

// settingVoucher is the voucher of the set-up stick this kiosk was made with: its
// id, a space, its key in hexadecimal digits; "" none, or it has served.
const settingVoucher = "hub.voucher"

// setupFlags are the settings a set-up stick may bring: those of kiosk setup, but for
// what the stick says elsewhere.
var setupFlags = append([]string{"diagonal"}, fromOrganiser...)

// readBelow reads a small file below a folder without following a link out of it.
func readBelow(dir, name string, most int64) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open stick: %w", err)
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// readSetUp reads the set-up file of a stick or folder; fs.ErrNotExist when it has
// none.
func readSetUp(dir string) (wire.SetUp, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return wire.SetUp{}, fmt.Errorf("open stick: %w", err)
	}
	defer root.Close()
	for _, name := range []string{wire.SetUpFile, filepath.Base(wire.SetUpFile)} {
		f, err := root.Open(filepath.FromSlash(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return wire.SetUp{}, fmt.Errorf("open set-up: %w", err)
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, wire.MaxSetUp))
		if err != nil {
			return wire.SetUp{}, fmt.Errorf("read set-up: %w", err)
		}
		return wire.ReadSetUp(data)
	}
	return wire.SetUp{}, fs.ErrNotExist
}

// adopt sets this kiosk up as the stick says: it trusts the organiser's root, and
// calls the hub under the key that the stick names. On a kiosk that trusts another
// organiser it is release.ErrOtherRoot, and nothing changes.
func (h *home) adopt(ctx context.Context, s wire.SetUp) error {
	if err := exchange.CheckHubAddress(s.Hub); err != nil {
		return err
	}
	if err := exchange.CheckHubKey(s.HubKey); err != nil {
		return err
	}
	if err := h.own.Pin(ctx, s.Root); err != nil {
		return err
	}
	keep := map[string]string{
		exchange.SettingHubKey: s.HubKey, exchange.SettingHubMet: "", exchange.SettingHubStatus: "", settingHub: s.Hub,
		settingVoucher: strings.TrimSpace(s.Voucher + " " + hex.EncodeToString(s.Key)),
	}
	for _, setting := range setupSettings {
		if v := s.Settings[setting.flag]; v != "" && contains(setupFlags, setting.flag) && setting.check(v) == nil {
			keep[setting.key] = v
		}
	}
	for key, value := range keep {
		if err := h.store.SetSetting(ctx, key, value); err != nil {
			return fmt.Errorf("keep %s: %w", key, err)
		}
	}
	first := s.Crew
	if len(first) == 0 {
		first = s.Staff
	}
	if len(first) == 0 {
		return nil
	}
	return staff.NewDesk(h.store, time.Now).Adopt(ctx, first)
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}

// claim is the claim of this kiosk's voucher; nil when it has none.
func (h *home) claim(ctx context.Context) (*wire.Claim, error) {
	text, err := h.store.Setting(ctx, settingVoucher)
	if err != nil || text == "" {
		return nil, err
	}
	id, key, _ := strings.Cut(text, " ")
	seed, err := hex.DecodeString(key)
	if err != nil {
		return nil, fmt.Errorf("read voucher: %w", err)
	}
	c, err := wire.NewClaim(id, seed, h.store.Identity().PublicKey())
	if err != nil {
		return nil, fmt.Errorf("read voucher: %w", err)
	}
	return &c, nil
}

// claimed forgets the voucher once the hub has approved this kiosk: its key is of no
// more use here, and of use to whoever copies the disk.
func (h *home) claimed(ctx context.Context) error {
	status, err := h.store.Setting(ctx, exchange.SettingHubStatus)
	if err != nil || status != string(wire.Approved) {
		return err
	}
	return h.store.SetSetting(ctx, settingVoucher, "")
}

// tell gathers what is told with a beat, and forgets a voucher that has served.
func (h *home) tell(ctx context.Context) (wire.Health, error) {
	if err := h.claimed(ctx); err != nil {
		return wire.Health{}, err
	}
	return h.health(ctx)
}

// setUpFrom is kiosk setup --from.
func (c *cli) setUpFrom(ctx context.Context, h *home, dir string) error {
	if dir == "" {
		return nil
	}
	s, err := readSetUp(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return c.misused("--from %s holds no %s", dir, wire.SetUpFile)
	}
	if err != nil {
		return err
	}
	if s.Past(h.clock.Now()) {
		c.say("USB này đã hết hạn; kiosk vẫn được cài đặt nhưng phải chờ duyệt.", "This stick has expired; the kiosk is set up all the same, but waits for approval.")
	}
	if err := h.adopt(ctx, s); err != nil {
		return err
	}
	fingerprint := release.Fingerprint(s.Root)
	c.say("Đã cài đặt theo USB “%s”. Dấu vân tay: %s (%s)", "Set up by the stick “%s”. Fingerprint: %s (%s)", s.Organiser, spoken.Text(fingerprint), fingerprint)
	return nil
}
