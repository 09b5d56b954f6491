package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"hangviet/data/catalog"
	"hangviet/data/staff"
)

// runStaff is kiosk staff add|list|remove|unlock: who may open the staff pages of
// the window. A PIN is asked for, or read from standard input; it never stands on
// the command line, where others of the computer could read it.
func runStaff(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("staff", "add|list|remove|unlock --data DIR [--role point|technician] [--mark NUMBER] [--lang vi|en]", stdout, stderr)
	role := c.flags.String("role", string(staff.Point), "what a new member may do, `point|technician`")
	mark := c.flags.String("mark", "", "`NUMBER` of the member to remove, as list tells it")
	work := map[string]func(context.Context, *staff.Desk) error{
		"add":    func(ctx context.Context, d *staff.Desk) error { return c.addStaff(ctx, d, staff.Role(*role)) },
		"list":   c.listStaff,
		"remove": func(ctx context.Context, d *staff.Desk) error { return c.removeStaff(ctx, d, *mark) },
		"unlock": c.unlockStaff,
	}
	verb := ""
	if len(args) > 0 {
		verb, args = args[0], args[1:]
	}
	if work[verb] == nil {
		if verb == "-h" || verb == "--help" {
			c.flags.Usage()
			return exitOK
		}
		return c.end(c.misused("what to do is missing or unknown: %q", verb))
	}
	return c.run(ctx, args, nil, func(ctx context.Context, h *home) error {
		return c.tellStaff(work[verb](ctx, staff.NewDesk(h.store, time.Now)))
	})
}

func (c *cli) addStaff(ctx context.Context, d *staff.Desk, role staff.Role) error {
	if role != staff.Point && role != staff.Technician {
		return fmt.Errorf("%w: %.20q", staff.ErrRole, role)
	}
	pin, err := c.askPIN(os.Stdin)
	if err != nil {
		return err
	}
	m, err := d.Add(ctx, pin, role)
	if err != nil {
		return err
	}
	c.say("Đã thêm nhân viên số %s (%s).", "Added member %s (%s).", m.Mark, c.role(m.Role))
	return nil
}

func (c *cli) listStaff(ctx context.Context, d *staff.Desk) error {
	all, err := d.Members(ctx)
	for _, m := range all {
		c.say("%s  %s", "%s  %s", m.Mark, c.role(m.Role))
	}
	if err == nil && len(all) == 0 {
		c.say("Chưa có nhân viên nào. Thêm bằng: kiosk staff add --data %s", "There is no staff yet. Add a member with: kiosk staff add --data %s", c.data)
	}
	return err
}

func (c *cli) removeStaff(ctx context.Context, d *staff.Desk, mark string) error {
	if mark == "" {
		return c.misused("--mark is missing")
	}
	if err := d.Remove(ctx, mark); err != nil {
		return err
	}
	c.say("Đã xóa nhân viên số %s.", "Removed member %s.", mark)
	return nil
}

func (c *cli) unlockStaff(ctx context.Context, d *staff.Desk) error {
	if err := d.Unlock(ctx); err != nil {
		return err
	}
	c.say("Đã mở khóa lối vào của nhân viên.", "The staff entrance is unlocked.")
	return nil
}

func (c *cli) role(r staff.Role) string {
	if r == staff.Technician {
		return c.in("kỹ thuật viên", "technician")
	}
	return c.in("nhân viên điểm bán", "point staff")
}

var errDiffer = errors.New("the two PINs differ")

// staffFaults are the sentences for what goes wrong with staff.
var staffFaults = []struct {
	err  error
	code string
	text catalog.Text
}{
	{staff.ErrShape, "E-STAFF-SHAPE", catalog.Text{"vi": "Mã PIN phải gồm đúng 6 chữ số.", "en": "A PIN has exactly 6 digits."}},
	{staff.ErrWeak, "E-STAFF-WEAK", catalog.Text{"vi": "Mã PIN này dễ đoán. Tránh số lặp, số liên tiếp và ngày sinh.", "en": "This PIN is easy to guess. Avoid repeats, runs and birthdays."}},
	{staff.ErrTaken, "E-STAFF-TAKEN", catalog.Text{"vi": "Mã PIN này đã có người dùng. Hãy chọn mã khác.", "en": "This PIN is another member's. Choose another one."}},
	{staff.ErrRole, "E-STAFF-ROLE", catalog.Text{"vi": "Vai trò là point (nhân viên điểm bán) hoặc technician (kỹ thuật viên).", "en": "A role is point or technician."}},
	{staff.ErrNobody, "E-STAFF-NOBODY", catalog.Text{"vi": "Không có nhân viên mang số này. Xem danh sách bằng: kiosk staff list", "en": "No member has this number. See the list with: kiosk staff list"}},
	{staff.ErrLast, "E-STAFF-LAST", catalog.Text{"vi": "Đây là kỹ thuật viên cuối cùng. Hãy thêm kỹ thuật viên khác trước.", "en": "This is the last technician. Add another one first."}},
	{errDiffer, "E-STAFF-DIFFER", catalog.Text{"vi": "Hai lần nhập mã PIN không giống nhau. Hãy thử lại.", "en": "The two PINs differ. Try again."}},
}

// tellStaff tells what went wrong with staff, and leaves the rest to [cli.end].
func (c *cli) tellStaff(err error) error {
	for _, f := range staffFaults {
		if errors.Is(err, f.err) {
			fmt.Fprintf(c.stderr, "%s: %s\n", f.code, f.text.In(c.lang))
			return errTold
		}
	}
	return err
}

// askPIN asks twice on a terminal, and reads one line otherwise.
func (c *cli) askPIN(in *os.File) (string, error) {
	if !term.IsTerminal(int(in.Fd())) {
		return readPIN(in)
	}
	first, err := c.askHidden(in, c.in("Mã PIN mới (6 chữ số): ", "New PIN (6 digits): "))
	if err != nil {
		return "", err
	}
	again, err := c.askHidden(in, c.in("Nhập lại: ", "Again: "))
	if err == nil && first != again {
		err = errDiffer
	}
	return first, err
}

func (c *cli) askHidden(in *os.File, prompt string) (string, error) {
	fmt.Fprint(c.stderr, prompt)
	text, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(c.stderr)
	if err != nil {
		return "", fmt.Errorf("read PIN: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// longestPIN is more than any line with a PIN holds.
const longestPIN = 256

func readPIN(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, longestPIN)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read PIN: %w", err)
	}
	return strings.TrimSpace(line), nil
}
