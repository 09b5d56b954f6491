package model

import (
	"context"
	"errors"
	"slices"

	"hangviet/data/staff"
)

// ErrRole says that a deed is not for the member's role.
var ErrRole = errors.New("deed is for technicians")

// PanelView is a page of the staff panel: blocks of facts and buttons under one
// another, the same on every page.
type PanelView struct {
	Title  string
	Who    string // "Nhân viên số 1"
	At     Screen
	Tabs   []PanelTab
	Blocks []Block
	Below  bool // it is reached from a tab, not one itself: it has a way back
}

// PanelTab is a page of the panel in the bar at its foot.
type PanelTab struct {
	At    Screen
	ID    string
	Icon  string
	Label string
	Badge int // problems behind it
}

// Block is one part of a page.
type Block struct {
	Title   string
	Text    string
	Bad     bool // the text tells of something wrong
	Good    bool // the text tells that all is well
	Facts   []Section
	Lines   []BlockLine
	Buttons []PanelButton
	Pairs   bool // buttons stand two and two, also where the screen is narrow
	Hub     *HubPanel
}

// BlockLine is a line of a list, with a remark under it.
type BlockLine struct {
	Text   string
	Remark string
	Number string // at its end
	Mark   Mark
}

// Mark is the sign before a line.
type Mark string

// The marks.
const (
	NoMark   Mark = ""
	MarkGood Mark = "check"
	MarkBad  Mark = "warning"
	MarkInfo Mark = "info"
)

// PanelButton does a deed, or leads on.
type PanelButton struct {
	ID     string
	Icon   string
	Label  string
	Main   bool
	Chosen bool // it is so already
	Off    bool
	To     Route // where it leads; the zero Route: it does Deed
	Deed   Deed
	Ask    string // question before the deed is done; "" none
	Yes    string // what answers it
	Stick  bool   // puts up the sheet of the stick
	Test   bool   // begins the self-test
}

// panelTabs are the pages in the bar.
var panelTabs = []PanelTab{
	{At: AtDesk, ID: "staff.tab.votes", Icon: "vote", Label: "staff.tab.votes"},
	{At: AtToday, ID: "staff.tab.today", Icon: "calendar", Label: "staff.tab.today"},
	{At: AtContent, ID: "staff.tab.content", Icon: "box", Label: "staff.tab.content"},
	{At: AtLine, ID: "staff.tab.line", Icon: "share", Label: "staff.tab.line"},
	{At: AtDisplay, ID: "staff.tab.display", Icon: "sun", Label: "staff.tab.display"},
	{At: AtHealth, ID: "staff.tab.health", Icon: "heart", Label: "staff.tab.health"},
	{At: AtHours, ID: "staff.tab.hours", Icon: "clock", Label: "staff.tab.hours"},
	{At: AtSystem, ID: "staff.tab.system", Icon: "settings", Label: "staff.tab.system"},
}

// NewTabs are the pages of the panel in words.
func NewTabs(env Env) []PanelTab {
	tabs := slices.Clone(panelTabs)
	for i := range tabs {
		tabs[i].Label = env.Say(tabs[i].Label)
	}
	return tabs
}

// LoadPanel reads a page of the panel for a member.
func LoadPanel(ctx context.Context, env Env, src Catalogue, panel Panel, to Route, who staff.Member) (PanelView, error) {
	v := PanelView{Title: env.Say("staff.title." + string(to.Screen)), Who: WhoIs(env, who), At: to.Screen, Tabs: NewTabs(env)}
	load := map[Screen]func(context.Context, Env, Catalogue, Panel, staff.Member) ([]Block, error){
		AtToday: todayBlocks, AtContent: contentBlocks, AtLine: lineBlocks, AtDisplay: displayBlocks,
		AtHealth: healthBlocks, AtHours: hoursBlocks, AtSystem: systemBlocks, AtActs: actBlocks, AtMembers: memberBlocks,
	}[to.Screen]
	v.Below = to.Screen == AtActs || to.Screen == AtMembers
	var err error
	v.Blocks, err = load(ctx, env, src, panel, who)
	return v, err
}

// WhoIs names a member by mark and role.
func WhoIs(env Env, who staff.Member) string {
	return env.Say("staff.who.role", who.Mark, env.Say("staff.role."+string(who.Role)))
}

// problemLines tells problems by sentence and code.
func problemLines(env Env, list []Problem) (lines []BlockLine) {
	for _, p := range list {
		remark := p.Code
		if !p.Since.IsZero() {
			remark = env.Say("staff.problem.since", p.Code, env.Moment(p.Since))
		}
		lines = append(lines, BlockLine{Text: env.Text(p.Text), Remark: remark, Mark: MarkBad})
	}
	return lines
}
