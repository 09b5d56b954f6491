package main

import (
	"context"
	"io"
	"testing"

	"hangviet/data/store"
	"hangviet/ui/kit/pictures"
)

func TestHowMuchMemoryPicturesTake(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range []struct {
		set  string
		args []string
		want int64
	}{
		{"", nil, pictures.UsualBytes},
		{"200", nil, 200 << 20},
		{"200", []string{"--pictures", "64"}, 64 << 20},
	} {
		if err := s.SetSetting(t.Context(), settingPictures, c.set); err != nil {
			t.Fatal(err)
		}
		flags, err := parseWindowFlags(append([]string{"--data", "d"}, c.args...), io.Discard)
		if got := flags.pictureBytes(settings{context.Background(), s}); err != nil || got != c.want {
			t.Errorf("set %q, %q: %d bytes, want %d, %v", c.set, c.args, got, c.want, err)
		}
	}
}

func TestTooLittleForOneScreenIsRefused(t *testing.T) {
	if _, err := parseWindowFlags([]string{"--data", "d", "--pictures", "8"}, io.Discard); err == nil {
		t.Error("8 megabytes are taken")
	}
	for text, ok := range map[string]bool{"96": true, "40": true, "39": false, "much": false, "9999": false} {
		if err := checkPictures(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
