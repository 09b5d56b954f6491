package ticket

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

const listTitle = "hangviet-tickets/1"

func encodeList(l List) []byte {
	var b bytes.Buffer
	b.Grow(256 + len(l.Marks)*(2*len(Mark{})+1))
	fmt.Fprintf(&b, "%s\nround %s\nsalt %x\nargon2id %d %d\ntickets %d\n",
		listTitle, l.Round, l.Salt, l.Cost.KiB, l.Cost.Passes, len(l.Marks))
	for _, m := range l.Marks {
		b.WriteString(m.String())
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func parseList(data []byte) (List, error) {
	p := listParser{rest: string(data)}
	var l List
	p.is(listTitle)
	l.Round = p.round()
	l.Salt = p.salt()
	l.Cost = p.cost()
	l.Marks = p.marks(p.decimal(p.field("tickets"), 0, MaxMarks))
	if p.err == nil && p.rest != "" {
		p.line++
		p.fail("there is more than the list")
	}
	if p.err != nil {
		return List{}, p.err
	}
	return l, nil
}

// listParser reads a list line by line; after the first error it reads nothing.
type listParser struct {
	rest string
	line int
	err  error
}

func (p *listParser) fail(what string) {
	if p.err == nil {
		p.err = fmt.Errorf("%w: line %d: %s", ErrList, p.line, what)
	}
}

// next returns the next line without its end.
func (p *listParser) next() string {
	if p.err != nil {
		return ""
	}
	p.line++
	line, rest, ended := strings.Cut(p.rest, "\n")
	if !ended {
		p.fail("the file breaks off")
		return ""
	}
	p.rest = rest
	return line
}

func (p *listParser) is(want string) {
	if p.next() != want {
		p.fail("it must be " + want)
	}
}

// field returns the value of the next line, which must be named so.
func (p *listParser) field(name string) string {
	value, ok := strings.CutPrefix(p.next(), name+" ")
	if !ok {
		p.fail("it must begin with " + name)
	}
	return value
}

func (p *listParser) round() string {
	round := p.field("round")
	if p.err == nil && !IsRound(round) {
		p.fail("that is not the id of a round")
	}
	return round
}

func (p *listParser) salt() Salt {
	var s Salt
	value := p.field("salt")
	if n, err := hex.Decode(s[:], []byte(value[:min(len(value), 2*len(s))])); err != nil || n != len(s) || hex.EncodeToString(s[:]) != value {
		p.fail("that is not a salt of 32 lower-case hexadecimal digits")
	}
	return s
}

func (p *listParser) cost() Cost {
	kib, passes, _ := strings.Cut(p.field("argon2id"), " ")
	c := Cost{uint32(p.decimal(kib, 0, 1<<20)), uint32(p.decimal(passes, 0, 1<<20))}
	if c.Check() != nil {
		p.fail("that is not a cost: 8 to 65536 KiB, 1 to 64 passes")
	}
	return c
}

// decimal reads a number without sign and leading zeros.
func (p *listParser) decimal(s string, least, most int) int {
	n, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(n) != s || n < least || n > most {
		p.fail(fmt.Sprintf("that is not a number from %d to %d", least, most))
		return 0
	}
	return n
}

func (p *listParser) marks(count int) []Mark {
	var marks []Mark
	for i := 0; i < count && p.err == nil; i++ {
		m, err := ParseMark(p.next())
		if err != nil {
			p.fail(err.Error())
		} else if i > 0 && marks[i-1].Compare(m) >= 0 {
			p.fail("marks are not in ascending order")
		}
		marks = append(marks, m)
	}
	return marks
}

// IsRound tells whether id can name a round in a list: 1 to 128 bytes of UTF-8
// without spaces and control characters.
func IsRound(id string) bool {
	return len(id) >= 1 && len(id) <= 128 && !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r >= 0x7f && r <= 0x9f || r == '\uFFFD'
	})
}
