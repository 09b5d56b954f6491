package hub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"hangviet/data/fsync"
	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/record"
	"hangviet/data/vote"
)

// The reasons for which no record is published.
var (
	ErrNotClosed = errors.New("round is not closed")
	ErrNotShown  = errors.New("round does not let everybody see its count")
)

var recordRound = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,127}$`)

// isRecordRound tells whether files can be named after a round.
func isRecordRound(id string) bool { return recordRound.MatchString(id) }

// Record writes the public record of a round to out and returns its count. The
// same state gives the same bytes. It refuses with [ErrNoRound], and with
// [ErrNotClosed] a round that is not closed unless whileOpen is set.
func (s *Service) Record(ctx context.Context, round string, whileOpen bool, out record.Sink) (record.Tally, error) {
	return s.recordWith(ctx, round, whileOpen, nil, out)
}

// recordWith is Record with what is said beside the count.
func (s *Service) recordWith(ctx context.Context, round string, whileOpen bool, remarks *record.Remarks, out record.Sink) (record.Tally, error) {
	c, err := s.recordContents(ctx, round)
	if err != nil {
		return record.Tally{}, err
	}
	c.Remarks = remarks
	if c.Phase != vote.Closed && !whileOpen {
		return record.Tally{}, ErrNotClosed
	}
	return record.Write(ctx, c, out)
}

// recordContents tells package record what the hub holds.
func (s *Service) recordContents(ctx context.Context, round string) (record.Contents, error) {
	all, err := s.Histories(ctx)
	if err != nil {
		return record.Contents{}, err
	}
	history := all[round]
	if len(history) == 0 || !isRecordRound(round) {
		return record.Contents{}, ErrNoRound
	}
	rules := tally.DefaultRules()
	c := record.Contents{
		Hub: s.self, Round: round, Phase: history[0].Round.PhaseAt(s.config.Now()),
		Rules: record.Rules{PerHour: int64(rules.PerHour), Alike: int64(rules.Alike)}, Kiosks: s.recordKiosks,
	}
	for _, d := range history {
		c.Definitions = append(c.Definitions, record.Define(d.Release, d.Round, d.Names, d.Makers))
	}
	if c.Tickets, err = s.ticketList(round); err != nil {
		return record.Contents{}, fmt.Errorf("read tickets: %w", err)
	}
	return c, nil
}

func (s *Service) recordKiosks(ctx context.Context, f func(record.Kiosk) error) error {
	return s.Ledgers(ctx, func(l Ledger) error {
		k, err := recordKiosk(l)
		if err != nil {
			return fmt.Errorf("kiosk %s: %w", l.Kiosk.ID, err)
		}
		return f(k)
	})
}

var recordStatus = map[wire.Status]record.Status{
	wire.Approved: record.Approved, wire.Pending: record.Pending, wire.Refused: record.Refused,
}

func recordKiosk(l Ledger) (record.Kiosk, error) {
	k := record.Kiosk{
		ID: l.Kiosk.ID, Key: l.Kiosk.PublicKey, Name: l.Kiosk.Name, Status: recordStatus[l.Kiosk.Status], Size: l.Kiosk.Size,
		Entries: func(f func([]byte) error) error {
			return l.Each(0, func(_ int64, entry []byte) error { return f(entry) })
		},
	}
	for _, h := range l.Heads {
		k.Heads = append(k.Heads, record.Head{Size: h.Size, Note: h.Note})
	}
	for _, fork := range l.Forks {
		b, err := recordBranch(l, fork)
		if err != nil {
			return k, fmt.Errorf("fork %s: %w", fork.ID, err)
		}
		k.Branches = append(k.Branches, b)
	}
	return k, nil
}

var recordDecision = map[books.Verdict]record.Decision{
	"": record.Waiting, books.CountToo: record.Counted, books.SetAside: record.LeftOut,
}

func recordBranch(l Ledger, fork books.Fork) (record.Branch, error) {
	data, err := l.Fork(fork.ID)
	if err != nil {
		return record.Branch{}, err
	}
	bundle, err := ledger.ParseBundle(data)
	return record.Branch{Bundle: bundle, Decision: recordDecision[fork.Verdict], Decided: fork.Decided}, err
}

// PublishRecord writes the record of a round into a new folder, or refuses as
// [Service.Record] does, or with [os.ErrExist]. The folder appears whole.
func (s *Service) PublishRecord(ctx context.Context, round string, whileOpen bool, dir string) (record.Tally, error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return record.Tally{}, fmt.Errorf("make folder for record: %w", err)
	}
	folder, err := record.NewFolder(dir)
	if err != nil {
		return record.Tally{}, err
	}
	counted, err := s.Record(ctx, round, whileOpen, folder)
	if err != nil {
		return record.Tally{}, errors.Join(err, folder.Abandon())
	}
	return counted, folder.Commit()
}

// packRecord writes a record into its zip.
func (s *Service) packRecord(ctx context.Context, p books.Publication, files fs.FS) error {
	err := fsync.Replace(s.recordZip(p.Round, p.Number), 0o644, func(w io.Writer) error {
		out := record.NewZip(w, "record-"+p.Round)
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return errors.Join(err, ctx.Err())
			}
			return copyFile(files, name, out)
		})
		return errors.Join(err, out.Close())
	})
	if err != nil {
		return fmt.Errorf("pack record: %w", err)
	}
	return nil
}

func copyFile(files fs.FS, name string, out *record.Zip) error {
	from, err := files.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := out.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}
