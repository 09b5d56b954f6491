package books

import "time"

// DossierRemark is what an officer said about a field of a version.
type DossierRemark struct {
	Dossier string
	Version int64
	Key     string // of the field; "" for the whole
	Remark  string
	Who     string
	At      time.Time
}

// PutDossierRemark stores a remark; one about the same field is replaced.
func (t *Tx) PutDossierRemark(r DossierRemark) error {
	return t.exec(`INSERT INTO dossier_remarks (dossier, version, key, remark, who, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (dossier, version, key) DO UPDATE SET remark = excluded.remark, who = excluded.who, at = excluded.at`,
		r.Dossier, r.Version, r.Key, r.Remark, r.Who, milli(r.At))
}

// DossierRemarks returns the remarks about a form, those of the first version first.
func (t *Tx) DossierRemarks(dossier string) (all []DossierRemark, err error) {
	err = t.each(`SELECT version, key, remark, who, at FROM dossier_remarks WHERE dossier = ? ORDER BY version, key`, []any{dossier},
		func(scan func(...any) error) error {
			r := DossierRemark{Dossier: dossier}
			var at int64
			err := scan(&r.Version, &r.Key, &r.Remark, &r.Who, &at)
			r.At = fromMilli(at)
			all = append(all, r)
			return err
		})
	return all, err
}

// DossierFile is a picture or a document of a form. The bytes are on the disk.
type DossierFile struct {
	ID      string // its name on the disk
	Room    string
	Dossier string
	Kind    string // of the caller: photo, or the kind of paper
	Name    string // as it was sent
	Media   string // "image/jpeg"
	Size    int64  // in bytes
	Width   int64  // in pixels; 0 unknown
	Height  int64
	Added   time.Time
}

const dossierFileColumns = `id, room, dossier, kind, name, media, size, width, height, added`

// PutDossierFile stores a file's row; one of the same id is replaced.
func (t *Tx) PutDossierFile(f DossierFile) error {
	return t.exec(`INSERT INTO dossier_files (`+dossierFileColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, media = excluded.media, size = excluded.size,
			width = excluded.width, height = excluded.height`,
		f.ID, f.Room, f.Dossier, f.Kind, f.Name, f.Media, f.Size, f.Width, f.Height, milli(f.Added))
}

// DossierFile returns a file, whichever room's it is, or [ErrNotFound].
func (t *Tx) DossierFile(id string) (DossierFile, error) {
	return onlyOf(t.dossierFiles(`WHERE id = ?`, id))
}

// DossierFileOf returns a file of a room, or [ErrNotFound] also when it is of another.
func (t *Tx) DossierFileOf(room, id string) (DossierFile, error) {
	return onlyOf(t.dossierFiles(`WHERE id = ? AND room = ?`, id, room))
}

// DossierFilesOf returns the files of a form, the oldest first.
func (t *Tx) DossierFilesOf(dossier string) ([]DossierFile, error) {
	return t.dossierFiles(`WHERE dossier = ? ORDER BY added, id`, dossier)
}

// DossierFiles returns all files.
func (t *Tx) DossierFiles() ([]DossierFile, error) { return t.dossierFiles(`ORDER BY room, added, id`) }

func (t *Tx) dossierFiles(where string, args ...any) (all []DossierFile, err error) {
	err = t.each(`SELECT `+dossierFileColumns+` FROM dossier_files `+where, args, func(scan func(...any) error) error {
		var f DossierFile
		var added int64
		err := scan(&f.ID, &f.Room, &f.Dossier, &f.Kind, &f.Name, &f.Media, &f.Size, &f.Width, &f.Height, &added)
		f.Added = fromMilli(added)
		all = append(all, f)
		return err
	})
	return all, err
}

// DropDossierFile forgets a file.
func (t *Tx) DropDossierFile(id string) error {
	return t.exec(`DELETE FROM dossier_files WHERE id = ?`, id)
}

// DossierStep is something that was done to a form, as both sides are told of it.
type DossierStep struct {
	Dossier string
	At      time.Time
	Act     string // of the caller
	State   string // after it
	Version int64
	Who     string // the officer; "" the producer
	Remark  string
}

// PutDossierStep adds a step after those before.
func (t *Tx) PutDossierStep(s DossierStep) error {
	var last int64
	if err := t.one(`SELECT COALESCE(MAX(number), 0) FROM dossier_steps WHERE dossier = ?`, []any{s.Dossier}, &last); err != nil {
		return err
	}
	return t.exec(`INSERT INTO dossier_steps (dossier, number, at, act, state, version, who, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		s.Dossier, last+1, milli(s.At), s.Act, s.State, s.Version, s.Who, s.Remark)
}

// DossierSteps returns what was done to a form, the first first.
func (t *Tx) DossierSteps(dossier string) (all []DossierStep, err error) {
	err = t.each(`SELECT at, act, state, version, who, remark FROM dossier_steps WHERE dossier = ? ORDER BY number`, []any{dossier},
		func(scan func(...any) error) error {
			s := DossierStep{Dossier: dossier}
			var at int64
			err := scan(&at, &s.Act, &s.State, &s.Version, &s.Who, &s.Remark)
			s.At = fromMilli(at)
			all = append(all, s)
			return err
		})
	return all, err
}
