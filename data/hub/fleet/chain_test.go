package fleet

import (
	"math/rand/v2"
	"testing"
	"time"

	"hangviet/data/hub/wire"
)

// device is one device's memory of its beats.
type device struct{ answered, asked string }

// beat is what it sends next.
func (d *device) beat() wire.Beat {
	if d.asked == "" {
		d.asked = wire.NewNonce()
	}
	return wire.Beat{Nonce: d.asked, Prior: d.answered}
}

// heard is that the answer came.
func (d *device) heard() { d.answered, d.asked = d.asked, "" }

// hall is a hub that listens.
type hall struct {
	*testing.T
	chain Chain
	now   time.Time
}

func newHall(t *testing.T) *hall { return &hall{T: t, now: time.UnixMilli(1_700_000_000_000)} }

// take has the hub hear one beat, five minutes after the one before, and stores
// the chain as the hub does.
func (h *hall) take(b wire.Beat) Step {
	h.Helper()
	h.now = h.now.Add(5 * time.Minute)
	return h.takeSent(b, h.now)
}

func (h *hall) takeSent(b wire.Beat, sent time.Time) Step {
	h.Helper()
	step := h.chain.Take(b, sent, h.now)
	again, err := ParseChain(h.chain.String(), h.chain.Broken, h.chain.Twin)
	if err != nil {
		h.Fatal(err)
	}
	h.chain = again
	return step
}

// tell has a device beat and get its answer.
func (h *hall) tell(d *device) Step {
	h.Helper()
	step := h.take(d.beat())
	d.heard()
	return step
}

func (h *hall) wantQuiet() {
	h.Helper()
	if !h.chain.Broken.IsZero() || !h.chain.Twin.IsZero() {
		h.Errorf("one device: broken %v, two devices %v, %+v", h.chain.Broken, h.chain.Twin, h.chain)
	}
}

// TestOneDeviceIsOne has a kiosk lose answers, be killed between any two steps, and
// a network that brings beats late and twice.
func TestOneDeviceIsOne(t *testing.T) {
	for seed := range uint64(200) {
		h, random := newHall(t), rand.New(rand.NewPCG(seed, 1))
		d, late := &device{}, []wire.Beat{}
		for range 300 {
			b := d.beat()
			switch random.IntN(6) {
			case 0: // never arrived
				continue
			case 1: // arrived, its answer did not
				h.take(b)
				late = append(late, b)
				continue
			case 2: // arrives once more, from a proxy
				h.take(b)
				h.take(b)
			case 3: // the one before comes late
				h.take(b)
				if len(late) > 0 {
					h.takeSent(late[len(late)-1], h.now.Add(-time.Minute))
				}
			default:
				h.take(b)
			}
			if random.IntN(10) > 0 {
				d.heard()
			} // else killed before the answer was kept
		}
		h.wantQuiet()
	}
}

// TestPowerLostANonce: a disk that lied lost the nonce that was sent.
func TestPowerLostANonce(t *testing.T) {
	h, d := newHall(t), &device{}
	h.tell(d)
	h.take(d.beat())
	d.asked = ""
	for range 3 {
		h.tell(d)
	}
	h.wantQuiet()
}

func TestTwoDevices(t *testing.T) {
	for beats := range 6 { // before the disk was copied
		for _, waiting := range []bool{false, true} { // a beat's answer
			h, original := newHall(t), &device{}
			for range beats {
				h.tell(original)
			}
			if waiting {
				h.take(original.beat())
			}
			clone := *original
			for range 4 {
				h.tell(original)
				h.tell(&clone)
			}
			if h.chain.Twin.IsZero() {
				t.Errorf("copied after %d beats (waiting %t): not noticed after four of each", beats, waiting)
			}
			h.chain.Settle()
			for range 4 {
				h.tell(&clone)
			}
			h.wantQuiet()
			h.tell(original)
			h.tell(&clone)
			h.tell(original)
			if h.chain.Twin.IsZero() {
				t.Error("after it was settled the second device is not noticed again")
			}
		}
	}
}

// TestOneImageOnFortyDevices: the image was made before the first beat.
func TestOneImageOnFortyDevices(t *testing.T) {
	h, all := newHall(t), make([]device, 40)
	for range 4 {
		for i := range all {
			h.tell(&all[i])
		}
	}
	if h.chain.Twin.IsZero() || len(h.chain.Tips) > maxTips {
		t.Errorf("forty devices: %d returns, %d tips", h.chain.Returns, len(h.chain.Tips))
	}
}

// TestARestoredBackupIsNoTwin: set back, once or week after week, it goes on alone.
func TestARestoredBackupIsNoTwin(t *testing.T) {
	h, d := newHall(t), &device{}
	for range 5 {
		h.tell(d)
	}
	backup := *d
	for range 5 {
		h.tell(d)
	}
	newer := *d
	for range 3 {
		h.tell(d)
	}
	for range 4 {
		*d = backup
		if step := h.tell(d); step != Broke {
			t.Errorf("a disk that was set back: %v", step)
		}
		for range 3 {
			h.tell(d)
		}
	}
	*d = newer
	h.tell(d)
	if h.chain.Broken.IsZero() || !h.chain.Twin.IsZero() {
		t.Errorf("set back: broken %v, two devices %v", h.chain.Broken, h.chain.Twin)
	}
}

// TestPlayedBack: what was recorded on the line changes nothing.
func TestPlayedBack(t *testing.T) {
	h, d := newHall(t), &device{}
	type sent struct {
		wire.Beat
		at time.Time
	}
	var record []sent
	for range 6 {
		b := d.beat()
		h.take(b)
		record = append(record, sent{b, h.now})
		d.heard()
	}
	before := h.chain.String()
	for _, s := range record {
		if step := h.takeSent(s.Beat, s.at); step != Stale && step != Late && step != Again {
			t.Errorf("played back: %v", step)
		}
	}
	if h.chain.String() != before {
		t.Errorf("the chain moved from %s to %s", before, h.chain)
	}
	h.tell(d)
	h.wantQuiet()
}
