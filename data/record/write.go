package record

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
)

// The reasons for which no record is written.
var (
	ErrContents = errors.New("what the hub holds does not fit together")
	ErrPhase    = errors.New("round is still open")
)

// headEvery is how many entries at least lie between two checkpoints of a record:
// a kiosk that sent ballot by ballot has one for each, and one in so many shows
// nearly as well where something was changed.
const headEvery = 64

// Write writes the record of c to out and returns its count: the same bytes for
// the same contents. What does not fit together is not published: an entry that
// cannot be read, or that does not lead to what its kiosk signed, ends it with
// [ErrContents].
func Write(ctx context.Context, c Contents, out Sink) (Tally, error) {
	w := writer{c: c, out: out, definitions: definitions{definitionsTitle, c.Round, c.Definitions}}
	err := w.definitions.check()
	if err == nil {
		w.counter = newCounter(w.definitions, c.Rules)
		err = w.write(ctx)
	}
	if err != nil {
		return Tally{}, fmt.Errorf("write record: %w", err)
	}
	return w.counter.tally, nil
}

// writer is one run of Write.
type writer struct {
	c           Contents
	out         Sink
	definitions definitions
	counter     *counter
	files       []listed
}

func (w *writer) write(ctx context.Context) error {
	rounds, err := w.definitions.encode()
	if err != nil {
		return err
	}
	if err := errors.Join(w.file(formatName, []byte(Format)), w.file(definitionsName, rounds)); err != nil {
		return err
	}
	if w.c.Tickets != nil {
		if err := w.file(ticketsName, w.c.Tickets.Encode()); err != nil {
			return err
		}
	}
	if w.c.Remarks != nil {
		if err := w.file(remarksName, w.c.Remarks.encode(w.c.Round)); err != nil {
			return err
		}
	}
	if err := w.c.Kiosks(ctx, func(k Kiosk) error { return w.kiosk(ctx, k) }); err != nil {
		return err
	}
	if err := w.file(tallyName, w.counter.finish().Bytes()); err != nil {
		return err
	}
	return w.sign()
}

// sign writes the list of files.
func (w *writer) sign() error {
	key, err := w.c.Hub.VerifierKey()
	if err != nil {
		return err
	}
	note, err := w.c.Hub.SignNote(list{w.c.Round, key, w.c.Phase, w.c.Rules, w.files}.text())
	if err != nil {
		return err
	}
	return w.file(listName, note)
}

// file writes a small file.
func (w *writer) file(name string, data []byte) error {
	return w.stream(name, func(out io.Writer) error {
		_, err := out.Write(data)
		return err
	})
}

