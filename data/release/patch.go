package release

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// A patch makes a file from an older one. It is a head of text and then zstd
// frames, one for each piece of pieceSize bytes of the new file, each packed
// with the part of the old file around the same place as its raw dictionary:
//
//	hangviet-patch/1 <length of the new file>
//	<shift> <frame length>     for each piece; length 0: the old bytes, unchanged
//
// A piece that begins at byte n was packed by what lies from n+shift-patchReach
// to patchReach beyond the piece's length, as far as the old file goes. Old and
// new files may so be of any size: reader and publisher hold a few megabytes.
const (
	patchHead  = "hangviet-patch/1"
	patchReach = 512 << 10
	// maxFrame bounds a packed piece; one that does not pack is stored.
	maxFrame = pieceSize + 64<<10
	// patchWindow holds a piece and all that it is packed by.
	patchWindow = 4 << 20
)

// patchPiece is one line of a patch's head.
type patchPiece struct{ shift, frame int64 }

// reach returns what of the old file a piece of n bytes at offset is packed by.
func (p patchPiece) reach(offset, n, oldLength int64) (from, length int64) {
	from = min(max(offset+p.shift-patchReach, 0), oldLength)
	to := min(max(offset+p.shift+n+patchReach, from), oldLength)
	return from, to - from
}

// pieces returns in how many pieces a file of n bytes is handled.
func pieces(n int64) int64 { return (n + pieceSize - 1) / pieceSize }

// older is the file that a patch starts from.
type older struct {
	io.ReaderAt
	length int64
}

// read fills p with what lies at offset; the end may lie right behind it.
func (o older) read(p []byte, offset int64) error {
	if n, err := o.ReadAt(p, offset); n < len(p) {
		return fmt.Errorf("read older file: %w", err)
	}
	return nil
}

// applyPatch writes the new file to w. Whatever the patch says, no more than
// want.Length bytes are written, and an error is [ErrCorrupt] unless reading or
// writing failed.
func applyPatch(ctx context.Context, patch io.Reader, old older, w io.Writer, want File) error {
	r, out := bufio.NewReader(patch), newSum(w)
	head, err := readPatchHead(r, want.Length)
	if err != nil {
		return err
	}
	a := patcher{r: r, old: old}
	for i, p := range head {
		if err := ctx.Err(); err != nil {
			return err
		}
		offset := int64(i) * pieceSize
		data, err := a.piece(p, offset, min(pieceSize, want.Length-offset))
		if err != nil {
			return err
		}
		if _, err := out.Write(data); err != nil {
			return err
		}
	}
	if out.file() != want {
		return fmt.Errorf("%w: patch makes something else", ErrCorrupt)
	}
	return nil
}

func readPatchHead(r *bufio.Reader, length int64) ([]patchPiece, error) {
	line, err := readLine(r)
	if err != nil {
		return nil, err
	}
	if line != fmt.Sprintf("%s %d", patchHead, length) {
		return nil, fmt.Errorf("%w: not a patch for %d bytes", ErrCorrupt, length)
	}
	head := make([]patchPiece, pieces(length))
	for i := range head {
		if line, err = readLine(r); err != nil {
			return nil, err
		}
		if head[i], err = parsePiece(line); err != nil {
			return nil, fmt.Errorf("%w: patch, line %d: %w", ErrCorrupt, i+2, err)
		}
	}
	return head, nil
}

// readLine reads a line of at most a few numbers.
func readLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadSlice('\n')
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, bufio.ErrBufferFull):
		return "", fmt.Errorf("%w: patch ends in its head", ErrCorrupt)
	case err != nil:
		return "", err
	}
	return string(line[:len(line)-1]), nil
}

func parsePiece(line string) (p patchPiece, err error) {
	shift, frame, _ := strings.Cut(line, " ")
	p.shift, err = strconv.ParseInt(shift, 10, 64)
	if err == nil {
		p.frame, err = strconv.ParseInt(frame, 10, 64)
	}
	if err == nil && (p.shift < -maxCatalogue || p.shift > maxCatalogue || p.frame < 0 || p.frame > maxFrame) {
		err = errors.New("number is out of range")
	}
	return p, err
}

// patcher makes piece after piece of a new file.
type patcher struct {
	r     io.Reader // the frames
	old   older
	base  []byte // of the old file
	frame []byte
	out   []byte
}

func (a *patcher) piece(p patchPiece, offset, n int64) ([]byte, error) {
	if p.frame == 0 {
		return a.same(offset+p.shift, n)
	}
	from, length := p.reach(offset, n, a.old.length)
	a.base, a.frame = grow(a.base, length), grow(a.frame, p.frame)
	if err := a.old.read(a.base, from); err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(a.r, a.frame); err != nil {
		return nil, cutOff(err)
	}
	return a.unpack(n)
}

func (a *patcher) unpack(n int64) ([]byte, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(pieceSize),
		zstd.WithDecoderMaxWindow(patchWindow), zstd.WithDecoderDictRaw(0, a.base))
	if err != nil {
		return nil, fmt.Errorf("unpack patch: %w", err)
	}
	defer z.Close()
	a.out, err = z.DecodeAll(a.frame, a.out[:0])
	if err == nil && int64(len(a.out)) != n {
		err = fmt.Errorf("piece of %d bytes, want %d", len(a.out), n)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: unpack patch: %w", ErrCorrupt, err)
	}
	return a.out, nil
}

// same returns n bytes of the old file.
func (a *patcher) same(offset, n int64) ([]byte, error) {
	if offset < 0 || offset+n > a.old.length {
		return nil, fmt.Errorf("%w: patch reaches beyond the older file", ErrCorrupt)
	}
	a.out = grow(a.out, n)
	return a.out, a.old.read(a.out, offset)
}

// cutOff is the error for a patch that ends too early.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: patch ends too early", ErrCorrupt)
	}
	return err
}

// grow returns n bytes, in the place of buf where they fit.
func grow(buf []byte, n int64) []byte {
	if int64(cap(buf)) < n {
		return make([]byte, n)
	}
	return buf[:n]
}
