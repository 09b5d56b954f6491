package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hangviet/data/edition"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// ticketDir holds the lists beside a workbook.
const ticketDir = "tickets"

// ticketLists is what publish was told about tickets.
type ticketLists struct {
	files []string
	drop  []string // rounds that may lose published tickets
}

func (p *publishing) addTicketFlags() {
	add := func(list *[]string) func(string) error {
		return func(s string) error { *list = append(*list, s); return nil }
	}
	p.flags.Func("tickets", "list `file` made by kioskctl tickets, may be given several times: those of a round are added together "+
		"(default: every FROM/"+ticketDir+"/*"+listSuffix+")", add(&p.lists.files))
	p.flags.Func("drop-tickets", "id of a `round` whose published tickets may be dropped, may be given several times", add(&p.lists.drop))
}

// loadTickets reads the lists, one for each round, in the order of the workbook.
func (p *publishing) loadTickets(rounds []vote.Round) ([]ticket.List, error) {
	if len(p.lists.files) == 0 {
		found, err := filepath.Glob(filepath.Join(p.from, ticketDir, "*"+listSuffix))
		if err != nil {
			return nil, fmt.Errorf("look for ticket lists: %w", err)
		}
		p.lists.files = found
	}
	merged := map[string]ticket.List{}
	for _, file := range p.lists.files {
		l, err := p.loadList(file, rounds)
		if err != nil {
			return nil, err
		}
		if known, ok := merged[l.Round]; ok {
			if l, err = ticket.Merge(known, l); err != nil {
				return nil, p.refuse("%s: không cộng được với danh sách khác của đợt “%s” (%v).",
					"%s: it cannot be added to the other lists of round “%s” (%v).", file, known.Round, err)
			}
		}
		merged[l.Round] = l
	}
	return p.inOrder(merged, rounds)
}

// loadList reads one file and looks for its round in the workbook.
func (p *publishing) loadList(file string, rounds []vote.Round) (ticket.List, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return ticket.List{}, fmt.Errorf("read ticket list: %w", err)
	}
	l, err := ticket.ParseList(data)
	if err != nil {
		return l, p.refuse("%s: không phải danh sách mã do kioskctl tickets tạo, hoặc đã bị sửa (%v).",
			"%s: it is no list made by kioskctl tickets, or was changed (%v).", file, err)
	}
	if !slices.ContainsFunc(rounds, func(r vote.Round) bool { return r.ID == l.Round }) {
		return l, p.refuse("%s: danh sách mã của đợt “%s”, không có trong danh mục (có: %s).",
			"%s: it is of round “%s”, which is not in the workbook (there is: %s).", file, l.Round, ids(rounds))
	}
	return l, nil
}

func ids(rounds []vote.Round) string {
	var all []string
	for _, r := range rounds {
		all = append(all, r.ID)
	}
	return strings.Join(all, ", ")
}

// inOrder tells of rounds that have no tickets and need them, and the other way
// round.
func (p *publishing) inOrder(lists map[string]ticket.List, rounds []vote.Round) (all []ticket.List, err error) {
	for _, r := range rounds {
		l, has := lists[r.ID]
		if has {
			all = append(all, l)
		}
		switch needs := r.Admits() == vote.ByTicket; {
		case needs && !has:
			err = p.remark("đợt “%s” bỏ phiếu bằng mã nhưng chưa có danh sách mã nào, nên chưa ai bỏ phiếu được.",
				"round “%s” is voted with tickets, and there are none: nobody can vote yet.", r.ID)
		case has && !needs:
			err = p.remark("đợt “%s” có danh sách mã nhưng không bỏ phiếu bằng mã (chế độ %s).",
				"round “%s” has tickets and is not voted with them (its mode is %s).", r.ID, r.Admits())
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// checkDropped refuses to take published tickets away, unless that was asked for:
// people hold them.
func (p *publishing) checkDropped(lost []edition.Lost) error {
	for _, l := range lost {
		if !slices.Contains(p.lists.drop, l.Round) {
			return p.refuse("đợt “%[1]s”: %[2]d trong %[3]d mã đã phát hành không còn trong các danh sách, ai cầm mã đó sẽ không bỏ phiếu được. "+
				"Hãy đưa thêm các danh sách cũ (--tickets), hoặc bỏ hẳn bằng --drop-tickets %[1]s; chưa phát hành gì.",
				"round “%[1]s”: %[2]d of %[3]d published tickets are in no list any more, and who holds one could not vote. "+
					"Give the former lists as well (--tickets), or drop them with --drop-tickets %[1]s; nothing was published.",
				l.Round, l.Lost, l.Held)
		}
		if err := p.remark("bỏ %d mã của đợt “%s” đã phát hành trước.", "dropped %d published tickets of round “%s”.", l.Lost, l.Round); err != nil {
			return err
		}
	}
	return nil
}

// printTickets says how many tickets the release knows.
func (p *publishing) printTickets(lists []ticket.List) error {
	for _, l := range lists {
		if err := p.say("Mã phiếu của đợt “%s”: %d.\n", "Tickets of round “%s”: %d.\n", l.Round, len(l.Marks)); err != nil {
			return err
		}
	}
	return nil
}
