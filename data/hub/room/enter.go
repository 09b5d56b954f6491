package room

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/ticket"
)

// How long an invitation may be used, and how long a phone that was used last stays
// in the room.
const (
	InvitationLasts = 30 * 24 * time.Hour
	VisitLasts      = 90 * 24 * time.Hour
)

// remembered is how long an invitation that is over is known, so that who comes
// with it is told what has happened.
const remembered = 365 * 24 * time.Hour

// touchEvery is how often it is noted that a phone is still used.
const touchEvery = 24 * time.Hour

// The reasons for which an invitation opens nothing.
var (
	ErrNoKey   = errors.New("there is no such invitation")
	ErrUsed    = errors.New("the invitation was used already")
	ErrExpired = errors.New("the invitation's time is over")
	ErrClosed  = errors.New("the room is closed")
)

// Make makes a room with a firm's form. Name is what officers call the producer,
// code its id in the catalogue, which no other room may have; "" for one that is
// made up.
func (r *Rooms) Make(ctx context.Context, officer, name, code string, firm dossier.Answers) (made books.Room, err error) {
	now := r.Now()
	id := newID()
	made = books.Room{ID: id, Name: name, Code: cmp.Or(code, "ct-"+id[:10]), By: officer, Created: now}
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		if _, err := t.RoomOf(made.Code); err == nil {
			return ErrTaken
		}
		answers := dossier.Answers{"name": name}
		for key, answer := range firm {
			answers[key] = answer
		}
		form := Held{Entry: dossier.Entry{ID: newID(), Form: dossier.Firm, Code: made.Code, State: dossier.Draft, Answers: answers}, Room: id, Created: now}
		return errors.Join(t.PutRoom(made), r.put(t, &form), r.Tell(ctx, t, "", "room.made", made.Code, name))
	})
	if err != nil {
		return books.Room{}, fmt.Errorf("make room: %w", err)
	}
	return made, nil
}

// ErrTaken says that another room has the code.
var ErrTaken = errors.New("another room is of that producer")

// Invite returns a new invitation to a room: a code to be typed, or to stand in a
// link or a QR. Those before that were not used end.
func (r *Rooms) Invite(ctx context.Context, officer, room string) (ticket.Code, error) {
	code, err := ticket.New(rand.Reader)
	if err != nil {
		return "", err
	}
	now := r.Now()
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		held, err := t.Room(room)
		if err != nil {
			return err
		}
		if err := endKeys(t, room, now); err != nil {
			return err
		}
		key := books.RoomKey{Hash: hashOf(string(code)), Room: room, By: officer, Made: now, Expires: now.Add(InvitationLasts)}
		return errors.Join(t.PutRoomKey(key), r.Tell(ctx, t, "", "room.invited", held.Code, held.Name))
	})
	if err != nil {
		return "", fmt.Errorf("invite to room: %w", none(err))
	}
	return code, nil
}

// endKeys ends the invitations that were not used.
func endKeys(t *books.Tx, room string, now time.Time) error {
	keys, err := t.RoomKeys(room)
	for _, k := range keys {
		if err == nil && k.Used.IsZero() && k.Expires.After(now) {
			k.Expires = now
			err = t.PutRoomKey(k)
		}
	}
	return errors.Join(err, t.DropRoomKeysBefore(now.Add(-remembered)))
}

// Shut closes a room to its producer, whose sessions and invitations end; Reopen
// opens it again.
func (r *Rooms) Shut(ctx context.Context, room string) error {
	return r.change(ctx, room, "room.shut", func(t *books.Tx, held *books.Room) error {
		held.Ended = r.Now()
		return errors.Join(t.DropRoomVisits(room), endKeys(t, room, r.Now()))
	})
}

// Reopen opens a room that was shut. Its producer needs another invitation.
func (r *Rooms) Reopen(ctx context.Context, room string) error {
	return r.change(ctx, room, "room.reopened", func(_ *books.Tx, held *books.Room) error {
		held.Ended = time.Time{}
		return nil
	})
}

// EndVisits puts every phone out of a room, as when one was lost.
func (r *Rooms) EndVisits(ctx context.Context, room string) error {
	return r.change(ctx, room, "room.ended", func(t *books.Tx, _ *books.Room) error {
		return errors.Join(t.DropRoomVisits(room), endKeys(t, room, r.Now()))
	})
}

