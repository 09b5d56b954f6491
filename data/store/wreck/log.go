package wreck

import (
	"encoding/binary"
	"io"
)

const (
	logHeader   = 32
	frameHeader = 24
	logMagic    = 0x377f0682 // its last bit tells the order of bytes in the sums
)

// readLog notes the pages of the write-ahead log, up to the last that was committed.
// Each frame is judged by its own sum, which goes on from the one before it: a frame
// that is damaged takes no other with it.
func (f *File) readLog() error {
	head := make([]byte, logHeader)
	if _, err := io.ReadFull(io.NewSectionReader(f.log, 0, logHeader), head); err != nil {
		return nil // shorter than its header: empty
	}
	magic := binary.BigEndian.Uint32(head)
	if magic&^1 != logMagic {
		f.torn = true
		return nil
	}
	sums := summer{order: binary.LittleEndian}
	if magic&1 == 1 {
		sums.order = binary.BigEndian
	}
	sums.from(binary.BigEndian.Uint32(head[24:]), binary.BigEndian.Uint32(head[28:]))
	info, err := f.log.Stat()
	if err != nil {
		return err
	}
	var waiting []version // not committed yet
	frame := make([]byte, frameHeader+PageSize)
	for at := int64(logHeader); at+int64(len(frame)) <= info.Size(); at += int64(len(frame)) {
		if _, err := f.log.ReadAt(frame, at); err != nil {
			f.torn = true
			continue
		}
		if string(frame[8:16]) != string(head[16:24]) {
			break // left of an earlier round
		}
		if sums.right(frame) {
			waiting = append(waiting, version{binary.BigEndian.Uint32(frame), at + frameHeader, true})
		} else {
			f.torn = true
		}
		if binary.BigEndian.Uint32(frame[4:]) != 0 { // it ends a transaction
			for _, v := range waiting {
				f.add(v)
			}
			waiting = nil
		}
	}
	return nil
}

// summer computes the sums of frames.
type summer struct {
	order  binary.ByteOrder
	s0, s1 uint32
}

func (s *summer) from(s0, s1 uint32) { s.s0, s.s1 = s0, s1 }

// right tells whether a frame's sum is right, and goes on from the sum it bears.
func (s *summer) right(frame []byte) bool {
	s.add(frame[:8])
	s.add(frame[frameHeader:])
	want0, want1 := binary.BigEndian.Uint32(frame[16:]), binary.BigEndian.Uint32(frame[20:])
	is := s.s0 == want0 && s.s1 == want1
	s.from(want0, want1)
	return is
}

func (s *summer) add(data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		s.s0 += s.order.Uint32(data) + s.s1
		s.s1 += s.order.Uint32(data[4:]) + s.s0
	}
}
