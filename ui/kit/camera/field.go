package camera

import "math"

// field is light by place, row after row.
type field struct {
	wide, high int
	values     []float32
}

func newField(wide, high int) *field { return &field{wide, high, make([]float32, wide*high)} }

// seen is what pixels take that are as wide as fine places of f, behind a lens that
// spreads a point by so many of them.
func (f *field) seen(spread float64) *field {
	kernel := aperture(spread)
	return f.across(kernel).turned().across(kernel).turned()
}

// across takes each row's light into pixels.
func (f *field) across(kernel []float32) *field {
	out := newField(f.wide/fine, f.high)
	for y := range f.high {
		row := f.values[y*f.wide : (y+1)*f.wide]
		for x := range out.wide {
			first := x*fine + fine/2 - len(kernel)/2
			sum := float32(0)
			for i, weight := range kernel {
				sum += weight * row[min(max(first+i, 0), f.wide-1)]
			}
			out.values[y*out.wide+x] = sum
		}
	}
	return out
}

// turned has columns for rows.
func (f *field) turned() *field {
	out := newField(f.high, f.wide)
	for y := range f.high {
		for x := range f.wide {
			out.values[x*f.high+y] = f.values[y*f.wide+x]
		}
	}
	return out
}

// aperture is the share of the light that a pixel takes of each fine place about its
// middle: the mean over its square of a Gaussian of so many pixels.
func aperture(spread float64) []float32 {
	reach := int(math.Ceil((3*spread+0.5)*fine)) + 1
	kernel := make([]float32, 2*reach+1)
	edge := func(at float64) float64 { return math.Erf(at / fine / spread / math.Sqrt2) }
	sum := float32(0)
	for i := range kernel {
		for part := range fine { // of the pixel, a fine place each
			middle := float64(i - reach - part + fine/2)
			kernel[i] += float32(edge(middle+0.5) - edge(middle-0.5))
		}
		sum += kernel[i]
	}
	for i := range kernel {
		kernel[i] /= sum
	}
	return kernel
}
