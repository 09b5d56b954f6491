package courier

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/mail"
	"net/smtp"
	"strings"
	"time"
	"unicode"
)

// Security is how a line to a mail server is kept secret.
type Security string

// The ways. With Plain no password is sent, but to this computer itself.
const (
	StartTLS Security = "starttls" // begins in the open, usually on port 587
	TLS      Security = "tls"      // from the first byte, usually on port 465
	Plain    Security = "none"
)

// Mail is a mail server and who writes to whom through it.
type Mail struct {
	Host     string   `json:"host"` // "smtp.example.vn"
	Port     int      `json:"port"`
	Security Security `json:"security"`
	User     string   `json:"user"` // "" no sign-in
	Password string   `json:"password"`
	From     string   `json:"from"` // "Hàng Việt <hub@example.vn>"
	To       []string `json:"to"`

	Roots *x509.CertPool `json:"-"` // that vouch for the server; nil: the system's
}

// maxReceivers is to how many addresses a message goes.
const maxReceivers = 50

// Check tells what of the settings does not fit, by the names they have in JSON.
func (m Mail) Check() (faults []string) {
	add := func(field string, fits bool) {
		if !fits {
			faults = append(faults, field)
		}
	}
	add("host", m.Host != "" && len(m.Host) <= 253 && !strings.ContainsFunc(m.Host, func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '@' }))
	add("port", m.Port >= 1 && m.Port <= 65535)
	add("security", m.Security == StartTLS || m.Security == TLS || m.Security == Plain)
	_, err := mail.ParseAddress(m.From)
	add("from", err == nil)
	fits := len(m.To) > 0 && len(m.To) <= maxReceivers
	for _, to := range m.To {
		_, err := mail.ParseAddress(to)
		fits = fits && err == nil
	}
	add("to", fits)
	return faults
}

// Send sends a message to everybody at once.
func (m Mail) Send(ctx context.Context, msg Message) error {
	if faults := m.Check(); len(faults) > 0 {
		return fmt.Errorf("send mail: %s is not set right", faults[0])
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	conn, err := m.dial(ctx)
	if err != nil {
		return fmt.Errorf("reach mail server: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Now()) }) // a connection that takes none is closed below
	defer stop()
	if err := m.speak(conn, msg); err != nil {
		return fmt.Errorf("send mail: %w", errors.Join(err, ctx.Err()))
	}
	return nil
}

func (m Mail) dial(ctx context.Context) (net.Conn, error) {
	address := net.JoinHostPort(m.Host, fmt.Sprint(m.Port))
	if m.Security == TLS {
		dialer := tls.Dialer{Config: m.tls()}
		return dialer.DialContext(ctx, "tcp", address)
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", address)
}

func (m Mail) tls() *tls.Config {
	return &tls.Config{ServerName: m.Host, RootCAs: m.Roots, MinVersion: tls.VersionTLS12}
}

// speak says what SMTP wants; it closes the connection.
func (m Mail) speak(conn net.Conn, msg Message) error {
	c, err := smtp.NewClient(conn, m.Host)
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	defer c.Close()
	if m.Security == StartTLS {
		if err := c.StartTLS(m.tls()); err != nil {
			return err // never in the open instead
		}
	}
	if m.User != "" {
		if err := c.Auth(smtp.PlainAuth("", m.User, m.Password, m.Host)); err != nil {
			return err
		}
	}
	if err := m.address(c); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(m.letter(msg)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}

func (m Mail) address(c *smtp.Client) error {
	from, err := mail.ParseAddress(m.From)
	if err != nil {
		return err
	}
	if err := c.Mail(from.Address); err != nil {
		return err
	}
	for _, to := range m.To {
		address, err := mail.ParseAddress(to)
		if err != nil {
			return err
		}
		if err := c.Rcpt(address.Address); err != nil {
			return err
		}
	}
	return nil
}

// letter is the message as it travels. Nothing in it can be read as a line of the
// header: addresses are parsed and written anew, the rest is encoded.
func (m Mail) letter(msg Message) []byte {
	var b strings.Builder
	line := func(key, value string) { b.WriteString(key + ": " + value + "\r\n") }
	from, _ := mail.ParseAddress(m.From) // checked before
	line("From", from.String())
	var to []string
	for _, t := range m.To {
		a, _ := mail.ParseAddress(t) // as above
		to = append(to, a.String())
	}
	line("To", strings.Join(to, ", "))
	line("Subject", mime.QEncoding.Encode("utf-8", oneLine(msg.Subject)))
	line("Date", msg.At.Format(time.RFC1123Z))
	line("Message-ID", fmt.Sprintf("<%d.%d@%s>", msg.Number, msg.At.UnixNano(), domain(from.Address)))
	line("Auto-Submitted", "auto-generated")
	line("MIME-Version", "1.0")
	line("Content-Type", "text/plain; charset=utf-8")
	line("Content-Transfer-Encoding", "base64")
	b.WriteString("\r\n")
	text := base64.StdEncoding.EncodeToString([]byte(msg.Text))
	for len(text) > 0 {
		n := min(76, len(text))
		b.WriteString(text[:n] + "\r\n")
		text = text[n:]
	}
	return []byte(b.String())
}

func domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
