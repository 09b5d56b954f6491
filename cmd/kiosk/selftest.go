package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/drive"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/rehearsal"
	"hangviet/data/release"
	"hangviet/data/selftest"
	"hangviet/data/staff"
	"hangviet/data/version"
	"hangviet/data/vote"
	"hangviet/ui/model"
)

// What the self-test expects of a kiosk.
const (
	testBytes  = 16 << 20        // written to the disk and read back
	stickBytes = 1 << 20         // the same of a stick
	leastSpeed = 3 << 20         // bytes a second: a worn-out card
	leastFree  = 200 << 20       // bytes
	mostAhead  = 5 * time.Minute // of the hub's clock, as in a beat
)

// tester runs the self-test of the window's kiosk; it implements model.Tester.
type tester struct {
	panel
	who staff.Member
}

// Tester implements model.Panel.
func (p panel) Tester(who staff.Member) model.Tester { return tester{p, who} }

// Run implements model.Tester.
func (t tester) Run(ctx context.Context, told func(selftest.Line)) {
	selftest.Run(ctx, []selftest.Trial{
		{Part: selftest.Network, Try: t.network},
		{Part: selftest.Hub, Try: t.callHub},
		{Part: selftest.Stick, Try: t.stick},
		{Part: selftest.Disk, Try: t.disk},
		{Part: selftest.Clock, Try: t.time},
		{Part: selftest.Chain, Try: t.chain, Limit: 3 * time.Minute},
		{Part: selftest.Ballot, Try: t.ballot},
		{Part: selftest.Power, Try: t.power},
		{Part: selftest.Pulled, Try: t.pulled},
		{Part: selftest.Full, Try: t.full},
	}, told)
}

// Keep implements model.Tester.
func (t tester) Keep(ctx context.Context, c selftest.Card) (selftest.Card, error) {
	c.Time, c.Kiosk, c.Version = t.home.clock.Now(), t.home.store.Identity().ID, version.Own()
	if content, err := t.home.showing(); err == nil {
		c.Release, _, _ = content.Current() // 0 where there is none
	}
	err := t.home.store.AddCheck(ctx, c.String())
	t.news()
	sum := fmt.Sprintf("%d/%d", c.Count(selftest.Good), len(c.Lines))
	return c, errors.Join(err, t.home.noteAct(ctx, t.who, staff.Tested, sum))
}

func (t tester) network(context.Context) selftest.Line {
	ways, err := exchange.Ways()
	if err != nil {
		return selftest.Fault("failed", err)
	}
	for _, w := range ways {
		if len(w.Address) > 0 {
			return selftest.Pass(w.Name + " " + w.Address[0])
		}
	}
	if hub, err := t.home.hubOr(context.Background(), t.hub); err == nil && hub == "" {
		return selftest.Line{State: selftest.Untried, Code: "none"}
	}
	return selftest.Fault("none", nil)
}

// callHub sends what there is to send, as a call by hand does.
func (t tester) callHub(ctx context.Context) selftest.Line {
	hub, err := t.home.hubOr(ctx, t.panel.hub)
	if err != nil {
		return selftest.Fault("failed", err)
	}
	if hub == "" {
		return selftest.NotHere("none")
	}
	begun := time.Now()
	switch _, err = t.retry(ctx, "hub"); {
	case errors.Is(err, exchange.ErrHubRefused):
		return selftest.Fault("refused", err)
	case err != nil:
		return selftest.Fault("away", err)
	}
	if status := (settings{ctx, t.home.store}).text(exchange.SettingHubStatus); status == string(wire.Pending) {
		return selftest.Line{State: selftest.Untried, Code: "pending"}
	}
	return selftest.Pass(fmt.Sprintf("%d ms", time.Since(begun).Milliseconds()))
}

// stick writes to the first stick that is in and reads it back.
func (t tester) stick(ctx context.Context) selftest.Line {
	drives, err := drive.Open(ctx)
	if err != nil {
		return selftest.Fault("failed", err)
	}
	defer drives.Close()
	return tryStick(ctx, drives)
}

