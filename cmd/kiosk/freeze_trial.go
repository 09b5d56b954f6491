//go:build trial

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// awaitFreeze makes the UI thread stand still for ever on SIGUSR2. It is there only in
// a build with the tag trial, for the end-to-end tests.
func awaitFreeze(post func(func())) {
	freeze := make(chan os.Signal, 1)
	signal.Notify(freeze, syscall.SIGUSR2)
	go func() {
		<-freeze
		post(func() { select {} })
	}()
}
