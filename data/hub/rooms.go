package hub

import (
	"context"
	"path/filepath"

	"hangviet/data/hub/books"
	"hangviet/data/hub/room"
	"hangviet/data/sheet"
)

// WayRoom is the way by which a producer acts.
const WayRoom = "room"

// newRooms opens the producers' rooms.
func (s *Service) newRooms() (*room.Rooms, error) {
	return room.New(room.Config{
		DB: s.db, Dir: filepath.Join(s.config.Data, "rooms"), Now: s.config.Now, Tell: s.tellRoom, Judge: judgeOptions,
	})
}

// judgeOptions are the tables by which producers' answers are judged.
func judgeOptions() (sheet.Options, error) {
	env, err := kioskWords()
	return sheet.Options{Provinces: env.Places, Classification: env.Classes}, err
}

// tellRoom adds a line to the audit about a producer's room: of the producer, who
// is told by the code alone, or of the officer who is signed in.
func (s *Service) tellRoom(ctx context.Context, t *books.Tx, producer, act, subject, remark string) error {
	if producer == "" {
		return s.audit(ctx, t, act, subject, remark)
	}
	return t.PutAudit(books.Audit{At: s.config.Now(), Who: producerName(producer), Act: act, Subject: subject, Note: remark, Way: WayRoom})
}

// producerName is how the audit calls a producer; no account has a name with a
// space.
func producerName(code string) string { return "room " + code }
