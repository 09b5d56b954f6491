package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hangviet/data/fsync"
)

// Names on a stick. A bundle is hangviet-<kiosk>-<from>-<to>.ledger, its entries
// from to to-1; whatever ends in .receipt may be the hub's receipt for it.
const (
	BundleSuffix  = ".ledger"
	ReceiptSuffix = ".receipt"
	bundlePrefix  = "hangviet-"
)

const (
	stickBatch = 10000
	maxReceipt = 16 << 10
)

// WriteBundles writes what no receipt covers (the whole ledger when all is set,
// as far as it is not pruned) into dir, in the very bytes that would go to a hub, and returns the files'
// names. A name appears only when its bytes are on the stick.
func WriteBundles(ctx context.Context, log Ledger, kiosk, dir string, all bool) ([]string, error) {
	size, err := log.Size(ctx)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	from, err := log.Acked(ctx)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	if all {
		if from, err = log.Pruned(ctx); err != nil {
			return nil, fmt.Errorf("read ledger: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	var names []string
	for from < size {
		bundle, err := log.Bundle(ctx, from, stickBatch)
		if err != nil {
			return names, fmt.Errorf("read ledger: %w", err)
		}
		name := fmt.Sprintf("%s%s-%06d-%06d%s", bundlePrefix, kiosk, from, bundle.End(), BundleSuffix)
		if err := fsync.Write(filepath.Join(dir, name), bundle.Marshal(), 0o644); err != nil {
			return names, fmt.Errorf("write %s: %w", name, err)
		}
		names, from = append(names, name), bundle.End()
	}
	return names, nil
}

// ReadReceipts takes the hub's receipts for this kiosk lying in dir and returns
// how many it took. Other kiosks' receipts are passed over; one that is damaged
// or signed by another hub is an error, after all the others were read.
func ReadReceipts(ctx context.Context, log Ledger, kiosk, dir, hubKey string) (taken int, err error) {
	names, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*"+kiosk+"*"+ReceiptSuffix))
	if err != nil {
		return 0, fmt.Errorf("list receipts: %w", err)
	}
	if len(names) > 0 && hubKey == "" {
		return 0, ErrNoHubKey
	}
	var faults []error
	for _, name := range names {
		receipt, err := readReceipt(name)
		if err == nil {
			if err = log.Acknowledge(ctx, receipt, hubKey); err != nil {
				err = receiptFault(err)
			}
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", filepath.Base(name), err))
			continue
		}
		taken++
	}
	return taken, errors.Join(faults...)
}

func readReceipt(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxReceipt {
		return nil, ErrHubReceipt
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxReceipt))
}

func escapeGlob(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}
