// Package kit is the set of widgets a finger works with: cards, buttons, lists
// that glide, a gallery, a QR view, a keyboard. It knows nothing of products or
// votes; screens hand it words, picture keys and what to do at a tap.
//
// One widget, the [Stage], takes every press, drag and key of the window and
// gives each gesture to one receiver: to the [Touch] under the finger when it
// lets go inside, or to the [Scroller], [Strip] or [Grid] around it when the
// finger wanders further than the slop, never to both. The other widgets only
// draw and say where they are. So a window's content is one Stage, sheets are
// shown by [Stage.Open], and widgets must be reachable from it through Fyne
// containers or through widgets with Parts, as all of kit are.
//
// Widgets take a [look.Look] and write no size or colour of their own. All
// methods are for the UI thread unless they say otherwise.
//
// Start with [Stage] and [Touch], then [Column] and [Scroller].
package kit
