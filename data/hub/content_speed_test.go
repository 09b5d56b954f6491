package hub

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkContent asks for what kiosks ask for over one connection; cmd/bench
// compares it with nginx.
func BenchmarkContent(b *testing.B) {
	log, err := os.Create(filepath.Join(b.TempDir(), "log"))
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	s, err := New(b.Context(), Config{Data: b.TempDir(), Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	hash := strings.Repeat("ab", 32)
	for name, size := range map[string]int{"files/" + hash: 8 << 20, timestamp: 700} {
		path := filepath.Join(s.contentDir(), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.Repeat([]byte("x"), size), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := s.server()
	go server.Serve(listener)
	defer server.Close()
	for _, c := range []struct {
		name, path, header string
		length             int64
	}{
		{"known", "files/" + hash, "If-None-Match: \"" + hash + "\"\r\n", 0},
		{"timestamp", timestamp, "", 700},
		{"photo", "files/" + hash, "Range: bytes=100000-149999\r\n", 50_000},
	} {
		b.Run(c.name, func(b *testing.B) {
			conn, err := net.Dial("tcp", listener.Addr().String())
			if err != nil {
				b.Fatal(err)
			}
			defer conn.Close()
			in := bufio.NewReaderSize(conn, 64<<10)
			ask := fmt.Appendf(nil, "GET /content/%s HTTP/1.1\r\nHost: hub\r\n%s\r\n", c.path, c.header)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := conn.Write(ask); err != nil {
					b.Fatal(err)
				}
				for {
					line, err := in.ReadSlice('\n')
					if err != nil {
						b.Fatal(err)
					}
					if len(line) == 2 {
						break
					}
				}
				if _, err := io.CopyN(io.Discard, in, c.length); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
