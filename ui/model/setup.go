package model

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"hangviet/data/spoken"
	"hangviet/data/staff"
	"hangviet/data/wifi"
)

// The steps of setting a kiosk up, in their order. [SetUpKey] and [SetUpWords] follow
// a choice within the step before them.
const (
	SetUpLang   = "lang"
	SetUpScreen = "screen"
	SetUpWifi   = "wifi"
	SetUpKey    = "wifi-key" // the password of a network
	SetUpRoot   = "root"     // the organiser's address
	SetUpWords  = "words"    // whom it leads to
	SetUpName   = "name"
	SetUpPoint  = "point"
	SetUpPIN    = "pin"
	SetUpDone   = "done"
	SetUpEnded  = "ended" // the kiosk serves
)

var setUpSteps = []string{SetUpLang, SetUpScreen, SetUpWifi, SetUpRoot, SetUpName, SetUpPoint, SetUpPIN, SetUpDone}

// SetUp is what setting up asks of the kiosk. Its methods may wait; what was kept is
// on the disk when they return.
type SetUp interface {
	Standing(ctx context.Context) (Standing, error)
	KeepLang(ctx context.Context, lang string) error
	KeepDiagonal(ctx context.Context, inches float64) error
	Turn(ctx context.Context, turn string) error // at once; kept by KeepTurn
	KeepTurn(ctx context.Context, turn string) error
	Networks(ctx context.Context, anew bool) ([]wifi.Network, wifi.State, error)
	Join(ctx context.Context, name, password string) error
	Meet(ctx context.Context, address string) (Organiser, error) // asks who is there; binds to nobody
	Trust(ctx context.Context, o Organiser) error                // for good
	KeepName(ctx context.Context, name string) error
	KeepPoint(ctx context.Context, id string) error
	AddStaff(ctx context.Context, pin string) error // a technician
	KeepStep(ctx context.Context, step string) error
}

// Standing is what is set so far.
type Standing struct {
	Step     string // that one is at; "" not begun
	Lang     string
	Diagonal float64     // inches, 0 not set
	Told     float64     // inches that the screen says of itself, 0 none
	Turn     string      // "normal", "left", "right", "inverted"; "" it cannot be turned
	Root     string      // fingerprint of whom it trusts, "" nobody
	Line     HubStanding // to the hub
	Name     string
	Point    string
	Staffed  bool
}

// Organiser is who was met at an address.
type Organiser struct {
	Address string
	Root    []byte
	Print   string // fingerprint of Root
}

// The reasons for which an organiser is not met that a screen has words for.
var (
	ErrAddress  = errors.New("not an address")
	ErrNobody   = errors.New("nobody answers there")
	ErrStranger = errors.New("no organiser's hub")
	ErrBound    = errors.New("kiosk trusts another organiser")
)

// Resume is the step that one who begins, or goes on after the power was cut, is at.
func (s Standing) Resume() string {
	if !slices.Contains(setUpSteps, s.Step) {
		return SetUpLang
	}
	return s.Step
}

// Complete tells whether nothing lacks that the kiosk needs to serve.
func (s Standing) Complete() bool { return s.Root != "" && s.Staffed }

// AfterStep is the step after one; a kiosk without points to choose from has none.
func AfterStep(step string, points bool) string {
	switch step {
	case SetUpKey:
		return SetUpWifi
	case SetUpWords:
		step = SetUpRoot
	}
	i := slices.Index(setUpSteps, step)
	next := setUpSteps[min(i+1, len(setUpSteps)-1)]
	if next == SetUpPoint && !points {
		return SetUpPIN
	}
	return next
}

// StepBefore is the step before one; of the first one, itself.
func StepBefore(step string, points bool) string {
	i := slices.Index(setUpSteps, step)
	before := setUpSteps[max(i-1, 0)]
	if before == SetUpPoint && !points {
		return SetUpName
	}
	return before
}

// SaneInches is a diagonal as it can be set: 5 to 150 inches, to a tenth.
func SaneInches(inches float64) float64 {
	return math.Round(min(max(inches, 5), 150)*10) / 10
}

// SetUpView is a step of setting up.
type SetUpView struct {
	Standing
	Here      string // the step
	Title     string
	Text      string
	Place     string // "Bước 2 / 8"
	Langs     []SetUpChoice
	Turns     []SetUpChoice
	Inches    []SetUpChoice // usual sizes
	Size      string        // the one that is set, in words
	Networks  []SetUpNetwork
	State     string // how the network stands
	Fault     string // why there are no networks
	Network   string // whose password is asked for
	Words     []string
	Print     string // fingerprint in groups
	Address   string
	Points    []SetUpChoice
	Facts     []Section // of what was set
	Hub       HubPanel
	Ready     bool // one may go on
	HasPoints bool // there are points to choose from
	Sample    bool // the sample may be looked at instead
	Again     bool // the kiosk serves already: one may leave
	Staff     bool // it is a page of the staff
}

