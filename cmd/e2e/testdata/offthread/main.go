// Command offthread is a planted fault: a window whose words are changed by
// another goroutine than the one they belong to. The end-to-end tests must
// notice it.
package main

import (
	"time"

	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.NewWithID("vn.hangviet.offthread")
	w := a.NewWindow("offthread")
	words := widget.NewLabel("before")
	w.SetContent(words)
	a.Lifecycle().SetOnStarted(func() {
		go func() { // ends with the program
			for range time.Tick(100 * time.Millisecond) {
				words.SetText(time.Now().String())
			}
		}()
	})
	w.ShowAndRun()
}
