// Package sheet turns what an organiser's office has, an Excel workbook and a
// folder of photos, into a catalogue, and names by sheet, cell and sentence
// whatever stands in the way.
//
// It promises that reading never changes the folder, that a workbook never
// brings the program down whatever its bytes are, that a photo is refused
// before it is decoded whole when it is corrupt, tiny or gigantic, and that the
// same input gives the same catalogue and the same photo bytes. What a cell
// means is decided here; what a product may be is decided in package catalog.
//
// Start with [Read]. [WriteTemplate] makes the empty workbook, [WriteRemarks]
// the copy that goes back to the office.
package sheet
