package release

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"io"
	"runtime"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"
)

// makePatch returns what writes the patch that leads from old to new; the same
// files give the same bytes. The frames are kept until all are made, for their
// lengths stand in front.
func makePatch(ctx context.Context, old, next older) (func(io.Writer) error, error) {
	marks, err := markOld(old)
	if err != nil {
		return nil, err
	}
	head, frames := make([]patchPiece, pieces(next.length)), make([][]byte, pieces(next.length))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(min(runtime.GOMAXPROCS(0), 2)) // each holds some megabytes
	for i := range head {
		group.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			head[i], frames[i], err = packPiece(old, next, marks, int64(i)*pieceSize)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("make patch: %w", err)
	}
	return func(w io.Writer) error { return writePatch(w, next.length, head, frames) }, nil
}

func writePatch(w io.Writer, length int64, head []patchPiece, frames [][]byte) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d\n", patchHead, length)
	for _, p := range head {
		fmt.Fprintf(&b, "%d %d\n", p.shift, p.frame)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return err
	}
	for _, frame := range frames {
		if _, err := w.Write(frame); err != nil {
			return err
		}
	}
	return nil
}

func packPiece(old, next older, marks marks, offset int64) (patchPiece, []byte, error) {
	data := make([]byte, min(pieceSize, next.length-offset))
	if _, err := next.ReadAt(data, offset); err != nil {
		return patchPiece{}, nil, err
	}
	p := patchPiece{shift: marks.shift(data, offset)}
	from, length := p.reach(offset, int64(len(data)), old.length)
	base := make([]byte, length)
	if err := old.read(base, from); err != nil {
		return p, nil, err
	}
	if at := offset + p.shift - from; at >= 0 && bytes.HasPrefix(base[min(at, length):], data) {
		return p, nil, nil
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression),
		zstd.WithWindowSize(patchWindow), zstd.WithEncoderCRC(false), zstd.WithEncoderDictRaw(0, base))
	if err != nil {
		return p, nil, err
	}
	frame := z.EncodeAll(data, nil)
	p.frame = int64(len(frame))
	return p, frame, z.Close()
}

// marks leads from short runs of bytes to where they lie in the old file, for
// those that begin at a multiple of markStep.
type marks map[uint64]int64

const (
	markStep  = 512
	markBytes = 32
	probes    = 16 // places in a piece that are looked up
	nowhere   = -1
)

// seed is of this process; only what is found matters, not the numbers.
var seed = maphash.MakeSeed()

func markOld(old older) (marks, error) {
	m := make(marks, old.length/markStep+1)
	block := make([]byte, pieceSize)
	for at := int64(0); at < old.length; at += pieceSize {
		n := min(pieceSize, old.length-at)
		if err := old.read(block[:n], at); err != nil {
			return nil, err
		}
		for i := int64(0); i+markBytes <= n; i += markStep {
			m.add(block[i:i+markBytes], at+i)
		}
	}
	return m, nil
}

// add notes a run. One that is there twice says nothing about where it is.
func (m marks) add(run []byte, at int64) {
	key := maphash.Bytes(seed, run)
	if _, ok := m[key]; ok {
		at = nowhere
	}
	m[key] = at
}

// shift returns by how much the piece at offset lies further ahead in the old
// file, as most of its probes have it; 0 when none is found.
func (m marks) shift(piece []byte, offset int64) int64 {
	votes, best := map[int64]int{0: 0}, int64(0)
	for probe := range probes {
		from := probe*len(piece)/probes + probe*markStep // not always at the head of a page
		for i := from; i < from+markStep && i+markBytes <= len(piece); i++ {
			if at, ok := m[maphash.Bytes(seed, piece[i:i+markBytes])]; ok && at != nowhere {
				votes[at-offset-int64(i)]++
			}
		}
	}
	for shift, n := range votes {
		if n > votes[best] || n == votes[best] && abs(shift) < abs(best) ||
			n == votes[best] && abs(shift) == abs(best) && shift > best {
			best = shift
		}
	}
	return best
}

func abs(n int64) int64 { return max(n, -n) }
