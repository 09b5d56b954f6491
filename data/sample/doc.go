// Package sample makes the sample catalogue: invented goods of invented
// producers, in every state a product can be in, as the same workbook and
// folder of pictures that an organiser's office would hand over. It says of
// itself that it is a sample, its links lead to reserved example hosts only,
// and the same program always makes the same bytes.
//
// The texts stand in the .txt files beside this one, a row a line; the pictures
// are drawn by package art. Start with [Write].
package sample