func (r *Rooms) change(ctx context.Context, room, act string, f func(*books.Tx, *books.Room) error) error {
	err := r.DB.Update(ctx, func(t *books.Tx) error {
		held, err := t.Room(room)
		if err != nil {
			return err
		}
		if err := f(t, &held); err != nil {
			return err
		}
		return errors.Join(t.PutRoom(held), r.Tell(ctx, t, "", act, held.Code, held.Name))
	})
	return none(err)
}

// Look tells which room an invitation opens, without using it: programs that look
// into links before a person does open nothing. The error is [ErrNoKey], [ErrUsed],
// [ErrExpired] or [ErrClosed].
func (r *Rooms) Look(ctx context.Context, code ticket.Code) (room books.Room, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		_, room, err = r.key(t, code)
		return err
	})
	return room, err
}

func (r *Rooms) key(t *books.Tx, code ticket.Code) (key books.RoomKey, room books.Room, err error) {
	key, err = t.RoomKey(hashOf(string(code)))
	if errors.Is(err, books.ErrNotFound) {
		return key, room, ErrNoKey
	}
	if err == nil {
		room, err = t.Room(key.Room)
	}
	switch {
	case err != nil:
		return key, room, err
	case !key.Used.IsZero():
		return key, room, ErrUsed
	case !key.Expires.After(r.Now()):
		return key, room, ErrExpired
	case !room.Ended.IsZero():
		return key, room, ErrClosed
	}
	return key, room, nil
}

// Enter uses an invitation and returns the token of a session. The errors are those
// of [Rooms.Look].
func (r *Rooms) Enter(ctx context.Context, code ticket.Code) (token string, room books.Room, err error) {
	token = rand.Text()
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		key, held, err := r.key(t, code)
		if err != nil {
			return err
		}
		now := r.Now()
		key.Used, room = now, held
		visit := books.RoomVisit{Hash: hashOf(token), Room: held.ID, Since: now, Used: now, Expires: now.Add(VisitLasts)}
		return errors.Join(t.DropRoomVisitsBefore(now), t.PutRoomKey(key), t.PutRoomVisit(visit), r.Tell(ctx, t, held.Code, "room.entered", held.Code, ""))
	})
	if err != nil {
		return "", books.Room{}, err
	}
	return token, room, nil
}

// Visit returns the room that a session is in, and keeps the session alive; false
// when it has ended in any way.
func (r *Rooms) Visit(ctx context.Context, token string) (room books.Room, in bool, err error) {
	if token == "" {
		return room, false, nil
	}
	var visit books.RoomVisit
	err = r.DB.View(ctx, func(t *books.Tx) error {
		if visit, err = t.RoomVisit(hashOf(token)); err != nil {
			return err
		}
		room, err = t.Room(visit.Room)
		return err
	})
	now := r.Now()
	if errors.Is(err, books.ErrNotFound) || err == nil && (!visit.Expires.After(now) || !room.Ended.IsZero()) {
		return books.Room{}, false, nil
	}
	if err != nil || now.Sub(visit.Used) < touchEvery {
		return room, err == nil, err
	}
	visit.Used, visit.Expires = now, now.Add(VisitLasts)
	return room, true, r.DB.Update(ctx, func(t *books.Tx) error { return touch(t, visit) })
}

// touch keeps a session alive that was not ended meanwhile.
func touch(t *books.Tx, visit books.RoomVisit) error {
	_, err := t.RoomVisit(visit.Hash)
	if errors.Is(err, books.ErrNotFound) {
		return nil
	}
	return errors.Join(err, t.PutRoomVisit(visit))
}

// Leave ends a session.
func (r *Rooms) Leave(ctx context.Context, token string) error {
	return r.DB.Update(ctx, func(t *books.Tx) error { return t.DropRoomVisit(hashOf(token)) })
}

// SetContact says where reminders go, an e-mail address or a phone number; "" for
// none.
func (r *Rooms) SetContact(ctx context.Context, room, contact string) error {
	err := r.DB.Update(ctx, func(t *books.Tx) error {
		held, err := t.Room(room)
		if err != nil {
			return err
		}
		held.Contact = contact
		return errors.Join(t.PutRoom(held), r.Tell(ctx, t, held.Code, "room.contact", held.Code, ""))
	})
	return none(err)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte("hangviet room " + secret))
	return hex.EncodeToString(sum[:])
}
