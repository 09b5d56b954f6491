package hub

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/fleet"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/spoken"
	"hangviet/ui/web"
)

// showSticks shows the vouchers, and the form to make a set-up stick.
func (s *Service) showSticks(w http.ResponseWriter, r *http.Request) {
	form := web.FleetSticks{Uses: "1", Days: "30", Hub: s.ownAddress(r)}
	s.drawSticks(w, r, http.StatusOK, form, nil)
}

// ownAddress is the hub's address as who asks typed it.
func (s *Service) ownAddress(r *http.Request) string {
	if s.config.PublicURL != "" {
		return strings.TrimSuffix(s.config.PublicURL, "/")
	}
	scheme := "http"
	if s.secure(r) {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

func (s *Service) drawSticks(w http.ResponseWriter, r *http.Request, status int, p web.FleetSticks, faults map[string]bool) {
	p.Frame, p.Faults = s.frame(w, r, true), faults
	p.Here, p.Own = "/kiosks/sticks", s.ownAddress(r)
	if root, err := os.ReadFile(filepath.Join(s.contentDir(), firstRoot)); err == nil { // else nothing was published yet
		p.Root = release.Fingerprint(root)
		p.Spoken = spoken.Text(p.Root)
	}
	var points []books.Point
	var vouchers []books.Voucher
	names := map[string]string{}
	err := s.db.View(r.Context(), func(t *books.Tx) (err error) {
		if points, err = t.Points(); err != nil {
			return err
		}
		if vouchers, err = t.Vouchers(); err != nil {
			return err
		}
		kiosks, err := t.Kiosks()
		for _, k := range kiosks {
			names[k.ID] = k.Name
		}
		return err
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Points = pointOptions(points, p.Point)
	now := s.config.Now()
	for _, v := range vouchers {
		p.Vouchers = append(p.Vouchers, showVoucher(v, names, now))
	}
	s.draw(w, r, status, p)
}

func showVoucher(v books.Voucher, names map[string]string, now time.Time) web.FleetVoucher {
	shown := web.FleetVoucher{ID: v.ID, Label: v.Label, Made: showTime(v.Made), Who: v.Who, Expires: showTime(v.Expires), Uses: v.Uses, State: "good"}
	switch {
	case !v.Revoked.IsZero():
		shown.State = "revoked"
	case len(v.Used) >= v.Uses:
		shown.State = "used"
	case !now.Before(v.Expires):
		shown.State = "past"
	}
	for _, u := range v.Used {
		shown.Used = append(shown.Used, web.FleetOption{Value: u.Kiosk, Name: names[u.Kiosk]})
	}
	return shown
}

// doStick makes a set-up stick and sends it as a zip.
func (s *Service) doStick(w http.ResponseWriter, r *http.Request) {
	form := web.FleetSticks{
		Label: line(r, "label"), Hub: line(r, "hub"), Uses: line(r, "uses"), Days: line(r, "days"), Called: line(r, "name"), Point: line(r, "point"), Hours: line(r, "hours"),
	}
	file, err := s.makeStick(r, form)
	var fault StickFault
	switch {
	case errors.As(err, &fault):
		s.drawSticks(w, r, http.StatusUnprocessableEntity, form, map[string]bool{fault.Field: true})
	case errors.Is(err, ErrNoRoot):
		s.drawSticks(w, r, http.StatusUnprocessableEntity, form, map[string]bool{"root": true})
	case err != nil:
		s.fail(w, r, err)
	default:
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", `attachment; filename="hangviet-setup.zip"`)
		w.Write(file) // who does not get it revokes the voucher and makes another
	}
}

func (s *Service) makeStick(r *http.Request, form web.FleetSticks) ([]byte, error) {
	o := StickOrder{Label: form.Label, Hub: form.Hub, PIN: line(r, "pin"), TechnicianPIN: line(r, "technician"), Settings: map[string]string{}}
	o.Uses, _ = strconv.Atoi(form.Uses)
	days, _ := strconv.Atoi(form.Days)
	o.Valid = time.Duration(min(max(days, 0), 10_000)) * 24 * time.Hour
	for key, value := range map[string]string{"name": form.Called, "point": form.Point, "hours": form.Hours} {
		if value != "" {
			o.Settings[key] = value
		}
	}
	if faults := fleet.CheckPlace(books.Place{Name: form.Called, Point: form.Point}, o.Settings); len(faults) > 0 {
		return nil, StickFault(faults[0])
	}
	note, err := s.MakeStick(r.Context(), o)
	if err != nil {
		return nil, err
	}
	return zipStick(note, s.config.Now())
}

// stickWords stand beside the file on a stick, for who finds it.
const stickWords = `Giải nén tệp này vào một USB trống (thư mục hangviet-setup nằm ngay trong USB), cắm vào kiosk mới và chọn “Dùng USB này”.
Hoặc chạy: kiosk setup --data DIR --from USB
Ai giữ USB này có thể thêm kiosk cho đến khi hết hạn hoặc bị thu hồi; hãy cất cẩn thận.

Unpack this onto an empty stick (the folder hangviet-setup at its top), put it into a new kiosk and choose "Use this stick".
Or run: kiosk setup --data DIR --from STICK
Whoever holds the stick can add kiosks until it expires or is revoked; keep it safe.
`

func zipStick(note []byte, now time.Time) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, data := range map[string][]byte{wire.SetUpFile: note, "hangviet-setup/README.txt": []byte(stickWords)} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: now})
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			return nil, fmt.Errorf("pack stick: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack stick: %w", err)
	}
	return out.Bytes(), nil
}

// revokeStick ends a voucher.
func (s *Service) revokeStick(w http.ResponseWriter, r *http.Request) {
	s.backTo(w, r, "/kiosks/sticks", s.RevokeStick(r.Context(), r.PathValue("id")))
}
