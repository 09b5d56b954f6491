package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/screens"
	"hangviet/data/staff"
	"hangviet/data/wifi"
	"hangviet/ui/model"
)

// Settings that are kept while a kiosk is set up at its screen (store.Setting).
const (
	settingStep = "setup-step" // that one is at, model.SetUpEnded after the last; "" never begun
	settingLang = "language"   // that a visit starts in; "" the program's flag
)

// meetTime is the longest that an organiser's hub is waited for.
const meetTime = 20 * time.Second

// founder sets the kiosk up from its screen; it implements model.SetUp.
type founder struct {
	home     *home
	displays *displays
}

// unfounded tells whether a kiosk that is to be set up at its screen still is.
func (h *home) unfounded(ctx context.Context) (bool, error) {
	step, err := h.store.Setting(ctx, settingStep)
	if err != nil || step != "" {
		return step != model.SetUpEnded, err
	}
	_, pinned, err := h.own.Pinned()
	return !pinned, err
}

// Standing implements model.SetUp.
func (f founder) Standing(ctx context.Context) (n model.Standing, err error) {
	s := settings{ctx, f.home.store}
	n = model.Standing{Step: s.text(settingStep), Lang: s.text(settingLang), Name: s.text(settingName), Point: s.text(settingPoint)}
	n.Told, n.Turn = f.displays.told()
	n.Diagonal = s.number(settingDiagonal, n.Told)
	if n.Diagonal == 0 {
		n.Diagonal = defaultDiagonal
	}
	if n.Root, _, err = f.home.own.Pinned(); err != nil {
		return n, err
	}
	if n.Line, err = f.home.standing(ctx); err != nil {
		return n, err
	}
	n.Staffed, err = newDesk(f.home).Staffed(ctx)
	return n, err
}

func (f founder) keep(ctx context.Context, key, value string) error {
	if err := f.home.store.SetSetting(ctx, key, value); err != nil {
		return fmt.Errorf("keep %s: %w", key, err)
	}
	return nil
}

// KeepLang implements model.SetUp.
func (f founder) KeepLang(ctx context.Context, lang string) error {
	return f.keep(ctx, settingLang, lang)
}

// KeepDiagonal implements model.SetUp.
func (f founder) KeepDiagonal(ctx context.Context, inches float64) error {
	return f.keep(ctx, settingDiagonal, strconv.FormatFloat(inches, 'f', -1, 64))
}

// Turn implements model.SetUp.
func (f founder) Turn(ctx context.Context, turn string) error {
	return f.displays.turn(ctx, screens.Turn(turn))
}

// KeepTurn implements model.SetUp.
func (f founder) KeepTurn(ctx context.Context, turn string) error {
	return f.keep(ctx, settingTurn, turn)
}

// Networks implements model.SetUp.
func (f founder) Networks(ctx context.Context, anew bool) (all []wifi.Network, state wifi.State, err error) {
	err = withWifi(ctx, func(m *wifi.Manager) error {
		if anew {
			if err := m.Scan(ctx); err != nil {
				return err
			}
		}
		if state, err = m.State(ctx); err != nil {
			return err
		}
		all, err = m.Networks(ctx)
		return err
	})
	return all, state, err
}

// Join implements model.SetUp.
func (f founder) Join(ctx context.Context, name, password string) error {
	return withWifi(ctx, func(m *wifi.Manager) error { return m.Join(ctx, name, password) })
}

func withWifi(ctx context.Context, do func(*wifi.Manager) error) error {
	m, err := wifi.Open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(m), m.Close())
}

// Meet implements model.SetUp: an address without a beginning is asked with TLS, and
// on a network of its own without.
func (f founder) Meet(ctx context.Context, address string) (model.Organiser, error) {
	ctx, stop := context.WithTimeout(ctx, meetTime)
	defer stop()
	var failed error
	for _, url := range addresses(address) {
		o, err := f.meetAt(ctx, url)
		if err == nil {
			return o, nil
		}
		failed = err
	}
	if failed == nil {
		failed = model.ErrAddress
	}
	return model.Organiser{}, failed
}

func (f founder) meetAt(ctx context.Context, url string) (model.Organiser, error) {
	src, err := exchange.OpenSource(exchange.NewClient(), strings.TrimSuffix(url, "/")+"/content/")
	if err != nil {
		return model.Organiser{}, fmt.Errorf("%w: %w", model.ErrAddress, err)
	}
	root, err := f.home.own.Meet(ctx, src)
	switch {
	case errors.Is(err, release.ErrOtherRoot):
		err = fmt.Errorf("%w: %w", model.ErrBound, err)
	case errors.Is(err, release.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		err = fmt.Errorf("%w: %w", model.ErrNobody, err)
	case err != nil:
		err = fmt.Errorf("%w: %w", model.ErrStranger, err)
	}
	return model.Organiser{Address: url, Root: root, Print: release.Fingerprint(root)}, err
}

// addresses are what an address as people type or scan it may mean; none for what is
// no address.
func addresses(typed string) (all []string) {
	typed = strings.TrimSpace(typed)
	beginnings := []string{""}
	if !strings.Contains(typed, "://") {
		beginnings = []string{"https://"}
		if local(typed) {
			beginnings = []string{"http://", "https://"}
		}
	}
	for _, begin := range beginnings {
		if url := strings.TrimRight(begin+typed, "/"); typed != "" && !strings.ContainsAny(typed, " \t") && exchange.CheckHubAddress(url) == nil {
			all = append(all, url)
		}
	}
	return all
}

// local tells whether a host is one of this site, which has no certificate.
func local(typed string) bool {
	host, _, _ := strings.Cut(typed, "/")
	name, _, ok := strings.Cut(host, ":")
	if !ok {
		name = host
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && (ip.IsPrivate() || ip.IsLoopback()) || strings.HasSuffix(name, ".local") || name == "localhost"
}

// Trust implements model.SetUp. The address is kept first: a kiosk that loses power in
// between trusts nobody and asks again.
func (f founder) Trust(ctx context.Context, o model.Organiser) error {
	for key, value := range map[string]string{
		exchange.SettingHubKey: "", exchange.SettingHubMet: "", exchange.SettingHubStatus: "", settingHub: o.Address,
	} {
		if err := f.keep(ctx, key, value); err != nil {
			return err
		}
	}
	err := f.home.own.Pin(ctx, o.Root)
	if errors.Is(err, release.ErrOtherRoot) {
		err = fmt.Errorf("%w: %w", model.ErrBound, err)
	}
	return err
}

// KeepName implements model.SetUp.
func (f founder) KeepName(ctx context.Context, name string) error {
	name = strings.Join(strings.Fields(name), " ")
	if name != "" {
		if err := exchange.CheckName(name); err != nil {
			return err
		}
	}
	return f.keep(ctx, settingName, name)
}

// KeepPoint implements model.SetUp.
func (f founder) KeepPoint(ctx context.Context, id string) error {
	if err := checkPoint(id); err != nil {
		return err
	}
	return f.keep(ctx, settingPoint, id)
}

// AddStaff implements model.SetUp: whoever sets the kiosk up is its technician.
func (f founder) AddStaff(ctx context.Context, pin string) error {
	_, err := staff.NewDesk(f.home.store, time.Now).Add(ctx, pin, staff.Technician)
	return err
}

// KeepStep implements model.SetUp. A kiosk that was set up from a stick alone has its
// organiser's key by it.
func (f founder) KeepStep(ctx context.Context, step string) error {
	return f.keep(ctx, settingStep, step)
}