// SetUpChoice is one of several.
type SetUpChoice struct {
	ID    string
	Label string
	Note  string
	On    bool
}

// SetUpNetwork is a wireless network.
type SetUpNetwork struct {
	Name   string
	Note   string
	Locked bool
	Off    bool // it cannot be joined here
	Here   bool
}

// SetUpAt says what a step is about, beside where the kiosk stands.
type SetUpAt struct {
	Step    string
	Network string     // of [SetUpKey]
	Met     *Organiser // of [SetUpWords]
	Src     Catalogue  // nil: no points to choose from
}

// LoadSetUp reads what a step shows.
func LoadSetUp(ctx context.Context, env Env, kiosk SetUp, at SetUpAt) (SetUpView, error) {
	now, err := kiosk.Standing(ctx)
	if err != nil {
		return SetUpView{}, err
	}
	v := SetUpView{Standing: now, Here: at.Step, Ready: true}
	if v.Here == "" {
		v.Here = now.Resume()
	}
	v.HasPoints = at.Src != nil
	v.Title, v.Text = env.Say("setup."+v.Here), env.Say("setup."+v.Here+".text")
	if i := slices.Index(setUpSteps, v.Here); i >= 0 {
		v.Place = env.Say("setup.place", i+1, len(setUpSteps))
	}
	switch v.Here {
	case SetUpLang:
		v.languages(env)
	case SetUpScreen:
		v.screen(env)
	case SetUpWifi:
		v.networks(ctx, env, kiosk)
	case SetUpKey:
		v.Network, v.Title = at.Network, env.Say("setup.wifi-key", at.Network)
	case SetUpRoot:
		v.root(env)
	case SetUpWords:
		v.met(env, at.Met)
	case SetUpPoint:
		err = v.points(ctx, env, at.Src)
	case SetUpPIN:
		v.Ready = now.Staffed
	case SetUpDone:
		v.done(ctx, env, kiosk)
	}
	return v, err
}

func (v *SetUpView) languages(env Env) {
	for _, lang := range env.Words.Langs() {
		v.Langs = append(v.Langs, SetUpChoice{ID: lang, Label: env.Words.Say(lang, "setup.lang.name"), On: lang == env.Lang})
	}
	v.Sample = v.Root == ""
}

// usualInches are the diagonals that screens of kiosks are sold with.
var usualInches = []float64{10.1, 13.3, 15.6, 18.5, 21.5, 23.8, 27, 32, 43, 49, 55, 65}

func (v *SetUpView) screen(env Env) {
	for _, turn := range []string{"normal", "right", "inverted", "left"} {
		if v.Turn != "" {
			v.Turns = append(v.Turns, SetUpChoice{ID: turn, Label: env.Say("setup.turn." + turn), On: turn == v.Turn})
		}
	}
	for _, inches := range usualInches {
		v.Inches = append(v.Inches, SetUpChoice{ID: inchID(inches), Label: inchText(env, inches), On: inches == v.Diagonal})
	}
	v.Size = env.Say("setup.inches", inchText(env, v.Diagonal))
}

// UsualInches is one of the usual sizes, in inches, by its place in
// [SetUpView.Inches].
func UsualInches(i int) float64 { return usualInches[i] }

func inchID(inches float64) string { return strconv.FormatFloat(inches, 'f', -1, 64) }

// inchText is a size as people write it: "21,5".
func inchText(env Env, inches float64) string { return decimal(env, inchID(inches)) }

func (v *SetUpView) networks(ctx context.Context, env Env, kiosk SetUp) {
	found, state, err := kiosk.Networks(ctx, false)
	v.State = networkState(env, state)
	if err != nil {
		v.Fault = SetUpFault(env, err)
		return
	}
	for _, n := range found {
		one := SetUpNetwork{Name: n.Name, Locked: n.Locked, Off: !n.Fits, Here: n.Here, Note: env.Say("setup.wifi.strength", n.Strength)}
		switch {
		case n.Here:
			one.Note = env.Say("setup.wifi.here")
		case !n.Fits:
			one.Note = env.Say("setup.wifi.unfit")
		case !n.Locked:
			one.Note = env.Say("setup.wifi.open", n.Strength)
		}
		v.Networks = append(v.Networks, one)
	}
}

