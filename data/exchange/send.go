package exchange

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// Ledger is the kiosk's own log of ballots, as *ledger.Log is.
type Ledger interface {
	Size(ctx context.Context) (int64, error)
	Acked(ctx context.Context) (int64, error)  // entries a hub has receipted
	Pruned(ctx context.Context) (int64, error) // entries of these, from 0 on, whose bytes are gone
	Bundle(ctx context.Context, from int64, max int) (ledger.Bundle, error)
	Acknowledge(ctx context.Context, receipt []byte, hubKey string) error
}

// Settings that Sender keeps in its [Notes].
const (
	SettingHubKey    = "hub.key"    // note verifier key of the hub, pinned at the first enrolment
	SettingHubMet    = "hub.met"    // address at which it was pinned, "" when a person gave the key
	SettingHubStatus = "hub.status" // "pending", "approved" or "refused"
)

// Sender brings the ledger to the organiser's hub. Nothing is lost or counted
// twice when an answer is lost: the hub takes each entry once, and the kiosk
// sends again whatever no receipt covers.
type Sender struct {
	Hub      string // base address, "https://hub.example"
	Identity ledger.Identity
	Name     string // what people call the kiosk; may be empty
	Log      Ledger
	Notes    Notes
	Client   *http.Client     // NewClient() when nil
	Now      func() time.Time // time.Now when nil
	Pace     Pace             // Every: 5 min when 0
	Batch    int              // most entries in one bundle; 1000 when 0
	Limit    time.Duration    // for one request; a minute when 0

	// Beater tells the hub how the kiosk is, and so learns how it stands, every
	// Pace.Every; nil only asks how it stands. Health is what it tells.
	Beater *Beater
	Health func(ctx context.Context) (wire.Health, error)
	// OnTime is told the time now whenever the hub has said and signed what time it
	// is, in answer to a beat; nil: nobody is. What a hub says unsigned, or an answer
	// to something else, counts for nothing: a line without TLS may be anybody's.
	OnTime func(ctx context.Context, now time.Time) error
	// News is told when the hub should hear soon how the kiosk is, as when another
	// release is shown; nil: it hears at the next beat.
	News <-chan struct{}
	// Claim is that of the set-up stick's voucher, to go with the enrolment; nil: none.
	Claim *wire.Claim

	once     sync.Once
	kick     chan struct{}
	enrolled bool        // by this Sender; like the rest only SyncOnce touches it
	mute     bool        // the hub is of a program that knows no beats
	status   wire.Status // as the hub said last
	have     int64
	next     time.Time     // when the next beat is due
	every    time.Duration // between two beats, as the hub wants it
	heard    wire.Heard
}