func tryStick(ctx context.Context, drives drive.Drives) selftest.Line {
	all, err := drives.List(ctx)
	switch {
	case err != nil:
		return selftest.Fault("failed", err)
	case len(all) == 0:
		return selftest.NotHere("none")
	case all[0].Lies():
		return selftest.Fault("fake", nil)
	}
	if err := readStick(all[0].Path); err != nil {
		return selftest.Fault("read", err)
	}
	err = drives.Write(ctx, all[0], func(dir string) error {
		_, err := writeBack(dir, stickBytes)
		return err
	})
	if errors.Is(err, drive.ErrReadOnly) {
		return selftest.Line{State: selftest.Untried, Code: "readonly"}
	}
	if err != nil {
		return selftest.Fault("write", err)
	}
	return selftest.Pass(all[0].Name())
}

// readStick reads the first bytes of what lies at the top of a stick.
func readStick(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		f, err := root.Open(e.Name())
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, io.LimitReader(f, stickBytes))
		return errors.Join(err, f.Close())
	}
	return nil
}

var errOther = errors.New("other bytes were read than written")

// writeBack writes random bytes into a file, has them on the disk, reads them back and
// removes the file. It returns how many bytes a second were written.
func writeBack(dir string, n int) (speed int64, err error) {
	data := make([]byte, n)
	rand.Read(data) // never fails: crypto/rand ends the program instead
	f, err := os.CreateTemp(dir, ".hangviet-test-*")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	begun := time.Now()
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync())
	took := time.Since(begun)
	if err = errors.Join(err, f.Close()); err != nil {
		return 0, err
	}
	again, err := os.ReadFile(f.Name())
	if err == nil && !bytes.Equal(again, data) {
		err = errOther
	}
	return int64(float64(n) / max(took.Seconds(), 1e-3)), err
}

func (t tester) disk(context.Context) selftest.Line {
	if free, err := t.home.own.FreeSpace(); err == nil && free < leastFree {
		return selftest.Line{State: selftest.Bad, Code: "full", Note: fmt.Sprintf("%d MB", free>>20)}
	}
	speed, err := writeBack(t.home.dir, testBytes)
	figures := fmt.Sprintf("%d MB/s", speed>>20)
	switch {
	case errors.Is(err, errOther):
		return selftest.Fault("wrong", err)
	case err != nil:
		return selftest.Fault("failed", err)
	case speed < leastSpeed:
		return selftest.Line{State: selftest.Bad, Code: "slow", Note: figures}
	}
	return selftest.Pass(figures)
}

func (t tester) time(ctx context.Context) selftest.Line {
	if t.home.clock.Doubtful() {
		return selftest.Fault("wrong", nil)
	}
	h, err := t.home.health(ctx)
	if err == nil && h.Error != nil {
		ahead := time.Duration(*h.Error) * time.Millisecond
		if ahead > mostAhead || ahead < -mostAhead {
			return selftest.Line{State: selftest.Bad, Code: "off", Note: ahead.Truncate(time.Second).String()}
		}
	}
	return selftest.Pass(t.home.clock.Now().In(catalog.Zone).Format("15:04:05"))
}

// chain proves the shown release again.
func (t tester) chain(ctx context.Context) selftest.Line {
	content, err := t.home.showing()
	if err != nil {
		return selftest.Fault("failed", err)
	}
	if content == t.home.sample {
		return selftest.NotHere("none")
	}
	e, err := content.Examine(ctx)
	switch {
	case errors.Is(err, exchange.ErrNoContent), errors.Is(err, exchange.ErrNotKept):
		return selftest.NotHere("none")
	case errors.Is(err, release.ErrCorrupt), errors.Is(err, release.ErrNotSigned), errors.Is(err, release.ErrMixed), errors.Is(err, fs.ErrNotExist):
		return selftest.Fault("bad", err)
	case err != nil:
		return selftest.Fault("failed", err)
	case e.Lost > 0:
		return selftest.Line{State: selftest.Bad, Code: "photos", Note: fmt.Sprint(e.Lost)}
	}
	return selftest.Pass(fmt.Sprintf("%d: %d, %d MB", e.Number, e.Files, e.Bytes>>20))
}

