package room

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/hub/dossier"
)

// victimFolder names the folder that the test binary, run as a process of its own,
// works on until it is killed; victimBooks is the address of its database, "" for a
// file, and victimEntry the room and the product.
const (
	victimFolder = "HANGVIET_TEST_ROOM"
	victimBooks  = "HANGVIET_TEST_ROOM_DB"
	victimEntry  = "HANGVIET_TEST_ROOM_ENTRY"
)

// TestMain lets the tests run rooms as a process of its own.
func TestMain(m *testing.M) {
	if dir := os.Getenv(victimFolder); dir != "" {
		if err := victim(context.Background(), dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(pgtest.Run(m))
}

// victim saves a step, sends a picture and a document and takes the last ones away,
// for ever. What was acknowledged it tells on its standard output.
func victim(ctx context.Context, dir string) error {
	db, err := openBooks(ctx, os.Getenv(victimBooks), dir)
	if err != nil {
		return err
	}
	r, err := New(config(db, dir))
	if err != nil {
		return err
	}
	room, id, _ := strings.Cut(os.Getenv(victimEntry), "/")
	h, err := r.Entry(ctx, room, id)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(strings.TrimPrefix(h.Answers["story"], "Chuyện "))
	for ; err == nil; n++ {
		if err = work(ctx, r, h, n+1); err == nil {
			_, err = fmt.Println(n + 1)
		}
	}
	return err
}

// work is one round of the victim's.
func work(ctx context.Context, r *Rooms, h Held, n int) error {
	given := dossier.Answers{"story": fmt.Sprintf("Chuyện %d", n), "short": fmt.Sprintf("Câu %d", n), "use": strings.Repeat(fmt.Sprint(n), 300)}
	h, err := r.Entry(ctx, h.Room, h.ID)
	if err != nil {
		return err
	}
	if len(h.Photos) > 1 {
		if h, err = r.RemovePhoto(ctx, h.Room, h.ID, h.Photos[0]); err != nil {
			return err
		}
	}
	for _, f := range h.Documents()[:max(0, len(h.Documents())-1)] {
		if h, err = r.RemoveDocument(ctx, h.Room, h.ID, f.ID); err != nil {
			return err
		}
	}
	if h, err = r.AddPhoto(ctx, h.Room, h.ID, "a.jpg", bytes.NewReader(photo(300, 240))); err != nil {
		return err
	}
	if h, err = r.AddDocument(ctx, h.Room, h.ID, "quality", "a.pdf", bytes.NewReader(document)); err != nil {
		return err
	}
	_, err = r.Save(ctx, h.Room, h.ID, h.Seen("words"), "words", given)
	return err
}

// TestKilled kills the hub at random instants of saving: what was acknowledged is
// there, nothing is there in half, and every picture and document that is told of
// is whole on the disk.
func TestKilled(t *testing.T) {
	dir, db := t.TempDir(), pgtest.Place(t)
	room, h := begun(t, dir, db)
	acknowledged := 0
	random := rand.New(rand.NewPCG(7, uint64(time.Now().UnixNano()))) // #nosec G404 -- when to kill
	for range 12 {
		acknowledged = max(acknowledged, killed(t, dir, db, room.ID+"/"+h.ID, time.Duration(random.IntN(120))*time.Millisecond))
		wantWhole(t, rooms(t, dir, db), h, acknowledged)
	}
	if acknowledged == 0 {
		t.Error("the hub was killed before it had done anything")
	}
}

// begun makes the room that the victim works in.
func begun(t *testing.T, dir, db string) (books.Room, Held) {
	t.Helper()
	r := rooms(t, dir, db)
	room, h := made(t, r, "HTX Suối Mây (ví dụ)")
	h, err := r.Save(t.Context(), room.ID, h.ID, h.Seen("words"), "words", dossier.Answers{"story": "Chuyện 0", "short": "Câu 0", "use": strings.Repeat("0", 300)})
	if err != nil {
		t.Fatal(err)
	}
	return room, h
}

// killed runs the victim until it has acknowledged something and some time besides,
// and returns the last that it acknowledged.
func killed(t *testing.T, dir, db, entry string, after time.Duration) (last int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimFolder+"="+dir, victimBooks+"="+db, victimEntry+"="+entry)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			break // the line is cut off
		}
		if last == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() }) // one that has ended is no fault
		}
		last = n
	}
	cmd.Wait() // it was killed
	if last == 0 {
		t.Fatal("the hub did nothing")
	}
	return last
}

// wantWhole checks what the books and the disk hold after a death.
func wantWhole(t *testing.T, r *Rooms, h Held, acknowledged int) {
	t.Helper()
	h, err := r.Entry(t.Context(), h.Room, h.ID)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimPrefix(h.Answers["story"], "Chuyện "))
	if err != nil || n < acknowledged || n > acknowledged+1 {
		t.Fatalf("%q is there, %d were acknowledged", h.Answers["story"], acknowledged)
	}
	if h.Answers["short"] != fmt.Sprintf("Câu %d", n) || h.Answers["use"] != strings.Repeat(fmt.Sprint(n), 300) {
		t.Errorf("saving %d is there in half: %v", n, h.Answers)
	}
	for _, name := range h.Photos {
		if _, ok := h.Photo(name); !ok {
			t.Errorf("picture %s is told of nowhere", name)
		}
		file, err := os.Open(filepath.Join(r.PhotoDir(h.Room), name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := jpeg.Decode(file); err != nil {
			t.Errorf("picture %s: %v", name, err)
		}
		file.Close()
	}
	for _, f := range h.Documents() {
		open, err := r.vault.Get(f.ID)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := io.ReadAll(open); err != nil || !bytes.Equal(data, document) {
			t.Errorf("document %s: %q, %v", f.ID, data, err)
		}
		open.Close()
	}
}
