// Package press is about content at the hub: from the officer's workbook and
// photos to a signed release.
package press
