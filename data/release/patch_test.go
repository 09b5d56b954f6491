package release

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

func inMemory(data []byte) older { return older{bytes.NewReader(data), int64(len(data))} }

func patchOf(t testing.TB, old, next []byte) []byte {
	t.Helper()
	write, err := makePatch(context.Background(), inMemory(old), inMemory(next))
	must(t, err)
	var b bytes.Buffer
	must(t, write(&b))
	return b.Bytes()
}

func TestPatchesLeadFromOldToNew(t *testing.T) {
	old := noise(1, 3<<20+777)
	for name, c := range map[string]struct {
		next []byte
		most int
	}{
		"the same":  {old, 100},
		"shorter":   {old[:2<<20], 100},
		"longer":    {slices.Concat(old, noise(2, 900)), 1100},
		"moved":     {slices.Concat(noise(3, 700_000), old), 701_200},
		"cut":       {slices.Concat(old[:1<<20], old[1<<20+4096:]), 400},
		"an edit":   {slices.Concat(old[:1500], []byte("giá 25.000 ₫"), old[1510:]), 400},
		"swapped":   {slices.Concat(old[2<<20:], old[:2<<20]), 1_200_000},
		"unrelated": {noise(9, 1<<20+5), 1<<20 + 200},
		"one byte":  {[]byte{7}, 60},
	} {
		patch := patchOf(t, old, c.next)
		var out bytes.Buffer
		must(t, applyPatch(context.Background(), bytes.NewReader(patch), inMemory(old), &out, fileOf(c.next)))
		if !bytes.Equal(out.Bytes(), c.next) {
			t.Errorf("%s: other bytes", name)
		}
		if len(patch) > c.most {
			t.Errorf("%s: patch of %d bytes, want at most %d", name, len(patch), c.most)
		}
		if !bytes.Equal(patch, patchOf(t, old, c.next)) {
			t.Errorf("%s: another patch the second time", name)
		}
	}
	empty := patchOf(t, nil, old[:100])
	must(t, applyPatch(context.Background(), bytes.NewReader(empty), inMemory(nil), new(bytes.Buffer), fileOf(old[:100])))
}

func TestBadPatchesAreRefused(t *testing.T) {
	old, dice := noise(1, 1<<20+500), rand.New(rand.NewPCG(1, 2))
	next := slices.Concat(old[:5000], []byte("một giá khác"), old[6000:])
	good := patchOf(t, old, next)
	apply := func(patch, old []byte) error {
		return applyPatch(context.Background(), bytes.NewReader(patch), inMemory(old), new(bytes.Buffer), fileOf(next))
	}
	for range 200 {
		bad := slices.Clone(good)
		bad[dice.IntN(len(bad))] ^= 1 << dice.IntN(8)
		if err := apply(bad, old); err != nil && !errors.Is(err, ErrCorrupt) {
			t.Fatalf("error %v has another class", err)
		}
		wantIs(t, apply(good[:dice.IntN(len(good))], old), ErrCorrupt)
	}
	wantIs(t, apply(good, noise(2, len(old))), ErrCorrupt)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	wantIs(t, applyPatch(ctx, bytes.NewReader(good), inMemory(old), new(bytes.Buffer), fileOf(next)), context.Canceled)
}

// FuzzApplyPatch gives patches of anybody's making: they make the file or are
// refused, and never more than its length.
func FuzzApplyPatch(f *testing.F) {
	old := noise(1, 3000)
	next := slices.Concat(old[:100], []byte("giá mới"), old[120:])
	f.Add(patchOf(f, old, next))
	f.Add([]byte("hangviet-patch/1 2987\n-5 0\n"))
	f.Fuzz(func(t *testing.T, patch []byte) {
		var out bytes.Buffer
		err := applyPatch(context.Background(), bytes.NewReader(patch), inMemory(old), &out, fileOf(next))
		if err == nil && !bytes.Equal(out.Bytes(), next) || out.Len() > len(next) {
			t.Errorf("%d bytes, error %v", out.Len(), err)
		}
		if err != nil && !errors.Is(err, ErrCorrupt) {
			t.Errorf("error %v has no class", err)
		}
	})
}
