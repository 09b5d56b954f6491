package many

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Workbook is the name of the workbook that Write makes, and PhotoDir that of
// the folder of photos beside it.
const (
	Workbook = "catalogue.xlsx"
	PhotoDir = "photos"
)

// The most that can be asked for.
const (
	MaxProducts = 100_000
	MaxPhotos   = 9 // of one product
)

// Options say what catalogue is made.
type Options struct {
	Products int // 1 to MaxProducts
	Photos   int // of each product, 0 to MaxPhotos
	Seed     uint64
}

// ErrRange says that Options ask for too much or too little.
var ErrRange = errors.New("number out of range")

func (o Options) check() error {
	if o.Products < 1 || o.Products > MaxProducts {
		return fmt.Errorf("%d products, want 1 to %d: %w", o.Products, MaxProducts, ErrRange)
	}
	if o.Photos < 0 || o.Photos > MaxPhotos {
		return fmt.Errorf("%d photos of each product, want 0 to %d: %w", o.Photos, MaxPhotos, ErrRange)
	}
	return nil
}

// Write makes the catalogue in dir. Files of the same names are replaced, others
// left alone. A photo takes about 90 KB.
func Write(ctx context.Context, dir string, opt Options) error {
	if err := opt.check(); err != nil {
		return err
	}
	s, err := newSource(opt)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, PhotoDir), 0o755); err != nil {
		return fmt.Errorf("make the catalogue's folder: %w", err)
	}
	if err := s.writeBook(ctx, filepath.Join(dir, Workbook)); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return s.shootAll(ctx, filepath.Join(dir, PhotoDir))
}
