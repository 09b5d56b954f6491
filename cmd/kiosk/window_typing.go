package main

import (
	"fmt"

	"hangviet/ui/input"
)

// Settings of the keyboard (store.Setting).
const (
	settingMethod = "input-method" // "telex", "vni" or "plain"; "" telex
	settingStyle  = "tone-style"   // "old", hòa, or "new", hoà; "" old
)

var (
	inputMethods = map[string]input.Method{"telex": input.Telex, "vni": input.VNI, "plain": input.Plain}
	toneStyles   = map[string]input.Style{"old": input.OldStyle, "new": input.NewStyle}
)

// typing is how keys become Vietnamese, as set.
func (s settings) typing() input.Composer {
	return input.Composer{Method: inputMethods[s.text(settingMethod)], Style: toneStyles[s.text(settingStyle)]}
}

func checkMethod(text string) error {
	if _, ok := inputMethods[text]; !ok {
		return fmt.Errorf("neither telex nor vni nor plain")
	}
	return nil
}

func checkStyle(text string) error {
	if _, ok := toneStyles[text]; !ok {
		return fmt.Errorf("neither old nor new")
	}
	return nil
}
