package web

import (
	"bytes"
	"fmt"
	"io"
)

// addDesk adds the pages of the officers' desk, in each of their states.
func addDesk(all map[string]func(*bytes.Buffer) error, frame Frame) {
	states := []string{"draft", "sent", "seconded", "returned", "accepted", "refused"}
	var filters []DeskFilter
	for i, state := range append([]string{"waiting", "all"}, states...) {
		filters = append(filters, DeskFilter{state, i, i == 0})
	}
	var rows []DeskRow
	for i, state := range states {
		rows = append(rows, DeskRow{"id", "<b>Trà", "SP", i == 0, "<i>HTX", "r", state, i, "now", i, "<b>Lan"})
	}
	add := func(name string, p interface{ Draw(w io.Writer) error }) {
		all["desk "+name] = func(w *bytes.Buffer) error { return p.Draw(w) }
	}
	add("queue", DeskQueue{frame, "all", filters, rows, Pager{"/dossiers?", 1, 2, 1, 50, 60}, true, 3, "<b>Đợt"})
	add("no queue", DeskQueue{Frame: frame})
	findings := []DeskFinding{{true, "<b>"}, {false, "<i>"}}
	for i, state := range states {
		p := DeskCase{Frame: frame, DeskRow: rows[i], Edit: 2, Compared: i, Content: i, Laid: i == 2, NoFirm: i == 1, Findings: findings, Reason: "<script>"}
		p.Waiting, p.Own, p.Two, p.Writing, p.Fault, p.Notice = i < 3, i == 2, i > 1, i == 3, "desk.fault.why", "desk.done.accept"
		if p.Entered = "<b>Thực phẩm"; i > 2 {
			p.Rounds = []string{"<b>Đợt", "hai"}
		}
		for _, key := range []string{"firm", "contact", "story", "product", "words", "certificate", "place", "shops", "english", "distributors"} {
			p.Fields = append(p.Fields, DeskGroup{key, []DeskField{
				{key, "<b>", i == 0, "https://x.example", "<i>", true, false, findings, "<b>"}, {key + "2", "L", true, "https://x.example", "", false, false, nil, ""}, {Key: key + "3"},
			}})
		}
		p.Photos, p.Documents = []DeskPhoto{{"p", true, false, "1 × 2"}, {"q", false, true, ""}}, []DeskPaper{{"d", "Giấy", "<b>.pdf", "PDF", "1 KB", "now"}}
		for _, act := range []string{"save", "send", "recall", "accept", "return", "refuse", "withdraw", "adopt"} {
			p.Steps = append(p.Steps, DeskStep{"now", act, "<b>", "<i>", i})
		}
		add("case "+state, p)
	}
	add("empty case", DeskCase{Frame: frame, DeskRow: rows[0]})
	room := DeskRoom{"r", "htx-1", "<b>HTX", false, "now", 2, 3, 1, true}
	shut := room
	shut.Shut = true
	add("rooms", DeskRooms{frame, []DeskRoom{room, shut}, "<b>", Pager{"/rooms?", 1, 1, 1, 2, 2}, []DeskMaker{{"m", "<i>", 2}}, 4, "<b>", "desk.fault.name"})
	add("no rooms", DeskRooms{Frame: frame})
	for i, done := range []string{"end", "shut", "reopen", "adopt"} {
		p := DeskOneRoom{frame, room, "<b>Lan", "now", []DeskVisit{{"a", "b"}}, rows, "desk.room.done." + done}
		if i > 1 {
			p.DeskRoom, p.Visits, p.Rows, p.Notice = shut, nil, nil, ""
		}
		add(fmt.Sprint("room ", i), p)
	}
	add("invited", DeskInvited{frame, []DeskInvitation{{"r", "<b>", "0123-4567-89AB-CD", "http://h/room/open/x", "<i>\nhai"}}, "now", nil})
	change := PressChange{"changed", "Products", "SP", "<b>", []PressField{{"name", "<i>", ""}, {"price", "", "<b>"}}}
	added, gone := change, change
	added.Kind, gone.Kind = "added", "gone"
	add("workbook", DeskWorkbook{frame, 3, 2, "desk.workbook.bad", []string{"<b>"}, "<i>.xlsx", "ab", []PressChange{change, added, gone}, 5, false, "desk.workbook.applied"})
	add("same workbook", DeskWorkbook{Frame: frame, Sum: "ab", Same: true})
	product := RoomProduct{"SP", "<b>Trà", SeenCounts{1, 2, 3, 4, 5, 6, 7}}
	add("numbers", RoomNumbers{frame, "now", product.SeenCounts, true, []RoomProduct{product}, []RoomReminder{{"<i>", "a", 3}, {"P", "b", -1}}, 2})
	add("no numbers", RoomNumbers{Frame: frame})
}
