package hub

import (
	"os"
	"testing"

	"hangviet/data/hub/books/pgtest"
)

// TestMain lets the environment choose the engine, see [pgtest.Variable].
func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }
