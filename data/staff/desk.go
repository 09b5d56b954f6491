package staff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Role says what a member of staff may do.
type Role string

// The roles.
const (
	Point      Role = "point"      // serves at the point: ballots, paper, content
	Technician Role = "technician" // also what leads out of the kiosk
)

func (r Role) known() bool { return r == Point || r == Technician }

// Member is somebody of the staff.
type Member struct {
	Mark string // "1", "2", …; never given twice on a kiosk
	Role Role
}

// The reasons for which a PIN is not taken. Beside them there is *[WaitError].
var (
	ErrShape  = errors.New("PIN is not six digits")
	ErrWeak   = errors.New("PIN is guessed too easily")
	ErrTaken  = errors.New("PIN is another member's")
	ErrRole   = errors.New("role is unknown")
	ErrWrong  = errors.New("PIN is wrong")
	ErrLocked = errors.New("staff entrance is locked after too many wrong PINs")
	ErrNobody = errors.New("there is no such member of staff")
	ErrLast   = errors.New("member is the last technician")
)

// WaitError says that PINs were guessed, and when the next one is heard.
type WaitError struct{ Until time.Time }

func (e *WaitError) Error() string {
	return fmt.Sprintf("after wrong PINs the next one is heard at %s", e.Until.Format(time.TimeOnly))
}

// The limits of guessing.
const (
	FreeTries = 5  // wrong PINs before one has to wait
	MostTries = 15 // wrong PINs until the entrance is locked
	firstWait = 15 * time.Second
)

// Settings keep the staff; store.Store does.
type Settings interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// The settings under which the staff is kept.
const (
	settingStaff     = "staff"
	settingTries     = "staff.tries"
	settingChallenge = "staff.challenge" // while the entrance is locked
)

// Desk is the staff entrance of one kiosk. It may be used by several goroutines.
type Desk struct {
	settings Settings
	steady   func() time.Time // is never set back

	mu    sync.Mutex
	until time.Time // no PIN is heard before; zero when one is
	coded time.Time // no unlock code is heard before; zero when one is
	begun bool      // whether both were worked out since the start
}

// NewDesk returns the desk kept in settings; steady is a clock that is never set
// back, as time.Now is within a program.
func NewDesk(s Settings, steady func() time.Time) *Desk { return &Desk{settings: s, steady: steady} }

// Members returns the staff, in the order in which it was added.
func (d *Desk) Members(ctx context.Context) ([]Member, error) {
	r, err := d.roster(ctx)
	var all []Member
	for _, m := range r.Members {
		all = append(all, Member{m.Mark, m.Role})
	}
	return all, err
}

// Add makes a member with that PIN. The error is [ErrShape], [ErrWeak],
// [ErrTaken], [ErrRole] or an inner one.
func (d *Desk) Add(ctx context.Context, pin string, role Role) (Member, error) {
	if !role.known() {
		return Member{}, fmt.Errorf("add staff: %w: %.20q", ErrRole, role)
	}
	if err := check(pin); err != nil {
		return Member{}, fmt.Errorf("add staff: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	r, err := d.roster(ctx)
	if err != nil {
		return Member{}, err
	}
	hashed, err := r.hash(pin)
	if err != nil {
		return Member{}, fmt.Errorf("add staff: %w", err)
	}
	r.Given++
	m := Member{strconv.Itoa(r.Given), role}
	r.Members = append(r.Members, record{m.Mark, role, hashed})
	return m, d.keep(ctx, r)
}

// Change gives a member another PIN. The error is [ErrShape], [ErrWeak], [ErrTaken],
// also of the PIN that he has, [ErrNobody] or an inner one.
func (d *Desk) Change(ctx context.Context, mark, pin string) error {
	if err := check(pin); err != nil {
		return fmt.Errorf("change PIN: %w", err)
	}
	err := d.edit(ctx, mark, func(r *roster, at int) (err error) {
		r.Members[at].Hash, err = r.hash(pin)
		return err
	})
	if err != nil {
		return fmt.Errorf("change PIN: %w", err)
	}
	return nil
}

// Remove takes a member's PIN away; the mark is not given again. It returns
// [ErrNobody] when there is none, and [ErrLast] for the last technician: nobody at the
// kiosk could name another one.
func (d *Desk) Remove(ctx context.Context, mark string) error {
	err := d.edit(ctx, mark, func(r *roster, at int) error {
		if r.Members[at].Role == Technician && r.count(Technician) == 1 {
			return fmt.Errorf("%w: %.20q", ErrLast, mark)
		}
		r.Members = slices.Delete(r.Members, at, at+1)
		return nil
	})
	if err != nil {
		return fmt.Errorf("remove staff: %w", err)
	}
	return nil
}

// edit changes the roster at the place of the member with that mark, and keeps it.
func (d *Desk) edit(ctx context.Context, mark string, change func(r *roster, at int) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, err := d.roster(ctx)
	if err != nil {
		return err
	}
	at := r.at(mark)
	if at < 0 {
		return fmt.Errorf("%w: %.20q", ErrNobody, mark)
	}
	if err := change(&r, at); err != nil {
		return err
	}
	return d.keep(ctx, r)
}

// Enter returns the member with that PIN. The error is [ErrWrong], *[WaitError],
// [ErrLocked], [ErrShape], which is no guess, or an inner one. It takes some hundredths
// of a second.
func (d *Desk) Enter(ctx context.Context, pin string) (Member, error) {
	if !isPIN(pin) {
		return Member{}, fmt.Errorf("enter PIN: %w", ErrShape)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	tries, err := d.tries(ctx)
	if err != nil {
		return Member{}, err
	}
	if err := d.heard(tries); err != nil {
		return Member{}, fmt.Errorf("enter PIN: %w", err)
	}
	// Counted before it is looked at: whoever cuts the power gains no try.
	if err := d.count(ctx, tries+1); err != nil {
		return Member{}, err
	}
	r, err := d.roster(ctx)
	if err != nil {
		return Member{}, err
	}
	at := r.find(hash(pin, r.Salt))
	if at < 0 {
		d.until = d.steady().Add(waitAfter(tries + 1))
		return Member{}, fmt.Errorf("enter PIN: %w", ErrWrong)
	}
	return Member{r.Members[at].Mark, r.Members[at].Role}, d.count(ctx, 0)
}

// heard tells whether a PIN is heard now. After a restart the wait begins anew.
func (d *Desk) heard(tries int) error {
	d.begin(tries)
	switch {
	case tries >= MostTries:
		return ErrLocked
	case tries >= FreeTries && d.steady().Before(d.until):
		return &WaitError{d.until}
	}
	return nil
}

// begin begins the wait of before a restart anew.
func (d *Desk) begin(tries int) {
	if !d.begun {
		d.begun, d.until = true, d.steady().Add(waitAfter(tries))
		d.coded = d.steady().Add(codeWait)
	}
}

// waitAfter is how long one waits after so many wrong PINs.
func waitAfter(tries int) time.Duration {
	if tries < FreeTries {
		return 0
	}
	return firstWait << min(tries-FreeTries, MostTries)
}

func (d *Desk) tries(ctx context.Context) (int, error) {
	text, err := d.settings.Setting(ctx, settingTries)
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return MostTries, nil // whoever wrote it did not want to be counted
	}
	return n, nil
}

func (d *Desk) count(ctx context.Context, tries int) error {
	if err := d.settings.SetSetting(ctx, settingTries, strconv.Itoa(tries)); err != nil {
		return fmt.Errorf("count wrong PINs: %w", err)
	}
	return nil
}
