package sheet

import (
	"image"
	"image/color"
	"image/draw"
)

// The scaler works in whole numbers only, so that the same photo gives the same
// bytes on every machine: compilers may fuse floating-point operations on one
// and not on another. It takes the source row by row and keeps nothing but the
// sums of the result, whatever the source's size.

// one is 1 in the fixed point of the weights.
const one = 1 << 16

// span is the source pixels that make one pixel of the result: how much of each,
// from the first on.
type span struct {
	first   int
	weights []int32
}

// tap says how much of a source pixel goes into a pixel of the result.
type tap struct{ at, weight int32 }

// shrink returns the picture flattened on white, with its longer side at most
// side px; it never enlarges.
func shrink(src image.Image, side int) *image.RGBA {
	b := src.Bounds()
	w, h := fit(b.Dx(), b.Dy(), side)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		flatten(out, src, b.Min)
		return out
	}
	across, down, row := spans(b.Dx(), w), bySource(spans(b.Dy(), h), b.Dy()), rowsOf(src)
	sums := make([]int32, w*h*3)
	line := make([]int32, w*3)
	for y := range b.Dy() {
		squeeze(line, row(y), across)
		for _, t := range down[y] {
			add(sums[int(t.at)*w*3:][:w*3], line, t.weight)
		}
	}
	settle(out.Pix, sums)
	return out
}

// rowsOf returns what gives the pixels of a row, flattened on white, until the
// next one is asked for.
func rowsOf(src image.Image) func(y int) []uint8 {
	if m, ok := src.(*image.RGBA); ok && m.Opaque() {
		return func(y int) []uint8 { return m.Pix[y*m.Stride:][:4*m.Rect.Dx()] }
	}
	b := src.Bounds()
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	return func(y int) []uint8 {
		flatten(row, src, image.Pt(b.Min.X, b.Min.Y+y))
		return row.Pix
	}
}

// flatten draws the part of a picture that begins at a point on white.
func flatten(out *image.RGBA, src image.Image, from image.Point) {
	if _, solid := src.(*image.YCbCr); solid {
		draw.Draw(out, out.Rect, src, from, draw.Src)
		return
	}
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, src, from, draw.Over)
}

// fit returns the size with the longer side at most side and the other in
// proportion, at least 1.
func fit(w, h, side int) (int, int) {
	long := max(w, h)
	if long <= side {
		return w, h
	}
	return max(1, (w*side+long/2)/long), max(1, (h*side+long/2)/long)
}

// spans returns, for each pixel of a line of n drawn from one of size source
// pixels (n ≤ size), the source pixels under a Catmull-Rom kernel as wide as
// the reduction. The weights of each add up to one.
func spans(size, n int) []span {
	out := make([]span, n)
	for i := range out {
		centre := int64(2*i+1) * int64(size) // in units of half a pixel of n·size
		first := max(0, int((centre-4*int64(size))/int64(2*n)))
		last := min(size-1, int((centre+4*int64(size))/int64(2*n)))
		sum := int64(0)
		weights := make([]int64, 0, last-first+1)
		for j := first; j <= last; j++ {
			away := int64(2*j+1)*int64(n) - centre
			k := kernel(max(away, -away) * one / int64(2*size))
			weights, sum = append(weights, k), sum+k
		}
		out[i] = normal(first, weights, sum)
	}
	return out
}

// kernel is Catmull and Rom's cubic at t ≥ 0, both in the fixed point.
func kernel(t int64) int64 {
	switch {
	case t < one:
		return (((3*t-5*one)*t/one)*t/one + 2*one) / 2
	case t < 2*one:
		return ((((-t+5*one)*t/one-8*one)*t)/one + 4*one) / 2
	}
	return 0
}

// normal brings the weights to a sum of one; what rounding leaves goes to the
// middle.
func normal(first int, weights []int64, sum int64) span {
	out := span{first, make([]int32, len(weights))}
	left := int64(one)
	for i, w := range weights {
		w = w * one / sum
		out.weights[i], left = int32(w), left-w
	}
	out.weights[len(weights)/2] += int32(left)
	return out
}

// bySource turns the spans round: for each source pixel, the pixels of the
// result it goes into.
func bySource(of []span, size int) [][]tap {
	out := make([][]tap, size)
	for i, s := range of {
		for j, weight := range s.weights {
			if weight != 0 {
				out[s.first+j] = append(out[s.first+j], tap{int32(i), weight})
			}
		}
	}
	return out
}

// squeeze reduces one row of RGBA to three sums a pixel, in sixteenths.
func squeeze(line []int32, pix []uint8, across []span) {
	for x, s := range across {
		var r, g, b int32
		under := pix[4*s.first:][:4*len(s.weights)]
		for i, weight := range s.weights {
			p := under[4*i : 4*i+3 : 4*i+3]
			r += weight * int32(p[0])
			g += weight * int32(p[1])
			b += weight * int32(p[2])
		}
		to := line[3*x : 3*x+3 : 3*x+3]
		to[0], to[1], to[2] = r>>12, g>>12, b>>12
	}
}

func add(sums, line []int32, weight int32) {
	sums = sums[:len(line)]
	for i, v := range line {
		sums[i] += weight * v
	}
}

// settle rounds the sums to pixels.
func settle(pix []uint8, sums []int32) {
	const half = 1 << 19
	for i, at := 0, 0; i < len(sums); i, at = i+3, at+4 {
		for c := range 3 {
			pix[at+c] = uint8(min(max((sums[i+c]+half)>>20, 0), 255))
		}
		pix[at+3] = 255
	}
}

// turn rotates and mirrors a picture as EXIF's orientation says.
func turn(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := origin(orientation, x, y, w, h)
			copy(out.Pix[out.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return out
}

// origin returns where a pixel of the turned picture stands in the one of w×h.
func origin(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2: // mirrored
		return w - 1 - x, y
	case 3: // upside down
		return w - 1 - x, h - 1 - y
	case 4: // mirrored upside down
		return x, h - 1 - y
	case 5: // mirrored along the falling diagonal
		return y, x
	case 6: // to be turned right
		return y, h - 1 - x
	case 7: // mirrored along the rising diagonal
		return w - 1 - y, h - 1 - x
	}
	return w - 1 - y, x // 8: to be turned left
}
