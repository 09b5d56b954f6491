package e2e

import (
	"net"
	"path/filepath"
	"testing"
	"time"
)

// networkPatience is how long the kiosk waits for a server that has taken its
// request and does not answer (data/exchange, headerTime).
const networkPatience = 30 * time.Second

// TestTheScreenNeverWaits: failures.md, "Half-dead network". The hub takes every
// connection and never answers. From its start to a ballot cast the kiosk is
// quicker than one such wait, the ballot stays to be sent, and the end is quick too.
func TestTheScreenNeverWaits(t *testing.T) {
	t.Parallel()
	office := openOffice(t)
	repo, data := filepath.Join(t.TempDir(), "repo"), filepath.Join(t.TempDir(), "kiosk")
	office.publish(repo)
	run(t, "kiosk", "import", "--data", data, "--from", repo)
	run(t, "kiosk", "setup", "--data", data, "--hub", "http://"+hole(t), "--every", "1s")

	screen := openScreen(t, upright.X, upright.Y)
	began := time.Now()
	w := openKiosk(t, screen, data, "--lang", "vi")
	w.tapTo("attract", "nav.vote")
	castVote(t, w)
	if took := time.Since(began); took > networkPatience {
		t.Errorf("from the start to a ballot it took %v", took)
	}
	began = time.Now()
	w.process.stop()
	if took := time.Since(began); took > networkPatience/2 {
		t.Errorf("the end took %v", took)
	}
	if s := kioskStatus(t, data); s.Ballots != 1 || s.Unsent != 1 {
		t.Errorf("%d ballots, %d unsent, want one of each", s.Ballots, s.Unsent)
	}
}

// hole is the address of a server that takes connections and never answers.
func hole(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var taken []net.Conn
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			taken = append(taken, conn)
		}
	}()
	t.Cleanup(func() {
		listener.Close()
		<-done
		for _, conn := range taken {
			conn.Close()
		}
	})
	return listener.Addr().String()
}
