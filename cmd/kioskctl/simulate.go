package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/simulate"
	"hangviet/data/store"
	"hangviet/data/vote"
)

const simulateHelp = `usage: kioskctl simulate --hub URL --kiosks N [--ballots M] [--rate R] [--minutes T] [--beat 5m] [--json] [--lang vi|en]

Has N kiosks that live in memory enrol at a hub, beat, and cast ballots in the rounds that are
open there, with keys, ledgers and network code as real ones have. At the end it tells how the
hub bore it, and whether it gave its receipt for every ballot.
Exits 0 when it did and nothing went wrong.

This is a load: it is for a hub of its own on this machine, and refuses any other.`

// runSimulate loads a hub with simulated kiosks.
func runSimulate(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	s := simulating{cli: newCLI("simulate", simulateHelp, stdout, stderr)}
	s.addFlags()
	fits := func(rest []string) bool {
		return nothing(rest) && s.options.Hub != "" && s.options.Kiosks > 0 && s.minutes >= 0
	}
	return s.run(ctx, args, fits, func(ctx context.Context, _ []string) error { return s.simulate(ctx) })
}

// simulating is one run of simulate.
type simulating struct {
	*cli
	options     simulate.Options
	minutes     float64
	approveWith string
	asJSON      bool
	quiet       bool
}

func (s *simulating) addFlags() {
	o := &s.options
	s.flags.StringVar(&o.Hub, "hub", "", "the hub's address, `URL`")
	s.flags.IntVar(&o.Kiosks, "kiosks", 3, "how many")
	s.flags.Int64Var(&o.Ballots, "ballots", 0, "to be cast in all; 0: as many as --rate and --minutes give")
	s.flags.Float64Var(&o.Rate, "rate", 0, "ballots a second in all; 0: --ballots spread over --minutes")
	s.flags.Float64Var(&s.minutes, "minutes", 1, "how long; 0: until the ballots are cast, or without --ballots until it is stopped")
	s.flags.DurationVar(&o.Beat, "beat", 5*time.Minute, "between two beats of a kiosk")
	s.flags.DurationVar(&o.Report, "report", time.Hour, "between two reports of a kiosk's counters")
	s.flags.Uint64Var(&o.Seed, "seed", 0, "from which the kiosks' keys are made; 0: a random one")
	s.flags.BoolVar(&o.Trial, "trial", false, "mark every ballot as a trial, which never counts")
	s.flags.IntVar(&o.Pid, "hub-pid", 0, "of the hub's program on this machine, to tell what it uses")
	s.flags.StringVar(&s.approveWith, "approve-with", "", "the hub's data: its `folder`, or postgres://…, to approve the kiosks in; without it they wait for somebody")
	s.flags.BoolVar(&o.Anywhere, "yes-load-this-hub", false, "the hub may be on another machine; where its ballots are counted they are false")
	s.flags.BoolVar(&s.quiet, "quiet", false, "do not tell how far it is")
	s.flags.BoolVar(&s.asJSON, "json", false, "print one JSON object instead")
	s.speak("the report")
}

func (s *simulating) simulate(ctx context.Context) error {
	report, err := s.load(ctx)
	switch {
	case errors.Is(err, simulate.ErrNoRound):
		return s.refuse("ở máy chủ này không có đợt bình chọn nào đang mở", "no round is open at this hub")
	case errors.Is(err, simulate.ErrFar):
		return s.refuse("máy chủ ở máy khác; nếu đúng là muốn thử tải nó: --yes-load-this-hub", "the hub is on another machine; if it is to be loaded: --yes-load-this-hub")
	case errors.Is(err, simulate.ErrKnown):
		return s.refuse("máy chủ đã biết các kiosk của --seed này từ lần chạy trước", "the hub knows kiosks of this --seed from an earlier run")
	case err != nil:
		return err
	}
	return s.print(report)
}

func (s *simulating) load(ctx context.Context) (report simulate.Report, err error) {
	o := s.options
	o.Time, o.Tell = time.Duration(s.minutes*float64(time.Minute)), s.tell
	if o.Rounds, err = s.rounds(ctx); err != nil {
		return report, err
	}
	if s.approveWith != "" {
		desk, err := openDesk(ctx, s.approveWith)
		if err != nil {
			return report, err
		}
		defer desk.close()
		o.Approve = desk.approve
	}
	return simulate.Run(ctx, o)
}

