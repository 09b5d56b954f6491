package signin

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestPassword(t *testing.T) {
	p := Params{Memory: 64, Time: 1, Threads: 1}
	stored, err := Hash("mật khẩu đủ dài", p)
	if err != nil || !strings.HasPrefix(stored, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("%s, %v", stored, err)
	}
	for password, want := range map[string]bool{
		"mật khẩu đủ dài": true, "mật khẩu đủ dài ": false, "": false, strings.Repeat("a", MaxPassword+1): false,
		"mâ\u0323t kha\u0302\u0309u đu\u0309 da\u0300i": true, // the same, typed in pieces
	} {
		if good, err := Check(stored, password); err != nil || good != want {
			t.Errorf("%.40q: %v, %v", password, good, err)
		}
	}
	if again, _ := Hash("mật khẩu đủ dài", p); again == stored {
		t.Error("two hashes have the same salt")
	}
}

// TestDefaultParams hashes once as in earnest.
func TestDefaultParams(t *testing.T) {
	stored, err := Hash("mật khẩu đủ dài", DefaultParams())
	if err != nil || !strings.Contains(stored, "m=65536,t=3,p=4") {
		t.Fatalf("%s, %v", stored, err)
	}
}

func TestPasswordLength(t *testing.T) {
	if _, err := Hash("chín chữ", Params{64, 1, 1}); !errors.Is(err, ErrShort) {
		t.Errorf("short: %v", err)
	}
	if _, err := Hash(strings.Repeat("a", MaxPassword+1), Params{64, 1, 1}); !errors.Is(err, ErrLong) {
		t.Errorf("long: %v", err)
	}
}

func TestDamagedPasswords(t *testing.T) {
	good, err := Hash("mật khẩu đủ dài", Params{64, 1, 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, stored := range []string{
		"", "x", strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "m=64", "m=99999999", 1),
		strings.Replace(good, "t=1", "t=0", 1), strings.Replace(good, "v=19", "v=16", 1), good[:len(good)-30], good + "$",
		strings.Replace(good, "p=1", "p=", 1), good[:strings.LastIndex(good, "$")+1],
	} {
		if ok, err := Check(stored, "mật khẩu đủ dài"); ok || !errors.Is(err, ErrStored) {
			t.Errorf("%q: %v, %v", stored, ok, err)
		}
	}
}

func TestWait(t *testing.T) {
	for failures, want := range map[int]time.Duration{
		0: 0, 1: 0, 3: 0, 4: 2 * time.Second, 5: 4 * time.Second, 8: 32 * time.Second, 14: 34*time.Minute + 8*time.Second, 15: time.Hour, 1000000: time.Hour,
	} {
		if got := Wait(failures); got != want {
			t.Errorf("after %d failures %v, want %v", failures, got, want)
		}
	}
}
