// Package migrated tells Fyne that this program changes its windows from the UI thread
// alone. Fyne then does not ask at every change which goroutine it comes from, a tenth
// of the UI thread's time.
//
// Only what is shipped says so, by the build tag "shipped": everywhere else Fyne asks,
// and a change from a wrong goroutine is noticed. Fyne has a tag of its own for that,
// migrated_fynedo, which also makes its tables of renderers and canvases plain Go maps.
// Those never give back the room of their busiest moment: with 5,000 visits they grew by
// 3 MB. Without it they are sync.Map, which shrinks.
package migrated

// Migrations is what [fyne.AppMetadata] is told.
func Migrations() map[string]bool { return map[string]bool{"fyneDo": shipped} }
