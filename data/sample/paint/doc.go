// Package paint is a small drawing board for the sample catalogue's pictures:
// paths, flat and graded fills, strokes, soft shadows and clipping, all
// anti-aliased and the same to the byte on every machine.
//
// A board is 1000 units wide and high whatever its size in pixels; x runs to
// the right and y down. The light in every picture comes from the upper left,
// so [Board.Shadow] falls to the lower right.
package paint
