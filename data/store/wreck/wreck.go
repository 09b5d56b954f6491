package wreck

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// PageSize is that of every database this is for.
const PageSize = 4096

const (
	headerSize   = 100  // before the tree of the first page
	tableLeaf    = 0x0d // a page that holds rows of an ordinary table
	maxLocal     = PageSize - 35
	minLocal     = (PageSize-12)*32/255 - 23
	overflowRoom = PageSize - 4
)

// File is a database file. It is not to be used by several goroutines.
type File struct {
	main, log *os.File
	versions  []version      // of all pages, the newest last
	newest    map[uint32]int // of versions, by the number of the page
	page      [PageSize]byte // that was read last
	read      int            // which version that is, -1 none
	spill     [PageSize]byte
	torn      bool
}

// version is where one version of a page lies.
type version struct {
	number uint32
	at     int64
	inLog  bool
}

// Ref names a row that was found.
type Ref struct {
	version int32
	cell    uint16
}

// Open opens the database at path and the write-ahead log beside it.
func Open(path string) (*File, error) {
	f := &File{newest: map[uint32]int{}, read: -1}
	var err error
	if f.main, err = os.Open(path); err != nil {
		return nil, fmt.Errorf("open wreck: %w", err)
	}
	info, err := f.main.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open wreck: %w", err), f.main.Close())
	}
	for at := int64(0); at+PageSize <= info.Size(); at += PageSize {
		f.add(version{uint32(at/PageSize) + 1, at, false})
	}
	if f.log, err = os.Open(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err == nil {
		err = f.readLog()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open wreck: %w", err), f.Close())
	}
	return f, nil
}

func (f *File) add(v version) {
	f.newest[v.number] = len(f.versions)
	f.versions = append(f.versions, v)
}

// Close closes the files.
func (f *File) Close() error {
	if f.log == nil {
		return f.main.Close()
	}
	return errors.Join(f.main.Close(), f.log.Close())
}

// Torn tells whether a part of the write-ahead log cannot be read: SQLite itself
// passes over all that comes after it.
func (f *File) Torn() bool { return f.torn }

// Scan calls each for every row that can be read. Columns are nil, int64, string or
// []byte, and hold only until each returns. What cannot be read is passed over.
func (f *File) Scan(each func(at Ref, row int64, columns []any)) {
	for n := range f.versions {
		for cell := range f.cells(n) {
			if row, columns, ok := f.row(n, cell); ok {
				each(Ref{int32(n), uint16(cell)}, row, columns)
			}
		}
	}
}

// Row reads a row that Scan has found once more.
func (f *File) Row(at Ref) (columns []any, ok bool) {
	_, columns, ok = f.row(int(at.version), int(at.cell))
	return columns, ok
}

// load makes a version of a page the one at hand.
func (f *File) load(n int) bool {
	if f.read == n {
		return true
	}
	f.read = -1
	if !f.fetch(f.versions[n], &f.page) {
		return false
	}
	f.read = n
	return true
}

// fetch reads a page; a disk that cannot is the reason for all this.
func (f *File) fetch(v version, page *[PageSize]byte) bool {
	file := f.main
	if v.inLog {
		file = f.log
	}
	_, err := file.ReadAt(page[:], v.at)
	return err == nil
}

// cells returns how many rows a page says to hold, 0 when it is none of a table.
func (f *File) cells(n int) int {
	if !f.load(n) {
		return 0
	}
	head := f.page[f.start(n):]
	if head[0] != tableLeaf {
		return 0
	}
	count := int(binary.BigEndian.Uint16(head[3:]))
	if f.start(n)+8+2*count > PageSize {
		return 0
	}
	return count
}

// start is where the tree begins in a page.
func (f *File) start(n int) int {
	if f.versions[n].number == 1 {
		return headerSize
	}
	return 0
}

// row reads a cell of a leaf.
func (f *File) row(n, cell int) (row int64, columns []any, ok bool) {
	if !f.load(n) {
		return 0, nil, false
	}
	place := f.start(n) + 8 + 2*cell
	if place+2 > PageSize {
		return 0, nil, false
	}
	at := int(binary.BigEndian.Uint16(f.page[place:]))
	if at < 8 || at >= PageSize {
		return 0, nil, false
	}
	r := reader{data: f.page[at:]}
	length, number := r.varint(), r.varint()
	if r.bad || length > maxRecord {
		return 0, nil, false
	}
	record, ok := f.payload(r.data, int(length))
	if !ok {
		return 0, nil, false
	}
	columns, ok = parseRecord(record)
	return int64(number), columns, ok
}

// maxRecord is more than any row of ours is long.
const maxRecord = 1 << 20

// payload gathers the bytes of a row: those on the page, and those on the pages that
// they spill over to.
func (f *File) payload(local []byte, length int) ([]byte, bool) {
	here := localBytes(length)
	if here > len(local) || here < length && here+4 > len(local) {
		return nil, false
	}
	record := append(make([]byte, 0, length), local[:here]...)
	if here == length {
		return record, true
	}
	for next := binary.BigEndian.Uint32(local[here:]); len(record) < length; {
		n, there := f.newest[next]
		if !there || !f.fetch(f.versions[n], &f.spill) {
			return nil, false
		}
		record = append(record, f.spill[4:4+min(overflowRoom, length-len(record))]...)
		next = binary.BigEndian.Uint32(f.spill[:])
	}
	return record, true
}

// localBytes is how much of a row of that length lies on its page.
func localBytes(length int) int {
	if length <= maxLocal {
		return length
	}
	if k := minLocal + (length-minLocal)%overflowRoom; k <= maxLocal {
		return k
	}
	return minLocal
}
