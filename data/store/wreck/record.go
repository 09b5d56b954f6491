package wreck

import "encoding/binary"

// reader reads numbers of one to nine bytes.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) varint() (n uint64) {
	for i := range 9 {
		if i >= len(r.data) {
			r.bad = true
			return 0
		}
		b := r.data[i]
		if i == 8 {
			r.data = r.data[9:]
			return n<<8 | uint64(b)
		}
		n = n<<7 | uint64(b&0x7f)
		if b < 0x80 {
			r.data = r.data[i+1:]
			return n
		}
	}
	return n
}

// parseRecord reads the columns of a row. They are parts of record.
func parseRecord(record []byte) (columns []any, ok bool) {
	r := reader{data: record}
	size := r.varint()
	first := len(record) - len(r.data)
	if r.bad || size > uint64(len(record)) || uint64(first) > size {
		return nil, false
	}
	body := record[size:]
	head := reader{data: record[first:size]}
	for len(head.data) > 0 {
		kind := head.varint()
		if head.bad {
			return nil, false
		}
		value, length, ok := parseValue(kind, body)
		if !ok {
			return nil, false
		}
		columns, body = append(columns, value), body[length:]
	}
	return columns, len(body) == 0
}

// integers are the lengths of the kinds 1 to 6.
var integers = []int{0, 1, 2, 3, 4, 6, 8}

func parseValue(kind uint64, body []byte) (value any, length int, ok bool) {
	switch {
	case kind == 0:
		return nil, 0, true
	case kind <= 6:
		length = integers[kind]
		return integer(body, length), length, length <= len(body)
	case kind == 7: // a number with a fraction: there is none in our tables
		return nil, 8, len(body) >= 8
	case kind == 8, kind == 9:
		return int64(kind - 8), 0, true
	case kind < 12 || (kind-12)/2 > uint64(len(body)):
		return nil, 0, false
	}
	length = int((kind - 12) / 2)
	if kind%2 == 0 {
		return body[:length], length, true
	}
	return string(body[:length]), length, true
}

// integer reads a number in two's complement.
func integer(body []byte, length int) int64 {
	if length > len(body) {
		return 0
	}
	var eight [8]byte
	copy(eight[8-length:], body)
	shift := 64 - 8*length
	return int64(binary.BigEndian.Uint64(eight[:])) << shift >> shift
}
