package selftest

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Trial tries one part. Its line has no Part: [Run] knows it.
type Trial struct {
	Part  Part
	Try   func(ctx context.Context) Line
	Limit time.Duration // after which it is a fault, 0: [Limit]
}

// Limit is how long a part may take.
const Limit = time.Minute

const CodeSlow = "slow"

// Run tries the parts one after the other and tells each line as it comes. A trial
// that panics is a fault of its part. It ends with ctx; what was not tried then is
// not told.
func Run(ctx context.Context, trials []Trial, told func(Line)) {
	for _, t := range trials {
		if ctx.Err() != nil {
			return
		}
		told(t.run(ctx))
	}
}

func (t Trial) run(ctx context.Context) (l Line) {
	limit := t.Limit
	if limit == 0 {
		limit = Limit
	}
	within, stop := context.WithTimeout(ctx, limit)
	defer stop()
	defer func() {
		if fault := recover(); fault != nil {
			l = Line{State: Bad, Code: "failed", Note: Note(fmt.Sprint(fault))}
		}
		l.Part, l.Note = t.Part, Note(l.Note)
	}()
	l = t.Try(within)
	if l.State == Bad && errors.Is(within.Err(), context.DeadlineExceeded) {
		l.Code = CodeSlow
	}
	return l
}

// Fault is the line of a part that is not good.
func Fault(code string, cause error) Line {
	l := Line{State: Bad, Code: code}
	if cause != nil {
		l.Note = cause.Error()
	}
	return l
}

// NotHere is the line of a part that cannot be tried here.
func NotHere(code string) Line { return Line{State: Untried, Code: code} }

// Pass is the line of a part that is good; figures may be "".
func Pass(figures string) Line { return Line{State: Good, Note: figures} }
