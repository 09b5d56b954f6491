package crop

import "encoding/binary"

// code is one Huffman code.
type code struct {
	byPrefix [1 << 16]entry // by the next 16 bits
	bySymbol [256]word
}

// entry is the symbol that some bits begin with, and how many bits it takes.
type entry struct{ symbol, length uint8 }

// word is how a symbol is written.
type word struct {
	bits   uint32
	length uint8
}

// newCode reads a code as T.81 B.2.4.2 writes it, and tells how long that was; nil
// when it is not one.
func newCode(b []byte) (*code, int) {
	c, at, next := &code{}, 16, uint32(0)
	for i, count := range b[:16] {
		length := uint8(i + 1)
		for range count {
			if at >= len(b) || next >= 1<<length {
				return nil, 0
			}
			c.enter(b[at], word{next, length})
			next, at = next+1, at+1
		}
		next <<= 1
	}
	return c, at
}

func (c *code) enter(symbol byte, w word) {
	c.bySymbol[symbol] = w
	first := w.bits << (16 - w.length)
	for i := range uint32(1) << (16 - w.length) {
		c.byPrefix[first+i] = entry{symbol, w.length}
	}
}

// reader reads bits.
type reader struct {
	bits []byte
	at   int // bit
}

// peek returns the next 32 bits.
func (r *reader) peek() uint32 { return bitsAt(r.bits, r.at) }

func bitsAt(bits []byte, at int) uint32 {
	return uint32(binary.BigEndian.Uint64(bits[at/8:]) << (at % 8) >> 32)
}

func (r *reader) symbol(c *code) uint8 {
	e := c.byPrefix[r.peek()>>16]
	if e.length == 0 {
		panic("no such code")
	}
	r.at += int(e.length)
	return e.symbol
}

// signed reads a number of so many bits (T.81, table F.1).
func (r *reader) signed(length uint8) int {
	if length == 0 {
		return 0
	}
	v := int(r.peek() >> (32 - length))
	r.at += int(length)
	if v < 1<<(length-1) {
		v -= 1<<length - 1
	}
	return v
}

// skipDetail reads over 63 values: each symbol holds how many zeros stand before
// one, and the one's length; 0 ends them.
func (r *reader) skipDetail(c *code) {
	for done := 0; done < 63; {
		symbol := r.symbol(c)
		if symbol == 0 {
			return
		}
		r.at += int(symbol & 15)
		done += int(symbol>>4) + 1
	}
}

// writer writes bits, with stuffing.
type writer struct {
	out   []byte
	ready uint64 // the last bits, fewer than 8
	count uint
}

func (w *writer) put(bits uint32, length uint) {
	w.ready, w.count = w.ready<<length|uint64(bits), w.count+length
	for w.count >= 8 {
		w.count -= 8
		b := byte(w.ready >> w.count)
		w.out = append(w.out, b)
		if b == 0xff {
			w.out = append(w.out, 0)
		}
	}
}

// signed writes a number behind its length.
func (w *writer) signed(c *code, v int) {
	length := uint8(0)
	for most := max(v, -v); most > 0; most >>= 1 {
		length++
	}
	if v < 0 {
		v += 1<<length - 1
	}
	symbol := c.bySymbol[length]
	w.put(symbol.bits<<length|uint32(v), uint(symbol.length+length))
}

// copy writes some bits of others.
func (w *writer) copy(bits []byte, from, length int) {
	for ; length > 32; length -= 32 {
		w.put(bitsAt(bits, from), 32)
		from += 32
	}
	if length > 0 {
		w.put(bitsAt(bits, from)>>(32-length), uint(length))
	}
}
