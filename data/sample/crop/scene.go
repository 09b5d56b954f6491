package crop

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Step is the length of the sides of what can be cut, in pixels: four blocks of
// light and one of each colour.
const Step = 16

// perStep is how many blocks a step has: four of light, one blue, one red.
const perStep = 6

// ErrFormat says that a JPEG is not of the kind that image/jpeg writes.
var ErrFormat = errors.New("not a plain JPEG of image/jpeg")

// Scene is a coded JPEG taken to pieces.
type Scene struct {
	tables [][]byte // the segments DQT and DHT as they are
	code   [4]*code // of the light's brightness and detail, of the colours' both
	across int      // steps
	down   int
	blocks []block
	bits   []byte // of the whole scan, without stuffing
}

// block is 8 by 8 values: how bright it is, and where the code of its detail lies.
type block struct {
	level  int16
	length uint16 // bits
	from   uint32 // bit
}

// Open takes a JPEG to pieces; its sides are multiples of [Step].
func Open(jpeg []byte) (*Scene, error) {
	s := &Scene{}
	at := 2
	for at+4 <= len(jpeg) && jpeg[at] == 0xff {
		marker, length := jpeg[at+1], int(binary.BigEndian.Uint16(jpeg[at+2:]))
		if at+2+length > len(jpeg) {
			break
		}
		body := jpeg[at+4 : at+2+length]
		if err := s.take(marker, body, jpeg[at:at+2+length]); err != nil {
			return nil, err
		}
		at += 2 + length
		if marker == 0xda {
			return s, s.scan(jpeg[at:])
		}
	}
	return nil, fmt.Errorf("find the scan: %w", ErrFormat)
}

// take reads one segment.
func (s *Scene) take(marker byte, body, whole []byte) error {
	switch marker {
	case 0xc0:
		if len(body) != 15 || body[7] != 0x22 {
			return fmt.Errorf("read the frame: %w", ErrFormat)
		}
		s.down, s.across = int(binary.BigEndian.Uint16(body[1:]))/Step, int(binary.BigEndian.Uint16(body[3:]))/Step
	case 0xdb:
		s.tables = append(s.tables, whole)
	case 0xc4:
		s.tables = append(s.tables, whole)
		return s.takeCodes(body)
	}
	return nil
}

func (s *Scene) takeCodes(body []byte) error {
	for len(body) > 17 {
		c, n := newCode(body[1:])
		if c == nil || body[0]&0xee != 0 {
			return fmt.Errorf("read the codes: %w", ErrFormat)
		}
		s.code[body[0]&1<<1|body[0]>>4] = c
		body = body[1+n:]
	}
	return nil
}

// scan finds the blocks.
func (s *Scene) scan(coded []byte) (err error) {
	defer func() {
		if recover() != nil { // the bits ended before the blocks did
			err = fmt.Errorf("read the scan: %w", ErrFormat)
		}
	}()
	s.bits = unstuff(coded)
	r := reader{bits: s.bits}
	s.blocks = make([]block, s.across*s.down*perStep)
	var level [3]int
	for i := range s.blocks {
		c := component(i)
		brightness, detail := s.codes(c)
		level[c] += r.signed(r.symbol(brightness))
		from := r.at
		r.skipDetail(detail)
		s.blocks[i] = block{int16(level[c]), uint16(r.at - from), uint32(from)}
	}
	return nil
}

// component is 0 for the light, 1 for blue and 2 for red.
func component(i int) int { return max(0, i%perStep-3) }

func (s *Scene) codes(component int) (brightness, detail *code) {
	if component == 0 {
		return s.code[0], s.code[1]
	}
	return s.code[2], s.code[3]
}

// unstuff returns the bits of a scan, with room to read on behind them.
func unstuff(coded []byte) []byte {
	out := make([]byte, 0, len(coded)+8)
	for i := 0; i < len(coded); i++ {
		out = append(out, coded[i])
		if coded[i] == 0xff {
			if i++; i < len(coded) && coded[i] != 0 { // the end
				return append(out[:len(out)-1], make([]byte, 8)...)
			}
		}
	}
	return append(out, make([]byte, 8)...)
}
