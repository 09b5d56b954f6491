//go:build textures

// Empty: it lets textures.go declare a function that another package defines.
