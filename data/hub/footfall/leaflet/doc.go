// Package leaflet prints what people looked at of one producer's goods, on one
// page of A4 in Vietnamese, to be handed back after a fair: how often they stood on
// a screen, were opened, showed the code of a shop and were kept, by product, by
// day and by point; and what these numbers mean and do not mean.
//
// The fonts are in the file. A name that does not fit is cut at the end of its
// line, products and points that have no room are added up in one line, and a
// character that the fonts do not have is printed as a question mark.
//
// Start with [Write].
package leaflet
