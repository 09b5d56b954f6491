// Package labels prints labels with a QR symbol: the card that stands on a shelf
// beside a product, and the invitation that is handed to a producer on paper.
//
// Labels stand in a grid on A4 with lines to cut along. The fonts are in the file.
// Text that does not fit is made smaller and then cut, and a character that the
// fonts do not have is printed as a question mark. A label gives stars only when
// it is told of any: whether they hold is the caller's to know.
//
// Start with [Write].
package labels
