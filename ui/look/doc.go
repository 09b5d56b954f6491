// Package look holds every colour, size, duration and touch target of the
// screens, by name. No other package writes a colour or a size.
//
// Sizes are pixels of the panel: the program sets Fyne's scale to 1, so one
// Fyne unit is one pixel, and [New] computes each size from the panel's pixels
// and its diagonal. What a finger or an eye needs is physical (a touch target
// is at least 15 mm); what makes a page calm is a share of the short side.
//
// A [Look] never changes. Another scheme or text size is another Look, made by
// [Look.With]; screens are then built anew with it.
package look
