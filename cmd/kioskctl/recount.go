package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/mod/sumdb/note"

	"hangviet/data/record"
	"hangviet/data/ticket"
)

const recountHelp = `usage: kioskctl recount DIR [--hub KEY] [--receipt CODE]… [--card TEXT|FILE]… [--json] [--lang vi|en]

Checks every signature, proof and receipt of a round's public record and counts it again,
from nothing but the record; what is wrong is named by file, kiosk and entry.
Exits 0 when all is right, 1 when something is wrong or not in the record, and 2 when it was
called the wrong way or the folder cannot be read.`

// runRecount counts a public record again.
func runRecount(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	r := recounting{cli: newCLI("recount", recountHelp, stdout, stderr)}
	r.flags.StringVar(&r.asked.Hub, "hub", "", "the hub's verifier `key`, as the organiser made it known; without it the record's own is believed")
	r.flags.Func("receipt", "a voter's receipt `code` to look for; may be repeated", r.addReceipt)
	r.flags.Func("card", "a day card, as `text or file`; may be repeated", r.addCard)
	r.flags.BoolVar(&r.asJSON, "json", false, "print one JSON object instead")
	r.speak("the sentences")
	rest, code, ok := r.parse(args, func(rest []string) bool { return one(rest) && r.hubKnown() })
	if !ok {
		return code
	}
	report, err := record.Recount(ctx, rest[0], r.asked)
	if err != nil {
		printFault(stderr, r.name, r.lang, err)
		return exitUsage
	}
	if err := r.print(report); err != nil {
		printFault(stderr, r.name, r.lang, err)
		return exitFailed
	}
	if !report.Right() {
		return exitFailed
	}
	return exitOK
}

// recounting is one run of recount.
type recounting struct {
	*cli
	asked  record.Options
	asJSON bool
}

func (r *recounting) addReceipt(typed string) error {
	code, err := ticket.Parse(typed)
	r.asked.Receipts = append(r.asked.Receipts, code)
	return err
}

// addCard takes a card from a file if there is one of that name.
func (r *recounting) addCard(text string) error {
	if data, err := os.ReadFile(text); err == nil {
		text = string(data[:min(len(data), 1<<10)])
	}
	r.asked.Cards = append(r.asked.Cards, text)
	return nil
}

func (r *recounting) hubKnown() bool {
	_, err := note.NewVerifier(r.asked.Hub)
	return r.asked.Hub == "" || err == nil
}

func (r *recounting) print(report record.Report) error {
	if r.asJSON {
		return printJSON(r.stdout, struct {
			Right  bool              `json:"right"`
			Notice map[string]string `json:"notice"`
			record.Report
		}{report.Right(), record.Notice, report})
	}
	for _, f := range report.Faults {
		fmt.Fprintln(r.stdout, f.Say(r.lang))
	}
	if report.More > 0 {
		r.say("… và %d điểm sai nữa\n", "… and %d more\n", report.More)
	}
	r.printAsked(report)
	if report.Right() {
		r.say("Biên bản của đợt %s đúng.\n", "The record of round %s is right.\n", report.Round)
	} else {
		r.say("Biên bản của đợt %s KHÔNG đúng hoặc thiếu điều được hỏi.\n", "The record of round %s is NOT right, or lacks what was asked for.\n", report.Round)
	}
	r.printHub(report)
	r.printRemarks(report)
	if err := r.printTally(report); err != nil {
		return err
	}
	_, err := fmt.Fprintln(r.stdout, record.Notice[r.lang])
	return err
}

// printAsked tells of receipts and cards.
func (r *recounting) printAsked(report record.Report) {
	for _, f := range report.Receipts {
		switch {
		case f.Shown:
			r.say("biên nhận %s: có trong biên bản\n", "receipt %s: in the record\n", f.Code)
		case f.Hidden:
			r.say("biên nhận %s: KHÔNG có trong các phiếu của đợt, chỉ có mã băm trong phần của đợt khác\n",
				"receipt %s: NOT among the ballots of the round, only as a hash among those of other rounds\n", f.Code)
		default:
			r.say("biên nhận %s: KHÔNG có trong biên bản\n", "receipt %s: NOT in the record\n", f.Code)
		}
	}
	for _, c := range report.Cards {
		switch {
		case c.Contained && c.Branch:
			r.say("thẻ ngày của kiosk %s, %d mục: có trong một nhánh khác của sổ\n", "day card of kiosk %s, %d entries: contained in another branch of its ledger\n", c.Kiosk, c.Size)
		case c.Contained:
			r.say("thẻ ngày của kiosk %s, %d mục: có trong biên bản\n", "day card of kiosk %s, %d entries: contained in the record\n", c.Kiosk, c.Size)
		}
	}
}

// printHub tells whose record it is, and whether that is known.
func (r *recounting) printHub(report record.Report) {
	r.say("  hub         %s\n", "  hub         %s\n", report.Hub)
	if report.Pinned {
		r.say("              khóa do người kiểm đưa\n", "              the key was given\n")
	} else {
		r.say("              khóa lấy từ chính biên bản: hãy so với khóa mà ban tổ chức đã công bố (--hub)\n",
			"              the key was taken from the record: compare it with the one the organiser made known (--hub)\n")
	}
	if report.Phase != "closed" {
		r.say("  LƯU Ý       đợt chưa đóng khi biên bản được lập (%s)\n", "  NOTE        the round was not closed when the record was made (%s)\n", report.Phase)
	}
	r.say("  nội dung    %d kiosk, %d nhánh khác, %d điểm chốt có chữ ký, %d mục của đợt, %d mã băm của đợt khác\n",
		"  holds       %d kiosks, %d other branches, %d signed checkpoints, %d entries of the round, %d hashes of other rounds\n",
		report.Kiosks, report.Branches, report.Heads, report.Entries, report.Others)
}

// printRemarks tells what the organiser says.
func (r *recounting) printRemarks(report record.Report) {
	if report.Remarks == nil {
		return
	}
	r.say("  công bố     số %d\n", "  published   no. %d\n", report.Remarks.Number)
	for _, w := range report.Remarks.Without {
		r.say("  không chờ   kiosk %s: %s\n", "  without     kiosk %s: %s\n", w.Kiosk, w.Why)
	}
}

// printTally prints the sums; the numbers of each nominee are in the record's own
// tally, which was compared.
func (r *recounting) printTally(report record.Report) error {
	t := report.Tally
	if t == nil {
		return r.say("  không kiểm được phiếu\n", "  nothing could be counted\n")
	}
	r.say("  đếm được    %d phiếu với %d lựa chọn; không tính phiếu bị gắn cờ: %d phiếu với %d lựa chọn\n",
		"  counted     %d ballots with %d choices; without flagged ballots: %d with %d\n", t.Ballots, t.Choices, t.ClearBallots, t.ClearChoices)
	r.say("  phiếu giấy  %d lô, %d phiếu hợp lệ, %d không hợp lệ, %d lựa chọn\n", "  paper       %d batches, %d valid sheets, %d invalid, %d choices\n",
		t.Paper.Batches, t.Paper.Sheets, t.Paper.Invalid, t.Paper.Choices)
	for _, u := range t.Uncounted {
		r.say("  không đếm   %s: %d phiếu, %d lô giấy\n", "  not counted %s: %d ballots, %d batches of paper\n", u.Reason, u.Ballots, u.Batches)
	}
	if t.Strangers > 0 {
		return r.remark("%d phiếu được đếm có vé không nằm trong danh sách vé của biên bản", "%d counted ballots have a ticket that is not on the record's list", t.Strangers)
	}
	return nil
}