// rounds returns the rounds of the release that the hub serves, if ballots are
// wanted.
func (s *simulating) rounds(ctx context.Context) (rounds []vote.Round, err error) {
	o := s.options
	if o.Ballots == 0 && o.Rate == 0 {
		return nil, nil
	}
	client, err := simulate.Client(o)
	if err != nil {
		return nil, err
	}
	defer client.CloseIdleConnections()
	c, err := checkSigned(ctx, release.HTTP(client, strings.TrimRight(o.Hub, "/")+wire.PathContent), "", time.Now())
	if errors.Is(err, release.ErrNoRelease) || errors.Is(err, fs.ErrNotExist) {
		return nil, simulate.ErrNoRound
	}
	if err != nil {
		return nil, err
	}
	err = c.Read(ctx, func(file *store.Catalogue) (err error) {
		rounds, err = file.Rounds(ctx)
		return err
	})
	return rounds, err
}

// tell says on the screen how far it is.
func (s *simulating) tell(doing string, done, of int) {
	switch {
	case s.quiet:
	case doing == "enrol":
		fmt.Fprintf(s.stderr, s.in("đăng ký: %d/%d kiosk\n", "enrolled: %d/%d kiosks\n"), done, of)
	case of > 0:
		fmt.Fprintf(s.stderr, s.in("bỏ phiếu: %d/%d\n", "cast: %d/%d\n"), done, of)
	default:
		fmt.Fprintf(s.stderr, s.in("bỏ phiếu: %d\n", "cast: %d\n"), done)
	}
}

func (s *simulating) print(r simulate.Report) error {
	if s.asJSON {
		if err := printJSON(s.stdout, r); err != nil {
			return err
		}
	} else {
		s.printReport(r)
	}
	if !r.Right() {
		return errTold
	}
	return nil
}

func (s *simulating) printReport(r simulate.Report) {
	s.say("%d kiosk, %.0f giây, hạt giống %d\n", "%d kiosks, %.0f seconds, seed %d\n", r.Kiosks, r.Seconds, r.Seed)
	s.say("phiếu: bỏ %d (%.1f/giây), máy chủ biên nhận %d\n", "ballots: %d cast (%.1f/s), %d receipted by the hub\n", r.Cast, r.PerSecond, r.Acked)
	s.printCalls("đăng ký", "enrolling", r.Enrolling)
	s.printCalls("tải", "load", r.Load)
	s.printCalls("gửi nốt", "draining", r.Draining)
	s.say("đường truyền: gửi %.1f MB, nhận %.1f MB, %d kết nối\n", "wire: %.1f MB sent, %.1f MB received, %d connections\n",
		float64(r.Sent)/1e6, float64(r.Received)/1e6, r.Dialled)
	s.say("mỗi kiosk: %.0f kB/ngày", "a kiosk: %.0f kB a day", r.PerKiosk.Wire/1e3)
	if h := r.Hub; h != nil {
		s.say(", CPU %.0f ms/ngày, bộ nhớ %.1f kB\nmáy chủ: CPU %.1f s (%.0f %% một nhân), bộ nhớ %.0f MB, cao nhất %.0f MB",
			", CPU %.0f ms a day, memory %.1f kB\nhub: CPU %.1f s (%.0f %% of one core), memory %.0f MB, at most %.0f MB",
			r.PerKiosk.CPU, r.PerKiosk.Memory/1e3, h.CPU, h.Share*100, float64(h.Before)/1e6, float64(h.Most)/1e6)
	}
	s.say("\nmô phỏng: sổ %d byte/kiosk, cả chương trình %.0f MB\n", "\nsimulator: ledger %d bytes a kiosk, whole program %.0f MB\n", r.Ledger, float64(r.Simulator)/1e6)
	for _, p := range r.Problems {
		s.say("LỖI %s: %d lần, lần đầu: %s\n", "PROBLEM %s: %d times, first: %s\n", p.Code, p.Times, p.First)
	}
}

func (s *simulating) printCalls(vi, en string, calls []simulate.Call) {
	for _, c := range calls {
		s.say("%s, %-8s %7d yêu cầu, %d lỗi, p50 %.1f ms, p99 %.1f ms, lâu nhất %.1f ms\n",
			"%s, %-8s %7d requests, %d errors, p50 %.1f ms, p99 %.1f ms, max %.1f ms\n",
			s.in(vi, en), c.Kind, c.Requests, c.Errors, c.P50, c.P99, c.Max)
	}
}
