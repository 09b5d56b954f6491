package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/fsync"
	"hangviet/data/hub"
	"hangviet/data/hub/wire"
)

// runSetupStick makes a set-up stick: a folder that a new kiosk takes in.
func runSetupStick(ctx context.Context, args []string, std streams) int {
	o := newOptions("setup-stick", "setup-stick --data DIR --out FOLDER --hub URL [--label TEXT] [--uses N] [--days N] [--name TEXT] [--point ID] [--hours HOURS] [--pin] [--technician-pin]", std)
	order := hub.StickOrder{Settings: map[string]string{}}
	out := o.set.String("out", "", "top folder of the stick")
	o.set.StringVar(&order.Hub, "hub", "", "address by which kiosks reach this hub")
	o.set.StringVar(&order.Label, "label", "USB", "what people call the stick")
	o.set.IntVar(&order.Uses, "uses", 1, "how many kiosks it is for")
	days := o.set.Int("days", 30, "for how many days it is good")
	values := map[string]*string{
		"name": o.set.String("name", "", "what people call the kiosk"), "point": o.set.String("point", "", "id of the point where it stands"),
		"hours": o.set.String("hours", "", "when it serves, as 08:00-21:00"),
	}
	pin := o.set.Bool("pin", false, "read the PIN of the point's first member of staff from standard input")
	technician := o.set.Bool("technician-pin", false, "read the PIN of the first technician from the next line of it")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	if *out == "" || order.Hub == "" {
		o.set.Usage()
		return badUsage
	}
	for key, value := range values {
		if *value != "" {
			order.Settings[key] = *value
		}
	}
	order.Valid = time.Duration(*days) * 24 * time.Hour
	if !readPINs(std.in, &order, *pin, *technician) {
		fmt.Fprintln(std.err, "hub setup-stick: no PIN on standard input")
		return notDone
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, func(s *hub.Service) error {
		file, err := s.MakeStick(ctx, order)
		if err != nil {
			return err
		}
		path := filepath.Join(*out, filepath.FromSlash(wire.SetUpFile))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
		if err := fsync.Write(path, file, 0o644); err != nil {
			return fmt.Errorf("write set-up: %w", err)
		}
		fmt.Fprintf(std.out, "%s: for %d kiosks, good for %d days\n", path, order.Uses, *days)
		return nil
	})
}

// readPINs reads those that are wanted, a line each: not from the command line, where
// others of the computer could read them.
func readPINs(in io.Reader, order *hub.StickOrder, pin, technician bool) bool {
	lines := bufio.NewScanner(io.LimitReader(in, 256))
	next := func(wanted bool) (text string, ok bool) {
		if !wanted {
			return "", true
		}
		lines.Scan()
		text = strings.TrimSpace(lines.Text())
		return text, text != ""
	}
	var first, second bool
	order.PIN, first = next(pin)
	order.TechnicianPIN, second = next(technician)
	return first && second
}

// healthSuffix ends the names of kiosks' health on a stick.
const healthSuffix = ".health.json"

// maxHealthFile is more than a kiosk's health is long, with a month of counters.
const maxHealthFile = 64 << 20

// importHealth takes how a kiosk was from a stick. What an older kiosk wrote has
// nothing that is signed, and is passed over.
func importHealth(ctx context.Context, s *hub.Service, file string, out io.Writer) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	var report struct {
		Signed wire.Beat   `json:"signed"`
		Claim  *wire.Claim `json:"claim"`
	}
	if err := json.NewDecoder(io.LimitReader(f, maxHealthFile)).Decode(&report); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if report.Signed.Kiosk == "" {
		return nil
	}
	if err := s.TakeLetter(ctx, report.Signed, report.Claim); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	fmt.Fprintf(out, "%s: kiosk %s, health of %s\n", file, report.Signed.Kiosk, report.Signed.Time)
	return nil
}

// importFile takes a bundle or a kiosk's health.
func importFile(ctx context.Context, s *hub.Service, file string, out io.Writer) error {
	if strings.HasSuffix(file, healthSuffix) {
		return importHealth(ctx, s, file, out)
	}
	return importLedger(ctx, s, file, out)
}

// healthFirst puts health before ballots, so that a kiosk is known by its name, and
// approved by its voucher, before its ballots come.
func healthFirst(a, b string) int {
	switch x, y := strings.HasSuffix(a, healthSuffix), strings.HasSuffix(b, healthSuffix); {
	case x && !y:
		return -1
	case y && !x:
		return 1
	}
	return 0
}

var errNothing = errors.New("neither a ledger bundle nor a kiosk's health in this folder")
