package books

import "time"

// Room is a producer's own place at the hub.
type Room struct {
	ID      string // 128 random bits in hexadecimal digits; means nothing
	Name    string // by which officers know the producer
	Code    string // the producer's id in the catalogue; no two rooms have the same
	By      string // the officer who made it
	Created time.Time
	Contact string    // for reminders, as the producer wrote it; "" none are wanted
	Ended   time.Time // from when on nobody enters; zero while it is open
}

const roomColumns = `id, name, code, made_by, created, contact, ended`

// PutRoom stores a room; one of the same id is replaced.
func (t *Tx) PutRoom(r Room) error {
	return t.exec(`INSERT INTO rooms (`+roomColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, code = excluded.code, contact = excluded.contact, ended = excluded.ended`,
		r.ID, r.Name, r.Code, r.By, milli(r.Created), r.Contact, milli(r.Ended))
}

// Room returns a room, or [ErrNotFound].
func (t *Tx) Room(id string) (Room, error) { return onlyOf(t.rooms(`WHERE id = ?`, id)) }

// RoomOf returns the room of a producer by the id in the catalogue, or [ErrNotFound].
func (t *Tx) RoomOf(code string) (Room, error) { return onlyOf(t.rooms(`WHERE code = ?`, code)) }

// Rooms returns all rooms by name.
func (t *Tx) Rooms() ([]Room, error) { return t.rooms(`ORDER BY name, id`) }

func (t *Tx) rooms(where string, args ...any) (all []Room, err error) {
	err = t.each(`SELECT `+roomColumns+` FROM rooms `+where, args, func(scan func(...any) error) error {
		var r Room
		var created, ended int64
		err := scan(&r.ID, &r.Name, &r.Code, &r.By, &created, &r.Contact, &ended)
		r.Created, r.Ended = fromMilli(created), fromMilli(ended)
		all = append(all, r)
		return err
	})
	return all, err
}

// RoomKey is an invitation: it lets in who has it, once.
type RoomKey struct {
	Hash    string // of the code
	Room    string
	By      string // the officer who made it
	Made    time.Time
	Expires time.Time
	Used    time.Time // zero until then
}

const roomKeyColumns = `hash, room, made_by, made, expires, used`

// PutRoomKey stores an invitation; one of the same hash is replaced.
func (t *Tx) PutRoomKey(k RoomKey) error {
	return t.exec(`INSERT INTO room_keys (`+roomKeyColumns+`) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET expires = excluded.expires, used = excluded.used`,
		k.Hash, k.Room, k.By, milli(k.Made), milli(k.Expires), milli(k.Used))
}

// RoomKey returns an invitation, or [ErrNotFound].
func (t *Tx) RoomKey(hash string) (RoomKey, error) { return onlyOf(t.roomKeys(`WHERE hash = ?`, hash)) }

// RoomKeys returns the invitations of a room, the newest first.
func (t *Tx) RoomKeys(room string) ([]RoomKey, error) {
	return t.roomKeys(`WHERE room = ? ORDER BY made DESC, hash`, room)
}

func (t *Tx) roomKeys(where string, args ...any) (all []RoomKey, err error) {
	err = t.each(`SELECT `+roomKeyColumns+` FROM room_keys `+where, args, func(scan func(...any) error) error {
		var k RoomKey
		var made, expires, used int64
		err := scan(&k.Hash, &k.Room, &k.By, &made, &expires, &used)
		k.Made, k.Expires, k.Used = fromMilli(made), fromMilli(expires), fromMilli(used)
		all = append(all, k)
		return err
	})
	return all, err
}

// DropRoomKeysBefore forgets the invitations that expired before t0.
func (t *Tx) DropRoomKeysBefore(t0 time.Time) error {
	return t.exec(`DELETE FROM room_keys WHERE expires < ?`, milli(t0))
}

// RoomVisit is a phone that is in a room: its session.
type RoomVisit struct {
	Hash    string // of the token that the browser holds
	Room    string
	Since   time.Time
	Used    time.Time
	Expires time.Time
}

const roomVisitColumns = `hash, room, since, used, expires`

// PutRoomVisit stores a session; one of the same hash is replaced.
func (t *Tx) PutRoomVisit(v RoomVisit) error {
	return t.exec(`INSERT INTO room_visits (`+roomVisitColumns+`) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET used = excluded.used, expires = excluded.expires`,
		v.Hash, v.Room, milli(v.Since), milli(v.Used), milli(v.Expires))
}

// RoomVisit returns a session, or [ErrNotFound].
func (t *Tx) RoomVisit(hash string) (RoomVisit, error) {
	return onlyOf(t.roomVisits(`WHERE hash = ?`, hash))
}

// RoomVisits returns the sessions of a room, that used last first.
func (t *Tx) RoomVisits(room string) ([]RoomVisit, error) {
	return t.roomVisits(`WHERE room = ? ORDER BY used DESC, hash`, room)
}

func (t *Tx) roomVisits(where string, args ...any) (all []RoomVisit, err error) {
	err = t.each(`SELECT `+roomVisitColumns+` FROM room_visits `+where, args, func(scan func(...any) error) error {
		var v RoomVisit
		var since, used, expires int64
		err := scan(&v.Hash, &v.Room, &since, &used, &expires)
		v.Since, v.Used, v.Expires = fromMilli(since), fromMilli(used), fromMilli(expires)
		all = append(all, v)
		return err
	})
	return all, err
}

// DropRoomVisit ends a session.
func (t *Tx) DropRoomVisit(hash string) error {
	return t.exec(`DELETE FROM room_visits WHERE hash = ?`, hash)
}

// DropRoomVisits ends the sessions of a room.
func (t *Tx) DropRoomVisits(room string) error {
	return t.exec(`DELETE FROM room_visits WHERE room = ?`, room)
}

// DropRoomVisitsBefore forgets the sessions that were over at t0.
func (t *Tx) DropRoomVisitsBefore(t0 time.Time) error {
	return t.exec(`DELETE FROM room_visits WHERE expires <= ?`, milli(t0))
}
