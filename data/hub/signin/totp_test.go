package signin

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestCodes are the vectors of RFC 6238, appendix B, cut to six digits.
func TestCodes(t *testing.T) {
	key := []byte("12345678901234567890")
	for seconds, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got := code(key, seconds/30); got != want {
			t.Errorf("at %d: %s, want %s", seconds, got, want)
		}
		if got := CodeAt(Secret(key), time.Unix(seconds, 0)); got != want {
			t.Errorf("at %d: an app shows %s, want %s", seconds, got, want)
		}
		step, good := CodeStep(Secret(key), want[:3]+" "+want[3:], time.Unix(seconds, 0), 0)
		if !good || step != seconds/30 {
			t.Errorf("at %d: step %d, %v", seconds, step, good)
		}
	}
}

// TestCodeStep takes a code a little early or late, and each once.
func TestCodeStep(t *testing.T) {
	secret, now := Secret([]byte("12345678901234567890")), time.Unix(1234567890, 0)
	const right = "005924"
	for _, test := range []struct {
		name, secret, typed string
		at                  time.Duration
		last                int64
		want                bool
	}{
		{"right", secret, right, 0, 0, true},
		{"one step late", secret, right, 30 * time.Second, 0, true},
		{"one step early", secret, right, -30 * time.Second, 0, true},
		{"too late", secret, right, 61 * time.Second, 0, false},
		{"too early", secret, right, -61 * time.Second, 0, false},
		{"used", secret, right, 0, 1234567890 / 30, false},
		{"wrong", secret, "005925", 0, 0, false},
		{"empty", secret, "", 0, 0, false},
		{"no secret", "", right, 0, 0, false},
		{"damaged", "!", right, 0, 0, false},
	} {
		if _, good := CodeStep(test.secret, test.typed, now.Add(test.at), test.last); good != test.want {
			t.Errorf("%s: %v", test.name, good)
		}
	}
}

func TestSecretURL(t *testing.T) {
	got, err := url.Parse(SecretURL("ABC", "Hàng Việt", "thảo/1"))
	if err != nil || got.Scheme != "otpauth" || got.Host != "totp" || got.Path != "/Hàng Việt:thảo/1" || got.Query().Get("secret") != "ABC" || got.Query().Get("issuer") != "Hàng Việt" || strings.Contains(got.RawQuery, "+") {
		t.Errorf("%v, %v", got, err)
	}
}

func TestRecovery(t *testing.T) {
	codes, seen := NewRecovery(), map[string]bool{}
	for _, c := range codes {
		if len(c) != 14 || seen[c] {
			t.Errorf("%q", c)
		}
		seen[c] = true
		if RecoveryHash(c) != RecoveryHash(" "+strings.ToLower(strings.ReplaceAll(c, "-", " "))) {
			t.Errorf("%q is not known when typed in another way", c)
		}
	}
	if len(codes) != RecoveryCodes || RecoveryHash("O0L1") != RecoveryHash("0011") {
		t.Error("letters that look like digits")
	}
}

func TestExpires(t *testing.T) {
	since := time.Unix(1_000_000, 0)
	for used, want := range map[time.Duration]time.Duration{0: Idle, time.Hour: time.Hour + Idle, Absolute - time.Minute: Absolute, Absolute: Absolute} {
		if got := Expires(since, since.Add(used)); !got.Equal(since.Add(want)) {
			t.Errorf("used after %v: ends after %v, want %v", used, got.Sub(since), want)
		}
	}
}

// TestWaitForAll: who tries many names has more free tries, and no end of waiting.
func TestWaitForAll(t *testing.T) {
	for failures, want := range map[int]time.Duration{0: 0, freeForAll: 0, freeForAll + 1: firstWait, freeForAll + 2: 2 * firstWait, 1000: lastWait} {
		if got := WaitForAll(failures); got != want {
			t.Errorf("after %d failures %v, want %v", failures, got, want)
		}
	}
}