// Serve enrols and sends until ctx ends: at once, then at every Pace.Every, and
// soon after Kick unless the hub just failed. What goes wrong is kept as a
// problem until all is sent.
func (s *Sender) Serve(ctx context.Context) error {
	s.once.Do(s.init)
	book := problemBook{notes: s.Notes, codes: HubCodes()}
	for failures := 0; ; {
		err := s.SyncOnce(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		wake := s.kick
		if failures++; book.note(ctx, err) == nil && err == nil {
			failures = 0
		} else {
			wake = nil
		}
		if err := s.wait(ctx, failures, wake); err != nil {
			return err
		}
	}
}

// wait pauses until something is to be sent or asked.
func (s *Sender) wait(ctx context.Context, failures int, wake <-chan struct{}) error {
	for rest := s.Pace.After(s.rest(failures)); ; {
		select {
		case <-rest:
			return ctx.Err()
		case <-wake:
			return ctx.Err()
		case <-ctx.Done():
			return ctx.Err()
		case <-s.News:
			if s.hasten(); failures == 0 { // a hub that is away is not asked any sooner
				rest = s.Pace.After(s.rest(failures))
			}
		}
	}
}

// hasten brings the next beat forward, to some time within the first [newsPart] of a
// beat's interval: kiosks that take a release together tell of it spread over a minute.
func (s *Sender) hasten() {
	soon := s.Now().Add(time.Duration(s.Pace.Jitter() * float64(s.every/newsPart)))
	if soon.Before(s.next) {
		s.next = soon
	}
}

// newsPart is the part of a beat's interval in which news are told. Of 10,000 kiosks
// that beat every 5 minutes, 33 a second, it makes 167 a second for a minute at most.
const newsPart = 5

// rest is how long to wait: of many kiosks whose power came back at once, each a
// little otherwise.
func (s *Sender) rest(failures int) time.Duration {
	d := s.Pace.pause(failures)
	if failures > 0 || s.Beater == nil {
		return d
	}
	return min(d, max(0, s.next.Sub(s.Now())))
}

// Kick asks a running Serve to send soon. It never waits.
func (s *Sender) Kick() {
	s.once.Do(s.init)
	select {
	case s.kick <- struct{}{}:
	default:
	}
}

// BeatAt says when an approved kiosk's next beat is due, as if the hub had said so
// at the last one. It is not to be called while Serve runs.
func (s *Sender) BeatAt(due time.Time) { s.next = due }

func (s *Sender) init() {
	s.kick = make(chan struct{}, 1)
	s.Pace = s.Pace.or(5*time.Minute, 5*time.Second, 15*time.Minute)
	s.Client = orClient(s.Client)
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Batch == 0 {
		s.Batch = 1000
	}
	if s.Limit == 0 {
		s.Limit = requestTime
	}
}

// SyncOnce enrols and sends everything that no receipt covers. It is not to be
// called while Serve runs.
func (s *Sender) SyncOnce(ctx context.Context) error {
	s.once.Do(s.init)
	base, err := hubAddress(s.Hub)
	if err != nil {
		return err
	}
	hub := hubClient{base: base, client: s.Client, limit: s.Limit}
	have, err := s.meet(ctx, hub)
	if err != nil {
		return err
	}
	return s.send(ctx, hub, have)
}

// meet asks how the hub stands to this kiosk, enrolling where it does not know
// it, and returns how many entries the hub holds. Between two beats of an approved
// kiosk nothing is asked: the hub says when it holds less than was thought.
func (s *Sender) meet(ctx context.Context, hub hubClient) (have int64, err error) {
	if s.Beater != nil && s.enrolled && s.status == wire.Approved && s.Now().Before(s.next) {
		return s.have, nil
	}
	standing, err := s.standing(ctx, hub)
	if err != nil {
		s.enrolled = false
		return 0, explainRefusal(err)
	}
	if err := s.pin(ctx, standing.HubKey); err != nil {
		return 0, err
	}
	if err := s.hearTime(ctx, s.heard); err != nil {
		return 0, err
	}
	if err := s.keepStatus(ctx, standing.Status); err != nil {
		return 0, err
	}
	s.enrolled, s.status, s.have = true, standing.Status, standing.Have
	return standing.Have, nil
}

func (s *Sender) standing(ctx context.Context, hub hubClient) (wire.Standing, error) {
	var first wire.Standing
	if !s.enrolled {
		var err error
		if first, err = s.enrol(ctx, hub); err != nil {
			return first, err
		}
	}
	if s.Beater != nil && !s.mute && first.Status != wire.Refused {
		return s.beat(ctx, hub, first)
	}
	return s.ask(ctx, hub, first)
}

func (s *Sender) enrol(ctx context.Context, hub hubClient) (wire.Standing, error) {
	e := wire.NewEnrolment(s.Identity.PrivateKey, s.Name, s.Now())
	e.Claim = s.Claim
	return hub.enrol(ctx, e)
}

// beat tells how the kiosk is. One that the hub forgot enrols again. Ballots do not
// wait for a beat: where none can be made, or the hub knows none, it is asked how
// the kiosk stands instead.
func (s *Sender) beat(ctx context.Context, hub hubClient, first wire.Standing) (wire.Standing, error) {
	heard, err := s.tell(ctx, hub)
	if _, unknown := refused(err, wire.CodeNotEnrolled); unknown && s.enrolled {
		if first, err = s.enrol(ctx, hub); err == nil {
			heard, err = s.tell(ctx, hub)
		}
	}
	_, unheard := refused(err, wire.CodeNotFound)
	_, stale := refused(err, wire.CodeStale)
	if s.mute = s.mute || unheard; unheard || stale || errors.Is(err, errPulse) {
		s.next = s.Now().Add(s.until(wire.Heard{}))
		return s.ask(ctx, hub, first)
	}
	if err != nil {
		return first, err
	}
	s.next = s.Now().Add(s.until(heard))
	s.heard = heard
	return heard.Standing, s.noteTwin(ctx, heard.Twin)
}

// tell sends one beat. What is wrong on this side is errPulse.
func (s *Sender) tell(ctx context.Context, hub hubClient) (wire.Heard, error) {
	health, err := s.Health(ctx)
	if err != nil {
		return wire.Heard{}, fmt.Errorf("%w: gather health: %w", errPulse, err)
	}
	return s.Beater.once(ctx, hub, health)
}

// hearTime hands on what time it is where the pinned hub signed it for this beat.
func (s *Sender) hearTime(ctx context.Context, heard wire.Heard) error {
	if s.heard = (wire.Heard{}); s.OnTime == nil || len(heard.Note) == 0 {
		return nil
	}
	ahead, _ := s.Beater.Off()
	key, err := s.Notes.Setting(ctx, SettingHubKey)
	if err != nil || key == "" {
		return err
	}
	text, err := ledger.OpenNote(heard.Note, key)
	if err != nil || text != wire.TimeText(s.Identity.ID, heard.Nonce, heard.Time) {
		return fmt.Errorf("%w: it did not sign what time it is", ErrHubReply)
	}
	return s.OnTime(ctx, s.Beater.now().Add(-ahead))
}

// ask asks how the kiosk stands, unless that was just learnt.
func (s *Sender) ask(ctx context.Context, hub hubClient, first wire.Standing) (wire.Standing, error) {
	if first.Status != "" {
		return first, nil
	}
	standing, err := hub.standing(ctx, s.Identity.ID)
	if _, unknown := refused(err, wire.CodeNotFound); unknown {
		return s.enrol(ctx, hub)
	}
	return standing, err
}

// until is how long to wait for the next beat: as the hub wants it, within bounds,
// or every Pace.Every; up to a tenth less, by chance.
func (s *Sender) until(heard wire.Heard) time.Duration {
	every := s.Pace.Every
	if heard.Every > 0 {
		every = min(max(time.Duration(heard.Every)*time.Second, leastBeat), mostBeat)
	}
	s.every = every
	return every - time.Duration(s.Pace.Jitter()*float64(every/10))
}

// The bounds of what a hub may want.
const (
	leastBeat = 10 * time.Second
	mostBeat  = time.Hour
)

// noteTwin keeps it as a problem that another device uses this kiosk's identity.
func (s *Sender) noteTwin(ctx context.Context, twin bool) error {
	code := Explain(ErrHubTwin).Code
	if twin {
		return s.Notes.SetProblem(ctx, code, ErrHubTwin.Error())
	}
	return s.Notes.ClearProblem(ctx, code)
}

// pin keeps the hub's key at the first enrolment and refuses any other later.
func (s *Sender) pin(ctx context.Context, key string) error {
	pinned, err := s.Notes.Setting(ctx, SettingHubKey)
	switch {
	case err != nil:
		return fmt.Errorf("read hub key: %w", err)
	case pinned == key && key != "":
		return nil
	case pinned != "":
		return fmt.Errorf("%w: %q", ErrHubKey, key)
	}
	if err := CheckHubKey(key); err != nil {
		return err
	}
	err = s.Notes.SetSetting(ctx, SettingHubMet, s.Hub)
	if err == nil {
		err = s.Notes.SetSetting(ctx, SettingHubKey, key)
	}
	if err != nil {
		return fmt.Errorf("keep hub key: %w", err)
	}
	return nil
}

// CheckHubKey refuses with ErrHubReply what is not a hub's note verifier key.
func CheckHubKey(key string) error {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrHubReply, err)
	}
	if !strings.HasPrefix(verifier.Name(), "hub-") {
		return fmt.Errorf("%w: key of %q", ErrHubReply, verifier.Name())
	}
	return nil
}

