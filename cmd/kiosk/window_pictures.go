package main

import (
	"errors"
	"io"
	"os"
	"strconv"

	"hangviet/ui/kit/pictures"
	"hangviet/ui/model"
)

// settingPictures is how much memory pictures may take, in megabytes of 2^20 bytes
// (store.Setting); "" is the usual.
const settingPictures = "pictures"

// settingMotion says whether pages and sheets come in softly (store.Setting): "off" for
// people who do not like it and for programs that measure; all else: where the device
// keeps up.
const settingMotion = "motion"

func (s settings) motion() bool { return s.text(settingMotion) != string(model.Off) }

// The least is a 4K screen full of cards; the most is nothing but a guard.
const (
	leastPictures = 40
	mostPictures  = 4096
)

func checkPictures(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < leastPictures || n > mostPictures {
		return errors.New("not a number of megabytes from 40 to 4096")
	}
	return nil
}

// pictureBytes is how much memory pictures may take: by the flag, else as set.
func (f windowFlags) pictureBytes(s settings) int64 {
	if f.pictures > 0 {
		return int64(f.pictures) << 20
	}
	return int64(s.number(settingPictures, pictures.UsualBytes>>20)) << 20
}

// openPhoto opens a picture file of the release that is shown.
func (w *window) openPhoto(sha256 string) (io.ReadCloser, error) {
	w.mu.Lock()
	photo := w.photo
	w.mu.Unlock()
	if photo == nil {
		return nil, os.ErrNotExist
	}
	return os.Open(photo(sha256))
}
