package sheet

import "image"

// Photos of cameras are three planes: the light, and two of colour, mostly of half
// its length. An upright one is scaled plane by plane, which spares turning every
// pixel into red, green and blue and back.

// plane is one of them.
type plane struct {
	pix           []uint8
	stride        int
	width, height int
}

// shrinkPlanes returns the photo with its longer side at most side px; it never
// enlarges. The colours stay as coarse beside the light as they are.
func shrinkPlanes(src *image.YCbCr, side int) *image.YCbCr {
	w, h := fit(src.Rect.Dx(), src.Rect.Dy(), side)
	out := image.NewYCbCr(image.Rect(0, 0, w, h), src.SubsampleRatio)
	from, to := planesOf(src), planesOf(out)
	for i := range from {
		to[i].fill(from[i])
	}
	return out
}

// planesOf are the planes within a photo's bounds.
func planesOf(m *image.YCbCr) [3]plane {
	b := m.Rect
	wide, high := chroma(m.SubsampleRatio, b.Dx(), b.Dy())
	light, colour := m.YOffset(b.Min.X, b.Min.Y), m.COffset(b.Min.X, b.Min.Y)
	return [3]plane{
		{m.Y[light:], m.YStride, b.Dx(), b.Dy()},
		{m.Cb[colour:], m.CStride, wide, high},
		{m.Cr[colour:], m.CStride, wide, high},
	}
}

// chroma is the size of the planes of colour of a photo of w×h.
func chroma(ratio image.YCbCrSubsampleRatio, w, h int) (int, int) {
	switch ratio {
	case image.YCbCrSubsampleRatio422:
		return (w + 1) / 2, h
	case image.YCbCrSubsampleRatio420:
		return (w + 1) / 2, (h + 1) / 2
	case image.YCbCrSubsampleRatio440:
		return w, (h + 1) / 2
	}
	return w, h
}

// usualPlanes tells whether the planes of colour are of a size that is known here.
func usualPlanes(m *image.YCbCr) bool {
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440:
		return true
	}
	return false
}

// fill scales another plane to the size of this one: to half, as often as that
// does not make it too small, by the mean of four pixels, and then by the kernel.
func (p plane) fill(from plane) {
	for from.width >= 2*p.width && from.height >= 2*p.height {
		from = from.half()
	}
	if from.width == p.width && from.height == p.height {
		for y := range p.height {
			copy(p.row(y), from.row(y))
		}
		return
	}
	across, down := spans(from.width, p.width), bySource(spans(from.height, p.height), from.height)
	sums, line := make([]int32, p.width*p.height), make([]int32, p.width)
	for y := range from.height {
		squeezePlane(line, from.row(y), across)
		for _, t := range down[y] {
			add(sums[int(t.at)*p.width:][:p.width], line, t.weight)
		}
	}
	for y := range p.height {
		settlePlane(p.row(y), sums[y*p.width:])
	}
}

func (p plane) row(y int) []uint8 { return p.pix[y*p.stride:][:p.width] }

// half is a plane of half the length; an odd last row or column is left out.
func (p plane) half() plane {
	out := plane{stride: p.width / 2, width: p.width / 2, height: p.height / 2}
	out.pix = make([]uint8, out.width*out.height)
	for y := range out.height {
		to, above, below := out.row(y), p.row(2*y), p.row(2*y+1)
		for x := range to {
			a, b := above[2*x:2*x+2:2*x+2], below[2*x:2*x+2:2*x+2]
			to[x] = uint8((int(a[0]) + int(a[1]) + int(b[0]) + int(b[1]) + 2) / 4)
		}
	}
	return out
}

// squeezePlane reduces one row, to sums in sixteenths.
func squeezePlane(line []int32, row []uint8, across []span) {
	for x, s := range across {
		sum := int32(0)
		under := row[s.first:][:len(s.weights)]
		for i, weight := range s.weights {
			sum += weight * int32(under[i])
		}
		line[x] = sum >> 12
	}
}

// settlePlane rounds the sums to pixels.
func settlePlane(row []uint8, sums []int32) {
	const half = 1 << 19
	for x := range row {
		row[x] = uint8(min(max((sums[x]+half)>>20, 0), 255))
	}
}
