// Package surface asks the graphics for the plainest window there is: pixels and
// nothing else. Fyne draws flat things one over the other and asks no depth, but
// takes a window with a depth and a stencil buffer, which are as large as the
// picture and wiped before every frame. Where the processor draws, that wiping
// takes most of the time of an empty frame.
//
// It also keeps the memory of the graphics from growing: see [Trim].
//
// Start with [Plain].
package surface

import (
	"fmt"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// Plain makes the windows that are opened from now on plain. Call it once, on the
// main goroutine, before the first window is made. After an error windows are as
// Fyne makes them.
func Plain() error {
	tame()
	choosePlatform()
	if err := glfw.Init(); err != nil { // Fyne does it again, to no effect
		return fmt.Errorf("start the graphics: %w", err)
	}
	glfw.WindowHint(glfw.DepthBits, 0)
	glfw.WindowHint(glfw.StencilBits, 0)
	return nil
}
