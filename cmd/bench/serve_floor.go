package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// floor answers what measureServe asks for with net/http and nothing else: no log,
// no metrics, no limits, files that stay open and are believed to stay what they are.
// No server made with net/http can be much quicker.
type floor struct {
	dir   string
	files chan map[string]*os.File // as many as takers
}

// serveFloor is the program that is started for it: the folder is its argument. It
// answers until it is ended.
func serveFloor(ctx context.Context, dir string, told io.Writer) error {
	f := floor{dir, make(chan map[string]*os.File, takers)}
	for range takers {
		f.files <- map[string]*os.File{}
	}
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: f, ReadHeaderTimeout: time.Minute}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	fmt.Fprintf(told, "hub: http://%s/\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ServeHTTP implements http.Handler.
func (f floor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h, name := w.Header(), filepath.Base(r.URL.Path)
	h["Etag"] = []string{`"` + name + `"`}
	if known := r.Header["If-None-Match"]; len(known) > 0 && known[0] == h["Etag"][0] {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	from, length, status := int64(0), int64(packBytes), http.StatusOK
	if asked := r.Header.Get("Range"); asked != "" {
		first, last, _ := strings.Cut(strings.TrimPrefix(asked, "bytes="), "-")
		from, _ = strconv.ParseInt(first, 10, 64)
		end, _ := strconv.ParseInt(last, 10, 64)
		length, status = end-from+1, http.StatusPartialContent
		h["Content-Range"] = []string{fmt.Sprintf("bytes %s/%d", strings.TrimPrefix(asked, "bytes="), packBytes)}
	}
	h["Content-Type"], h["Content-Length"] = []string{"application/octet-stream"}, []string{strconv.FormatInt(length, 10)}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		f.send(w, name, from, length)
	}
}

func (f floor) send(w http.ResponseWriter, name string, from, length int64) {
	files := <-f.files
	defer func() { f.files <- files }()
	file := files[name]
	if file == nil {
		var err error
		if file, err = os.Open(filepath.Join(f.dir, "files", name)); err != nil { // #nosec G304 -- a measure's own folder
			return
		}
		files[name] = file
	}
	if _, err := file.Seek(from, io.SeekStart); err == nil {
		w.(http.Flusher).Flush()
		io.CopyN(w, file, length) // who asks sees how much came
	}
}

// runFloor runs the program.
func runFloor(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "bench: floor needs a folder")
		return 2
	}
	if err := serveFloor(ctx, args[0], stdout); err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

// startFloor starts this program as the floor on a content folder.
func startFloor(ctx context.Context, folder string) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return startTold(ctx, self, filepath.Dir(folder)+".floor.log", "floor", folder)
}
