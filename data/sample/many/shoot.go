package many

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"hangviet/data/sample/crop"
)

// quality of a photo's JPEG, 1 to 100.
const quality = 82

// subject is what a ground is drawn of. Every other photo of a product stands
// closer, and the third is of its next look.
type subject struct {
	look string
	take int // 0 or 1
}

// frame is one photo to be taken: the m-th of the i-th product.
type frame struct{ i, m int }

func (a subject) compare(b subject) int {
	if a.look != b.look {
		return map[bool]int{true: -1, false: 1}[a.look < b.look]
	}
	return a.take - b.take
}

// shootAll writes every photo, those of one drawing together, so that only as
// many drawings are in memory as there are processors.
func (s *source) shootAll(ctx context.Context, dir string) error {
	over := newGrain(s.lot(ofLook, 0))
	frames := s.frames()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, of := range slices.SortedFunc(maps.Keys(frames), subject.compare) {
		group.Go(func() error { return s.shoot(ctx, dir, of, frames[of], over) })
	}
	return group.Wait()
}

// frames sorts the photos by what they are taken of.
func (s *source) frames() map[subject][]frame {
	all := map[subject][]frame{}
	for i := range s.opt.Products {
		looks := s.product(i).kind.looks
		look := s.lot(ofLook, 1+i).IntN(len(looks))
		for m := range s.opt.Photos {
			of := subject{looks[(look+m/2)%len(looks)], m % 2}
			all[of] = append(all[of], frame{i, m})
		}
	}
	return all
}

// shoot draws one ground and takes its photos. The ground is coded once and the
// photos are cut out of the code: coding each would take nearly all the time.
func (s *source) shoot(ctx context.Context, dir string, of subject, frames []frame, over *grain) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	scene, err := newScene(of, over)
	if err != nil {
		return err
	}
	var photo []byte
	for _, f := range frames {
		if err := ctx.Err(); err != nil {
			return err
		}
		a := newShot(s.lot(ofPhoto, f.i*(MaxPhotos+1)+f.m))
		photo = scene.Cut(photo[:0], a.part, a.off)
		if err := os.WriteFile(filepath.Join(dir, photoName(f.i, f.m)), photo, 0o644); err != nil {
			return fmt.Errorf("keep a photo: %w", err)
		}
	}
	return nil
}

func newScene(of subject, over *grain) (*crop.Scene, error) {
	g, err := newGround(of.look, of.take)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, g.take(over), &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode %q: %w", of.look, err)
	}
	return crop.Open(b.Bytes())
}