// CheckName refuses a kiosk's name that no hub takes: longer than wire.MaxName
// bytes, of several lines or with hidden characters.
func CheckName(name string) error {
	anyKey := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	if err := wire.NewEnrolment(anyKey, name, time.Unix(0, 0)).Verify(); err != nil {
		return fmt.Errorf("name is not one line of at most %d bytes: %w", wire.MaxName, err)
	}
	return nil
}

// keepStatus keeps the status for people to see. A refused kiosk sends nothing.
func (s *Sender) keepStatus(ctx context.Context, status wire.Status) error {
	kept, err := s.Notes.Setting(ctx, SettingHubStatus)
	if err == nil && kept != string(status) {
		err = s.Notes.SetSetting(ctx, SettingHubStatus, string(status))
	}
	if err != nil {
		return fmt.Errorf("keep status: %w", err)
	}
	if status == wire.Refused {
		return ErrHubRefused
	}
	return nil
}

// explainRefusal gives what the hub refuses a kiosk for the name of one of our
// errors.
func explainRefusal(err error) error {
	var r wire.Refusal
	if !errors.As(err, &r) || errors.Is(err, ErrHubAway) {
		return err
	}
	switch r.Code {
	case wire.CodeFork:
		return fmt.Errorf("%w: %w", ErrHubFork, err)
	case wire.CodeStale:
		return fmt.Errorf("%w: %w", ErrHubTime, err)
	case wire.CodeTooLarge:
		return fmt.Errorf("%w: %w", ErrHubTooLarge, err)
	case wire.CodeRefused, wire.CodeOtherKey, wire.CodeSignature, wire.CodeNotEnrolled:
		return fmt.Errorf("%w: %w", ErrHubRefused, err)
	}
	return fmt.Errorf("%w: %w", ErrHubReply, err)
}