// stream writes a file and puts it on the list.
func (w *writer) stream(name string, f func(io.Writer) error) error {
	file, err := w.out.Create(name)
	if err != nil {
		return err
	}
	out := &hashing{w: file, sum: sha256.New()}
	if err := errors.Join(f(out), file.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.files = append(w.files, listed{name, out.length, hex.EncodeToString(out.sum.Sum(nil))})
	return nil
}

// hashing writes on and hashes what it writes.
type hashing struct {
	w      io.Writer
	sum    hash.Hash
	length int64
}

// Write writes on.
func (h *hashing) Write(data []byte) (int, error) {
	n, err := h.w.Write(data)
	h.sum.Write(data[:n]) // never fails
	h.length += int64(n)
	return n, err
}

// kiosk writes a kiosk's ledger and the branches that contradict it.
func (w *writer) kiosk(ctx context.Context, k Kiosk) error {
	if k.Size == 0 && len(k.Branches) == 0 {
		return nil
	}
	if idle, err := w.idle(k); idle || err != nil {
		return err
	}
	if len(k.Key) != len(section{}.key) || ledger.KeyID(k.Key) != k.ID {
		return fmt.Errorf("%w: kiosk %s has another key", ErrContents, k.ID)
	}
	if err := w.trunk(ctx, k); err != nil {
		return fmt.Errorf("kiosk %s: %w", k.ID, err)
	}
	for _, b := range k.Branches {
		if err := w.branch(k, b); err != nil {
			return fmt.Errorf("kiosk %s, branch: %w", k.ID, err)
		}
	}
	return nil
}

// idle tells whether a kiosk has nothing to do with the round and cannot prove it:
// of ledgers that are older than the records the hub has no checkpoint until they
// grow.
func (w *writer) idle(k Kiosk) (bool, error) {
	if n := len(k.Heads); n > 0 && k.Heads[n-1].Size == k.Size || len(k.Branches) > 0 {
		return false, nil
	}
	idle := true
	err := k.Entries(func(entry []byte) error {
		r, err := ledger.ParseRecord(entry)
		idle = idle && err == nil && r.Round() != w.c.Round
		return err
	})
	if err != nil {
		err = fmt.Errorf("%w: kiosk %s: %w", ErrContents, k.ID, err)
	}
	return idle, err
}

func (w *writer) trunk(ctx context.Context, k Kiosk) error {
	s := section{kiosk: k.ID, key: [32]byte(k.Key), status: k.Status, entries: k.Size}
	if k.Status == Approved {
		s.name = cleanText(k.Name)
	}
	heads, err := w.heads(&s, k)
	if err != nil {
		return err
	}
	return w.stream(s.path(tlog.Hash{}), func(out io.Writer) error {
		return w.section(s, k.Status, heads, out, func(f func([]byte) error) error {
			return k.Entries(func(entry []byte) error { return errors.Join(ctx.Err(), f(entry)) })
		})
	})
}

// heads puts the checkpoints that are shown, and receipts for them, into s.
func (w *writer) heads(s *section, k Kiosk) ([]ledger.Checkpoint, error) {
	var all []ledger.Checkpoint
	for _, h := range thin(k.Heads) {
		head, err := ledger.OpenCheckpoint(h.Note, k.Key)
		if err != nil {
			return nil, err
		}
		receipt, err := ledger.SignReceipt(w.c.Hub, head)
		if err != nil {
			return nil, err
		}
		all, s.heads, s.receipts = append(all, head), append(s.heads, h.Note), append(s.receipts, receipt)
	}
	return all, nil
}

// thin leaves out checkpoints that lie close together, never the last.
func thin(heads []Head) []Head {
	var kept []Head
	for _, h := range heads {
		before := int64(0)
		if n := len(kept); n > 1 {
			before = kept[n-2].Size
		}
		if len(kept) > 0 && h.Size-before <= headEvery {
			kept = kept[:len(kept)-1]
		}
		kept = append(kept, h)
	}
	return kept
}

func (w *writer) branch(k Kiosk, b Branch) error {
	head, err := b.Bundle.Checkpoint()
	if err != nil {
		return err
	}
	s := section{
		branch: true, kiosk: k.ID, key: [32]byte(k.Key), decision: b.Decision, decided: "-",
		from: b.Bundle.From, base: b.Bundle.Base, heads: [][]byte{b.Bundle.Head}, entries: int64(len(b.Bundle.Entries)),
	}
	if !b.Decided.IsZero() {
		s.decided = b.Decided.UTC().Format(momentForm)
	}
	return w.stream(s.path(head.Root), func(out io.Writer) error {
		return w.section(s, k.Status, []ledger.Checkpoint{head}, out, func(f func([]byte) error) error {
			for _, entry := range b.Bundle.Entries {
				if err := f(entry); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// section writes a ledger or a branch and holds it against its checkpoints.
func (w *writer) section(s section, status Status, heads []ledger.Checkpoint, out io.Writer, each func(func([]byte) error) error) error {
	var root tlog.Hash
	if s.branch {
		root = heads[0].Root
	}
	w.counter.begin(s.origin(status, root))
	buffer := bytes.NewBuffer(make([]byte, 0, 64<<10))
	buffer.Write(s.encode())
	sw := sectionWriter{w: buffer, round: w.c.Round, tree: tree{s.from, append([]tlog.Hash(nil), s.base...)}, add: w.counter.add}
	check := headCheck{heads: heads}
	err := each(func(entry []byte) error {
		if err := sw.entry(entry); err != nil {
			return fmt.Errorf("%w: %w", ErrContents, err)
		}
		if !check.reached(&sw.tree) {
			return fmt.Errorf("%w: the first %d entries do not lead to what was signed", ErrContents, sw.tree.size)
		}
		if buffer.Len() < 48<<10 {
			return nil
		}
		_, err := buffer.WriteTo(out)
		return err
	})
	if err == nil && sw.tree.size != s.end() {
		err = fmt.Errorf("%w: %d entries instead of %d", ErrContents, sw.tree.size, s.end())
	}
	if err != nil {
		return err
	}
	_, err = buffer.WriteTo(out)
	return err
}

// headCheck holds a growing tree against checkpoints, the smallest first.
type headCheck struct {
	heads []ledger.Checkpoint
}

// reached tells whether the tree is as signed, if something was signed for its
// size.
func (c *headCheck) reached(t *tree) bool {
	if len(c.heads) == 0 || c.heads[0].Size != t.size {
		return true
	}
	want := c.heads[0].Root
	c.heads = c.heads[1:]
	return t.root() == want
}
