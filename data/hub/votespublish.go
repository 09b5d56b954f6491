package hub

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"hangviet/data/fsync"
	"hangviet/data/hub/books"
	"hangviet/data/record"
	"hangviet/data/vote"
)

// A published record stands in the database, so that every hub serves it and a
// backup has it, and unpacked in a folder of each hub that was asked for it. What
// was published does not change; what comes later is published under the next
// number.

// ErrPublishing says that a record of the round is being published, here or at
// another hub.
var ErrPublishing = errors.New("record is being published")

// staleAfter is how long after it began a publication that is not done is given up:
// its hub was stopped.
const staleAfter = 10 * time.Minute

// Shown is a record that was published.
type Shown struct {
	record.Tally
	Number int64
	Dir    string // where it lies at this hub
}

// ShowRecord publishes the record of a closed round to everybody, under its next
// number. It refuses as [Service.Record] does, with [ErrNotShown] a round whose
// result is announced elsewhere (vote.Never), with [ErrPublishing], and with
// [os.ErrExist] when nothing has changed since the last one.
func (s *Service) ShowRecord(ctx context.Context, round string) (Shown, error) {
	all, err := s.Histories(ctx)
	if err != nil {
		return Shown{}, err
	}
	if h := all[round]; len(h) > 0 && h[0].Round.Reveal == vote.Never {
		return Shown{}, ErrNotShown
	}
	if h := all[round]; len(h) > 0 && h[0].Round.PhaseAt(s.config.Now()) != vote.Closed {
		return Shown{}, ErrNotClosed
	}
	p, err := s.beginPublication(ctx, round)
	if err != nil {
		return Shown{}, err
	}
	return s.finishPublication(ctx, p)
}

// beginPublication takes the next number, so that no two hubs publish at once. Who
// holds it knows what stands in its hash until it is done.
func (s *Service) beginPublication(ctx context.Context, round string) (p books.Publication, err error) {
	if !isRecordRound(round) {
		return p, ErrNoRound
	}
	err = s.db.Update(ctx, func(t *books.Tx) error {
		all, err := t.Publications(round)
		if err != nil {
			return err
		}
		p = books.Publication{Round: round, Number: 1, State: books.PublicationMaking, Who: nameOf(ctx), At: s.config.Now(), Hash: newBatchID()}
		if s.oldRecord(round) {
			p.Number = 2
		}
		if n := len(all); n > 0 {
			last := all[n-1]
			p.Number = last.Number + 1
			if last.State == books.PublicationMaking {
				if s.config.Now().Sub(last.At) < staleAfter {
					return ErrPublishing
				}
				p.Number = last.Number
				if err := t.DropPublication(round, last.Number); err != nil {
					return err
				}
			}
		}
		return t.PutPublication(p)
	})
	return p, err
}

// finishPublication writes the record, keeps it in the database and says so; when
// that fails the number is free again.
func (s *Service) finishPublication(ctx context.Context, p books.Publication) (Shown, error) {
	shown, err := s.writePublication(ctx, p)
	if err == nil {
		return shown, nil
	}
	free := s.db.Update(context.WithoutCancel(ctx), func(t *books.Tx) error {
		if mine, err := holds(t, p); !mine {
			return err
		}
		return t.DropPublication(p.Round, p.Number)
	})
	return Shown{}, errors.Join(err, free)
}

// holds tells whether a publication is still who began it's to finish.
func holds(t *books.Tx, p books.Publication) (bool, error) {
	all, err := t.Publications(p.Round)
	for _, q := range all {
		if q.Number == p.Number && q.State == books.PublicationMaking && q.Hash == p.Hash {
			return true, nil
		}
	}
	return false, err
}

func (s *Service) writePublication(ctx context.Context, p books.Publication) (Shown, error) {
	remarks, before, err := s.remarksOf(ctx, p)
	if err != nil {
		return Shown{}, err
	}
	dir := s.recordDir(p.Round, p.Number)
	err = errors.Join(os.MkdirAll(filepath.Dir(dir), 0o755), os.RemoveAll(dir)) // one that was given up
	if err != nil {
		return Shown{}, fmt.Errorf("make folder for record: %w", err)
	}
	folder, err := record.NewFolder(dir)
	if err != nil {
		return Shown{}, err
	}
	counted, err := s.recordWith(ctx, p.Round, false, remarks, folder)
	done := p
	if err == nil {
		done, err = s.keepPublication(ctx, p, summaryOf(counted, withoutOf(remarks)), before, folder)
	}
	if err != nil {
		return Shown{}, errors.Join(err, folder.Abandon())
	}
	if err := folder.Commit(); err != nil {
		return Shown{}, err
	}
	return Shown{counted, p.Number, dir}, s.announce(ctx, p, done)
}

// announce says that a publication is there.
func (s *Service) announce(ctx context.Context, p, done books.Publication) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		if mine, err := holds(t, p); !mine || err != nil {
			return errors.Join(err, ErrPublishing)
		}
		return errors.Join(t.PutPublication(done), s.audit(ctx, t, "record.published", p.Round, fmt.Sprintf("%d: %s", p.Number, done.Hash)))
	})
}

// remarksOf returns what is said with a publication, and the one before it.
func (s *Service) remarksOf(ctx context.Context, p books.Publication) (*record.Remarks, books.Publication, error) {
	c, err := s.ceremony(ctx, p.Round)
	m := &record.Remarks{Number: p.Number, Before: c.last.Hash}
	for kiosk, why := range c.without {
		m.Without = append(m.Without, record.Without{Kiosk: kiosk, Why: why})
	}
	return m, c.last, err
}

