// Package inspect looks over a drawn screen as a careful person with a ruler
// would: is every text whole, does no touch target lie over another, is each
// as large as a finger, can everything be read on its ground. It needs no
// display: it measures the objects that make the page.
//
// It serves the tests of the screens; the program itself does not use it. Start
// with [Page].
package inspect
