// Package art draws the pictures of the sample catalogue: goods on coloured
// grounds, from a motif and a colour such as "honey-jar amber". Every picture
// is made of a ground, the thing itself in soft light from the upper left, and
// a few props that say what is inside.
//
// Start with [Draw]; a motif is one function in the table of motif.go.
package art
