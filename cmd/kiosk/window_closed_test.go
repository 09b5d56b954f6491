package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hangviet/data/store"
)

func TestAFolderThatCannotBeOpenedIsExplained(t *testing.T) {
	for want, cause := range map[string]error{
		"E-LEDGER-DAMAGED": fmt.Errorf("open kiosk.db: %w", store.ErrDamaged),
		"E-DISK-READONLY":  &os.PathError{Op: "open", Path: "kiosk.db", Err: syscall.EROFS},
		"E-OTHER":          errors.New("surprise"),
	} {
		if got := explainFolder(cause); got.Code != want || got.Message["vi"] == "" || got.Message["en"] == "" {
			t.Errorf("%v: %+v, want %s", cause, got, want)
		}
	}
}

func TestAFolderThatIsMendedOpens(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "kiosk.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	if h, err := openHome(context.Background(), dir); err == nil {
		t.Fatal("opened", h.Close())
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	opened := make(chan bool)
	go func() { opened <- awaitHome(ctx, dir, time.Millisecond) }()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if !<-opened {
		t.Error("waited in vain")
	}
	stop()
	if awaitHome(ctx, t.TempDir(), time.Hour) {
		t.Error("opened after the end")
	}
}