// testRound is open and never counts.
func testRound(now time.Time) vote.Round {
	return vote.Round{
		ID: "self-test", Test: true, Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour), Pause: time.Nanosecond,
		Categories: []vote.Category{{ID: "test", Choices: 1, Nominees: []vote.Nominee{{ID: "1"}}}},
	}
}

// ballot casts a ballot on trial as a visitor does, into the ledger for practice,
// which is never sent, and finds it there.
func (t tester) ballot(ctx context.Context) selftest.Line {
	log, err := t.home.trial.log(ctx)
	if err != nil {
		return selftest.Fault("failed", err)
	}
	b := booth.New(booth.Options{
		Log: func(context.Context) (*ledger.Log, error) { return log, nil }, Settings: t.home.store, Now: t.home.clock.Now, Doubtful: t.home.clock.Doubtful,
	})
	r := testRound(t.home.clock.Now())
	a, err := b.Admit(ctx, r, "")
	if err != nil {
		return selftest.Fault("failed", err)
	}
	cast, err := b.Cast(ctx, a, r, []vote.Choice{{Category: "test", Nominee: "1"}}, 1)
	if err != nil {
		return selftest.Fault("failed", err)
	}
	if _, at, found, err := log.Find(ctx, cast.Ballot.ID); err != nil || !found {
		return selftest.Fault("failed", errors.Join(err, fmt.Errorf("ballot %d is not there", at)))
	}
	if err := log.Verify(ctx); err != nil {
		return selftest.Fault("failed", err)
	}
	return selftest.Pass("")
}

// stage is where the rehearsals are played.
func (t tester) stage() rehearsal.Stage {
	return rehearsal.Stage{Data: t.home.dir, Store: t.home.store, Cast: func(ctx context.Context, how rehearsal.How, dir string) *exec.Cmd {
		self, err := os.Executable()
		if err != nil {
			self = os.Args[0]
		}
		return exec.CommandContext(ctx, self, rehearseCommand, string(how), dir) // #nosec G204 -- this very program
	}}
}

func (t tester) power(ctx context.Context) selftest.Line {
	n, err := t.stage().Cut(ctx)
	return rehearsed(n, err, rehearsal.ErrLost, "lost")
}

func (t tester) pulled(ctx context.Context) selftest.Line {
	n, err := t.stage().Pull(ctx)
	return rehearsed(int64(n), err, rehearsal.ErrChanged, "changed")
}

func (t tester) full(ctx context.Context) selftest.Line {
	n, err := t.stage().Fill(ctx)
	if errors.Is(err, rehearsal.ErrSystem) {
		return selftest.NotHere("system")
	}
	return rehearsed(n, err, rehearsal.ErrLost, "lost")
}

// rehearsed is the line of a rehearsal; what it finds is worse than that it failed.
func rehearsed(n int64, err, finds error, code string) selftest.Line {
	switch {
	case errors.Is(err, finds):
		return selftest.Fault(code, err)
	case err != nil:
		return selftest.Fault("failed", err)
	}
	return selftest.Pass(fmt.Sprint(n))
}

// rehearseCommand is not in the list of commands.
const rehearseCommand = "rehearse"

// runRehearse is kiosk rehearse HOW DIR, which the self-test runs on a copy and kills.
// It is no command for people.
func runRehearse(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) != 2 {
		fmt.Fprintln(stderr, "kiosk rehearse: it is begun by the self-test only")
		return exitUsage
	}
	return rehearsal.Main(ctx, rehearsal.How(args[0]), filepath.Clean(args[1]), stdout, stderr)
}
