package pictures_test

import (
	"fmt"
	"image"
	"runtime"
	"testing"
	"weak"
)

// card stands for who waits for a photo: a tile of a page, with the look it is drawn in.
type card struct{ shown image.Image }

// TestWhoWasAnsweredIsLetGo: a page is thrown away whole, also one whose photos had to
// queue. Nothing of it may be held until as many wait again.
func TestWhoWasAnsweredIsLetGo(t *testing.T) {
	d := newDesk()
	d.gate = make(chan struct{})
	c := newCache(t, d, 1<<20, 1)
	var cards []weak.Pointer[card]
	var leave []func()
	for i := range 12 {
		one := &card{}
		cards = append(cards, weak.Make(one))
		leave = append(leave, c.Load(photo(fmt.Sprint("photo ", i), 40, 30), func(m image.Image) { one.shown = m }))
	}
	close(d.gate)
	for range leave {
		d.one(t)
	}
	for _, cancel := range leave {
		cancel()
	}
	clear(leave)
	runtime.GC()
	for i, one := range cards {
		if one.Value() != nil {
			t.Errorf("who asked for photo %d is still held", i)
		}
	}
	runtime.KeepAlive(c)
}
