package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// process is the program running on its own.
type process struct {
	*exec.Cmd
	url string
}

// serve starts "hub serve" and waits for the line that tells its address.
func (o *organiser) serve() *process {
	o.Helper()
	cmd := exec.CommandContext(o.Context(), os.Args[0], "serve", "--data", o.dir, "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.StdoutPipe()
	must(o.T, err)
	must(o.T, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	must(o.T, err)
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "hub: ")
	if !ok {
		o.Fatalf("first line: %q", line)
	}
	return &process{cmd, strings.TrimSuffix(url, "/")}
}

// post sends a request and returns the answer, or "" when the hub was killed
// before it could.
func (p *process) post(path string, body []byte) string {
	return p.postWithin(context.Background(), path, body)
}

// postWithin is post by a sender that is gone when ctx ends.
func (p *process) postWithin(ctx context.Context, path string, body []byte) string {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+path, bytes.NewReader(body))
	if err != nil {
		return ""
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		return ""
	}
	return string(answer)
}

// TestKilled kills the hub at random instants while bundles arrive. Whatever it
// gave a receipt for is there once, and in the end everything is.
func TestKilled(t *testing.T) {
	const kiosks, rounds = 4, 12
	o := newOrganiser(t)
	all := make([]*kiosk, kiosks)
	for i := range all {
		all[i] = o.kiosk()
	}
	key := strings.TrimSpace(o.command(done, "", "key", "--data", o.dir))
	cast := map[string]bool{}
	receipted := make([]int64, kiosks)
	for range rounds {
		for _, k := range all {
			for range 3 {
				cast[k.vote("tea").ID] = true
			}
		}
		hub := o.serve()
		var group sync.WaitGroup
		for i, k := range all {
			group.Go(func() { receipted[i] = k.pour(hub, key, receipted[i]) })
		}
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond) // the instant is the test
		must(t, hub.Process.Kill())
		group.Wait()
		hub.Wait() // it was killed
		o.wantHeld(all, receipted)
	}
	hub := o.serve()
	for i, k := range all {
		receipted[i] = k.pour(hub, key, receipted[i])
		o.command(done, "", "approve", k.self.ID, "--data", o.dir)
	}
	o.stop(hub)
	o.wantExactly(cast)
}

// pour enrols and sends the ledger one ballot at a time from what a receipt
// covers, until all is sent or the hub is gone. It returns what receipts cover.
func (k *kiosk) pour(hub *process, key string, from int64) int64 {
	if hub.post(wire.PathEnrol, enrolment(k)) == "" {
		return from
	}
	size, err := k.log.Size(k.Context())
	if err != nil {
		k.Error(err)
	}
	for from < size {
		b, err := k.log.Bundle(k.Context(), max(0, from-1), 2)
		if err != nil {
			k.Error(err)
		}
		answer := hub.post(wire.PathLedger, b.Marshal())
		if answer == "" {
			break
		}
		receipt, err := ledger.OpenReceipt([]byte(answer), key)
		if err != nil || receipt.Size != b.End() {
			k.Errorf("receipt: %+v, %v", receipt, err)
			break
		}
		from = receipt.Size
	}
	return from
}

// wantHeld checks that the hub holds at least what it gave receipts for.
func (o *organiser) wantHeld(all []*kiosk, receipted []int64) {
	o.Helper()
	held := map[string]int64{}
	for _, k := range o.kiosks() {
		held[k.ID] = k.Ballots
	}
	for i, k := range all {
		if held[k.self.ID] < receipted[i] {
			o.Errorf("kiosk %s: %d ballots held, receipts for %d", k.self.ID, held[k.self.ID], receipted[i])
		}
	}
}

// wantExactly checks that every ballot counts once and no other does.
func (o *organiser) wantExactly(cast map[string]bool) {
	o.Helper()
	d := o.export()
	for _, b := range d.Counted {
		if !cast[b.ID] {
			o.Errorf("ballot %s counts twice or was never cast", b.ID)
		}
		delete(cast, b.ID)
	}
	if len(cast) > 0 || len(d.Uncounted) > 0 {
		o.Errorf("%d ballots are missing, not counted: %+v", len(cast), d.Uncounted)
	}
}

// stop ends the hub as a service manager does.
func (o *organiser) stop(hub *process) {
	o.Helper()
	must(o.T, hub.Process.Signal(syscall.SIGTERM))
	if err := hub.Wait(); err != nil {
		o.Errorf("hub after SIGTERM: %v", err)
	}
}
