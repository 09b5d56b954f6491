package simulate

import (
	"context"
	"runtime"
	"time"
)

// Report says how a run went.
type Report struct {
	Seed      uint64    `json:"seed"`
	Kiosks    int       `json:"kiosks"`
	Seconds   float64   `json:"seconds"`   // of load, without enrolling before and draining after
	Cast      int64     `json:"cast"`      // ballots
	Acked     int64     `json:"acked"`     // of these, covered by a receipt that the hub signed
	InTime    int64     `json:"inTime"`    // … before the load ended
	PerSecond float64   `json:"perSecond"` // ballots, while they were cast
	Sent      int64     `json:"sent"`      // bytes on the wire within the load
	Received  int64     `json:"received"`
	Dialled   int64     `json:"connections"` // made within the load
	Enrolling []Call    `json:"enrolling"`
	Load      []Call    `json:"load"`
	Draining  []Call    `json:"draining"`
	Problems  []Problem `json:"problems"` // that kiosks complained of
	Hub       *Used     `json:"hub,omitempty"`
	PerKiosk  PerKiosk  `json:"perKiosk"`
	Ledger    int64     `json:"ledgerBytes"` // of memory, of a kiosk's ledger on average
	Simulator int64     `json:"simulatorBytes"`
}

// Call says how calls of one kind went: how many, and of those that succeeded how
// long they took, in milliseconds.
type Call struct {
	Kind      string  `json:"kind"`
	Requests  int64   `json:"requests"`
	Errors    int64   `json:"errors"`
	PerSecond float64 `json:"perSecond"`
	P50       float64 `json:"p50"`
	P99       float64 `json:"p99"`
	Max       float64 `json:"max"`
}

// Problem is what kiosks complained of, by code.
type Problem struct {
	Code  string `json:"code"`
	Times int    `json:"times"`
	First string `json:"first"`
}

// Used is what the hub's program used within the load.
type Used struct {
	CPU    float64 `json:"cpuSeconds"`
	Share  float64 `json:"cpuShare"` // of one processor
	Before int64   `json:"residentBefore"`
	Most   int64   `json:"residentMost"` // bytes
}

// PerKiosk is what one kiosk costs. What the hub's program uses is in it only when
// its pid was given.
type PerKiosk struct {
	CPU    float64 `json:"cpuMillisADay"`
	Wire   float64 `json:"bytesADay"` // both ways
	Memory float64 `json:"residentBytes"`
}

// Right tells whether every ballot was acknowledged and nothing went wrong.
func (r Report) Right() bool {
	for _, calls := range [][]Call{r.Enrolling, r.Load, r.Draining} {
		for _, c := range calls {
			if c.Errors > 0 {
				return false
			}
		}
	}
	return r.Cast == r.Acked && len(r.Problems) == 0
}

func (f *fleet) report() Report {
	r := Report{
		Seed: f.Seed, Kiosks: len(f.kiosks), Seconds: f.took.Seconds(), Cast: f.cast.Load(), InTime: f.inTime,
		Sent: f.load.sent.Load(), Received: f.load.got.Load(), Dialled: f.load.dialled.Load(),
		Enrolling: f.enrolment.calls(time.Second), Load: f.load.calls(max(f.took, time.Millisecond)),
		Draining: f.drained.calls(time.Second), Problems: f.problems.all(),
	}
	if f.castFor > 0 {
		r.PerSecond = float64(r.Cast) / f.castFor.Seconds()
	}
	r.Acked = f.acked()
	for _, k := range f.kiosks {
		r.Ledger += k.memory.bytes()
	}
	r.Ledger /= max(int64(len(f.kiosks)), 1)
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	r.Simulator = int64(memory.Sys - memory.HeapReleased)
	f.addCost(&r)
	return r
}

// acked is how many entries receipts cover.
func (f *fleet) acked() (sum int64) {
	for _, k := range f.kiosks {
		acked, err := k.log.Acked(context.Background())
		if err == nil { // in memory there is none
			sum += acked
		}
	}
	return sum
}

// addCost adds what the hub used, and what that is for one kiosk.
func (f *fleet) addCost(r *Report) {
	kiosks, days := float64(max(r.Kiosks, 1)), max(f.took, time.Millisecond).Hours()/24
	r.PerKiosk.Wire = float64(r.Sent+r.Received) / kiosks / days
	if f.Pid == 0 {
		return
	}
	r.Hub = &Used{CPU: f.usage.cpu.Seconds(), Before: f.usage.least, Most: f.usage.most}
	r.Hub.Share = r.Hub.CPU / max(f.took, time.Millisecond).Seconds()
	r.PerKiosk.CPU = r.Hub.CPU * 1000 / kiosks / days
	r.PerKiosk.Memory = float64(r.Hub.Most) / kiosks
}
