package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// What is wrong with the files that a release is described in.
var (
	ErrNotes = errors.New("CHANGELOG.md has no dated section for this version, or nothing in it")
	ErrApp   = errors.New("FyneApp.toml names another version")
)

// sectionHead is a heading as https://keepachangelog.com/ has it: "## [1.2.0] - 2026-11-30".
var sectionHead = regexp.MustCompile(`(?m)^## +\[?([^\]\s]+)\]?(?: +[-–] +(\d{4}-\d{2}-\d{2}))? *$`)

var appVersion = regexp.MustCompile(`(?m)^Version = "([^"]*)"$`)

func (w wanted) writeNotes() error {
	changes, err := os.ReadFile(w.changelog)
	if err != nil {
		return err
	}
	app, err := os.ReadFile(w.app)
	if err != nil {
		return err
	}
	if found := appVersion.FindSubmatch(app); found == nil || string(found[1]) != w.version {
		return fmt.Errorf("%w than %s", ErrApp, w.version)
	}
	notes, err := notesOf(string(changes), w.version)
	if err != nil {
		return err
	}
	return os.WriteFile(w.notes, []byte(notes), 0o644)
}

// notesOf cuts what is said of a version out of a list of changes. [ErrNotes] when that
// has no section of it with a date and a text.
func notesOf(changes, version string) (string, error) {
	heads := sectionHead.FindAllStringSubmatchIndex(changes, -1)
	for i, head := range heads {
		if changes[head[2]:head[3]] != version || head[4] < 0 {
			continue
		}
		end := len(changes)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		if text := strings.TrimSpace(withoutLinks(changes[head[1]:end])); text != "" {
			return fmt.Sprintf("# Hàng Việt Kiosk %s, %s\n\n%s\n", version, changes[head[4]:head[5]], text), nil
		}
	}
	return "", fmt.Errorf("%w: %s", ErrNotes, version)
}

// linkLine is where a heading's link leads; they stand at the end of the whole list.
var linkLine = regexp.MustCompile(`(?m)^\[[^\]]+\]: \S+$`)

func withoutLinks(text string) string { return linkLine.ReplaceAllString(text, "") }
