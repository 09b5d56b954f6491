package hub

import (
	"context"
	"sync"
)

// jobs are things that take longer than a request: each runs to its end, however
// often its page is looked at, and all have ended when the hub is closed. One runs
// at a time, so that the hub goes on answering.
type jobs struct {
	ctx    context.Context
	cancel context.CancelFunc
	turn   sync.Mutex
	group  sync.WaitGroup
}

func newJobs() *jobs {
	j := &jobs{}
	j.ctx, j.cancel = context.WithCancel(context.Background())
	return j
}

// start runs f, whose context ends when the hub is closed.
func (j *jobs) start(f func(context.Context)) {
	j.group.Go(func() {
		j.turn.Lock()
		defer j.turn.Unlock()
		if j.ctx.Err() == nil {
			f(j.ctx)
		}
	})
}

// stop ends all jobs.
func (j *jobs) stop() {
	j.cancel()
	j.group.Wait()
}
