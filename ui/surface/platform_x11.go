//go:build linux && x11

package surface

import "github.com/go-gl/glfw/v3.4/glfw"

// choosePlatform takes X11, as Fyne does under the same tag.
func choosePlatform() { glfw.InitHint(glfw.PlatformHint, int(glfw.PlatformX11)) }
