package books

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// packer turns entries into the bytes of a chunk and back: one zstd frame over,
// for each entry, its length as an unsigned varint of package encoding/binary and
// its own bytes, which are never changed. It may be used by several goroutines.
type packer struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

// maxUnpacked is more than any chunk holds: who damages the database does not
// fill the memory.
const maxUnpacked = 64 << 20

func newPacker() (*packer, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxUnpacked))
	return &packer{encoder, decoder}, err
}

func (p *packer) close() { p.decoder.Close() }

func (p *packer) pack(entries [][]byte) []byte {
	var plain []byte
	for _, entry := range entries {
		plain = append(binary.AppendUvarint(plain, uint64(len(entry))), entry...)
	}
	return p.encoder.EncodeAll(plain, nil)
}

var errChunk = errors.New("chunk of entries is damaged")

// unpack returns count entries, parts of one piece of memory.
func (p *packer) unpack(data []byte, count int64) ([][]byte, error) {
	plain, err := p.decoder.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errChunk, err)
	}
	entries := make([][]byte, 0, min(count, int64(len(plain))))
	for len(plain) > 0 {
		length, n := binary.Uvarint(plain)
		if n <= 0 || length > uint64(len(plain)-n) {
			return nil, errChunk
		}
		end := n + int(length)
		entries = append(entries, plain[n:end:end])
		plain = plain[end:]
	}
	if int64(len(entries)) != count {
		return nil, errChunk
	}
	return entries, nil
}
