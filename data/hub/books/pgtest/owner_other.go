//go:build !linux

package pgtest

import (
	"os"
	"os/exec"
)

var atOnce = os.Kill

// owner is who the server runs as: here, who runs the tests.
type owner struct{}

func newOwner() (owner, error)        { return owner{}, nil }
func (owner) give(string) error       { return nil }
func (owner) own(*exec.Cmd)           {}
func childrenOf(int) (children []int) { return nil }
func killAll([]int)                   {}
