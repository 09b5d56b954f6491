// Package input turns keystrokes into Vietnamese text, by the methods Telex and
// VNI, for the on-screen keyboard and for a physical one alike. It knows no
// window and no widget.
package input