func networkState(env Env, s wifi.State) string {
	switch {
	case s.Portal:
		return env.Say("setup.net.portal")
	case s.Name != "" && s.Online:
		return env.Say("setup.net.wifi", s.Name)
	case s.Name != "":
		return env.Say("setup.net.closed", s.Name)
	case s.Cable && s.Online:
		return env.Say("setup.net.cable")
	case s.Cable:
		return env.Say("setup.net.cable.closed")
	}
	return env.Say("setup.net.none")
}

func (v *SetUpView) root(env Env) {
	v.Address, v.Ready = addressOf(v.Line.Address), v.Root != ""
	if v.Root == "" {
		return
	}
	v.Text = env.Say("setup.root.bound")
	v.speak(v.Root)
}

func (v *SetUpView) met(env Env, o *Organiser) {
	if o == nil {
		v.Here, v.Title, v.Text = SetUpRoot, env.Say("setup.root"), env.Say("setup.root.text")
		v.root(env)
		return
	}
	v.Address, v.Ready = addressOf(o.Address), false
	v.speak(o.Print)
}

func (v *SetUpView) speak(print string) {
	v.Print = fingerprint(print)
	v.Words, _ = spoken.Words(print) // a root has a fingerprint that is long enough
}

func (v *SetUpView) points(ctx context.Context, env Env, src Catalogue) error {
	if src == nil {
		return nil
	}
	points, err := src.Points(ctx)
	for _, p := range points {
		v.Points = append(v.Points, SetUpChoice{ID: p.ID, Label: env.Text(p.Name), Note: env.Text(p.Address), On: p.ID == v.Point})
	}
	return err
}

func (v *SetUpView) done(ctx context.Context, env Env, kiosk SetUp) {
	_, state, _ := kiosk.Networks(ctx, false) // the sentence says that there is none
	unset := env.Say("setup.unset")
	or := func(text string) string {
		if text == "" {
			return unset
		}
		return text
	}
	pin := unset
	if v.Staffed {
		pin = env.Say("setup.set")
	}
	v.Facts = []Section{
		{env.Say("setup.name"), or(v.Name)},
		{env.Say("setup.fact.screen"), v.size(env)},
		{env.Say("setup.fact.net"), networkState(env, state)},
		{env.Say("setup.fact.root"), or(spoken.Text(v.Root))},
		{env.Say("setup.fact.hub"), or(addressOf(v.Line.Address))},
		{env.Say("setup.pin"), pin},
	}
	if v.Line.Address != "" {
		v.Hub = newHubPanel(env, v.Line)
	}
	if v.Ready = v.Complete(); !v.Ready {
		v.Text = env.Say("setup.done.lacks")
	}
}

func (v *SetUpView) size(env Env) string {
	if v.Diagonal == 0 {
		return env.Say("setup.unset")
	}
	return env.Say("setup.inches", inchText(env, v.Diagonal))
}

// setUpFaults are the words for what goes wrong while a kiosk is set up.
var setUpFaults = []struct {
	err error
	key string
}{
	{wifi.ErrNone, "setup.fault.none"},
	{wifi.ErrDevice, "setup.fault.device"},
	{wifi.ErrGone, "setup.fault.gone"},
	{wifi.ErrKind, "setup.fault.kind"},
	{wifi.ErrPassword, "setup.fault.password"},
	{wifi.ErrShort, "setup.fault.short"},
	{wifi.ErrAddress, "setup.fault.address"},
	{wifi.ErrDenied, "setup.fault.denied"},
	{wifi.ErrFailed, "setup.fault.failed"},
	{ErrAddress, "setup.fault.typed"},
	{ErrNobody, "setup.fault.nobody"},
	{ErrStranger, "setup.fault.stranger"},
	{ErrBound, "setup.fault.bound"},
	{staff.ErrWeak, "setup.fault.weak"},
	{staff.ErrTaken, "setup.fault.taken"},
	{staff.ErrShape, "setup.fault.shape"},
}

// SetUpFault says why something was not done.
func SetUpFault(env Env, err error) string {
	for _, f := range setUpFaults {
		if errors.Is(err, f.err) {
			return env.Say(f.key)
		}
	}
	return env.Say("setup.fault")
}

// decimal writes a number's point as the language does.
func decimal(env Env, number string) string {
	if env.Lang == "en" {
		return number
	}
	return strings.Replace(number, ".", ",", 1)
}