func withoutOf(m *record.Remarks) map[string]string {
	all := map[string]string{}
	for _, w := range m.Without {
		all[w.Kiosk] = w.Why
	}
	return all
}

// keepPublication stores a written record, unless it says what the one before did,
// and returns it as it is to be announced.
func (s *Service) keepPublication(ctx context.Context, p books.Publication, counted summary, before books.Publication, folder *record.Folder) (done books.Publication, err error) {
	if err := s.changedSince(p, counted, before); err != nil {
		return done, err
	}
	done = p
	done.State, done.At = books.PublicationDone, s.config.Now()
	if done.Summary, err = counted.encode(); err != nil {
		return done, err
	}
	list, err := fs.ReadFile(folder.FS(), "files.note")
	if err != nil {
		return done, err
	}
	sum := sha256.Sum256(list)
	done.Hash = hex.EncodeToString(sum[:])
	return done, errors.Join(s.packRecord(ctx, p, folder.FS()), s.storePublication(ctx, p))
}

// changedSince refuses with [os.ErrExist] to publish what was published before.
func (s *Service) changedSince(p books.Publication, counted summary, before books.Publication) error {
	if before.Number == 0 {
		if s.oldRecord(p.Round) && len(counted.Without) == 0 {
			return fmt.Errorf("record of round %s: %w", p.Round, os.ErrExist)
		}
		return nil
	}
	last, err := summaryIn(before)
	if err == nil && counted.same(last) {
		err = fmt.Errorf("nothing has changed since number %d: %w", before.Number, os.ErrExist)
	}
	return err
}

// partBytes is how much of a record's zip lies in one row, and partsAtOnce how many
// rows are written in one transaction.
const (
	partBytes   = 512 << 10
	partsAtOnce = 16
)

// storePublication puts the zip of a record into the database.
func (s *Service) storePublication(ctx context.Context, p books.Publication) error {
	f, err := os.Open(s.recordZip(p.Round, p.Number))
	if err != nil {
		return err
	}
	defer f.Close()
	for place := int64(0); ; {
		buffer := make([]byte, partBytes*partsAtOnce)
		n, err := io.ReadFull(f, buffer)
		if n > 0 {
			if err := s.storeParts(ctx, p, place, buffer[:n]); err != nil {
				return err
			}
			place += partsAtOnce
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (s *Service) storeParts(ctx context.Context, p books.Publication, place int64, data []byte) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		if mine, err := holds(t, p); !mine || err != nil {
			return errors.Join(err, ErrPublishing)
		}
		for i, rest := int64(0), data; len(rest) > 0; i++ {
			n := min(len(rest), partBytes)
			if err := t.PutPublicationPart(p.Round, p.Number, place+i, rest[:n]); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
}

// recordDir is where a publication lies at this hub; number 0 is the one of a round
// that was published before there were numbers.
func (s *Service) recordDir(round string, number int64) string {
	dir := filepath.Join(s.config.Data, "records", round)
	if number == 0 {
		return dir
	}
	return filepath.Join(dir, strconv.FormatInt(number, 10))
}

// recordZip is a publication as one file.
func (s *Service) recordZip(round string, number int64) string {
	return s.recordDir(round, number) + ".zip"
}

// oldRecord tells whether a round was published before there were numbers.
func (s *Service) oldRecord(round string) bool {
	info, err := os.Stat(filepath.Join(s.recordDir(round, 0), "files.note"))
	return err == nil && info.Mode().IsRegular()
}

// unpacking keeps two requests from unpacking a record at once.
type unpacking struct{ sync.Mutex }

// fetchRecord unpacks a publication that another hub made, unless it is here.
func (s *Service) fetchRecord(ctx context.Context, round string, number int64) error {
	s.unpacking.Lock()
	defer s.unpacking.Unlock()
	dir, packed := s.recordDir(round, number), s.recordZip(round, number)
	if _, err := os.Stat(dir); err == nil || number == 0 {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make folder for record: %w", err)
	}
	err := fsync.Replace(packed, 0o644, func(w io.Writer) error { return s.readParts(ctx, round, number, w) })
	if err == nil {
		err = unpackRecord(packed, dir, "record-"+round+"/")
	}
	if err != nil {
		return fmt.Errorf("fetch record: %w", err)
	}
	return nil
}

// readParts writes the zip of a publication as the database has it, a part at a time.
func (s *Service) readParts(ctx context.Context, round string, number int64, w io.Writer) error {
	for place := int64(0); ; place++ {
		var data []byte
		err := s.db.View(ctx, func(t *books.Tx) (err error) {
			data, err = t.PublicationPart(round, number, place)
			return err
		})
		if errors.Is(err, books.ErrNotFound) && place > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
}

// unpackRecord writes the files of a zip that we made into a folder.
func unpackRecord(packed, dir, prefix string) error {
	from, err := zip.OpenReader(packed)
	if err != nil {
		return err
	}
	defer from.Close()
	folder, err := record.NewFolder(dir)
	if err != nil {
		return err
	}
	for _, f := range from.File {
		name, _ := strings.CutPrefix(f.Name, prefix)
		if !record.IsFile(name) {
			continue
		}
		if err := copyPacked(f, name, folder); err != nil {
			return errors.Join(err, folder.Abandon())
		}
	}
	return folder.Commit()
}

func copyPacked(f *zip.File, name string, folder *record.Folder) error {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := folder.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from) // #nosec G110 -- of a zip that this hub made
	return errors.Join(err, to.Close())
}
