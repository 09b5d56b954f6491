package hub

import (
	"errors"
	"fmt"
	"net/http"
	"syscall"

	"hangviet/data/catalog"
)

// DefaultFloor is kept free on the hub's disk: ballots come before files.
const DefaultFloor = 1 << 30

// errSpace refuses a file for which there would be room, were there no ballots to come.
var errSpace = fmt.Errorf("what is left of the disk is kept for ballots: %w", syscall.ENOSPC)

// roomFor refuses a request with errSpace when its body, or most where it does not say
// how long it is, would not leave the floor free.
func (s *Service) roomFor(r *http.Request, most int64) error {
	if r.ContentLength >= 0 {
		most = r.ContentLength
	}
	return s.space(uint64(most))
}

// space refuses so many bytes more with errSpace.
func (s *Service) space(more uint64) error {
	free, err := s.config.Free(s.config.Data)
	if err == nil && free < s.config.Floor+more {
		err = errSpace
	}
	return err
}

// spaceProblem says that files are refused now; nil while they are not. A disk that
// does not say how full it is fails elsewhere, and is told of there.
func (s *Service) spaceProblem() *Problem {
	err := s.space(0)
	if !errors.Is(err, errSpace) {
		return nil
	}
	return &Problem{"E-HUB-DISK", catalog.Text{
		"vi": "Ổ đĩa của máy chủ sắp đầy. Phiếu bầu vẫn được nhận, nhưng tệp thì không. Hãy dọn bớt hoặc thay ổ lớn hơn.",
		"en": "The hub's disk is almost full. Ballots are still taken, files are not. Remove what is not needed or have a larger disk put in.",
	}, err.Error()}
}
