package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"strings"
	"testing"

	"hangviet/data/hub"
	"hangviet/data/hub/wire"
	"hangviet/data/simulate"
)

// TestSimulate has simulated kiosks enrol at a hub and be approved in its data.
func TestSimulate(t *testing.T) {
	dir := t.TempDir()
	service, err := hub.New(t.Context(), hub.Config{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(ctx, listener) }()
	url := "http://" + listener.Addr().String()
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"simulate", "--hub", url, "--kiosks", "3", "--minutes", "0.005", "--approve-with", dir, "--json"}, &out, &errs)
	var report simulate.Report
	if err := json.Unmarshal(out.Bytes(), &report); code != exitOK || err != nil || report.Kiosks != 3 {
		t.Errorf("exit %d, %v: %s%s", code, err, &out, &errs)
	}
	kiosks, _, err := service.Kiosks(t.Context())
	if len(kiosks) != 3 || kiosks[0].Status != wire.Approved || err != nil {
		t.Errorf("the hub knows %v, %v", kiosks, err)
	}
	errs.Reset()
	if code := run(t.Context(), []string{"simulate", "--hub", url, "--rate", "5", "--lang", "en"}, &out, &errs); code != exitFailed || !strings.Contains(errs.String(), "no round is open") {
		t.Errorf("without a round: exit %d, %s", code, &errs)
	}
	stop()
	if err := errors.Join(<-ended, service.Close()); err != nil {
		t.Error(err)
	}
}

// TestSimulateStaysHere: a hub on another machine is not loaded by mistake.
func TestSimulateStaysHere(t *testing.T) {
	for _, args := range [][]string{{}, {"--rate", "5"}} {
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"simulate", "--hub", "http://192.0.2.1", "--lang", "en"}, args...), &out, &errs)
		if code != exitFailed || !strings.Contains(errs.String(), "--yes-load-this-hub") {
			t.Errorf("%v: exit %d, %s", args, code, &errs)
		}
	}
}
