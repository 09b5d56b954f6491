package model

import "net/url"

// ConfirmedView says that a ballot is on the disk.
type ConfirmedView struct {
	Title string
	Text  string
	Count string // "Phiếu gồm 3 lựa chọn."
	Trial string // that it was cast on trial; "" for a real one
	Code  string // the voter's receipt; "" in a round that gives none
	QR    string // what the code beside it holds
}

// NewConfirmed thanks for a ballot of that many choices. receipt is its code, or
// "", and address where a code is looked up, or "" when there is no such page.
func NewConfirmed(env Env, choices int, trial bool, receipt, address string) ConfirmedView {
	v := ConfirmedView{
		Title: env.Say("vote.confirmed.title"),
		Text:  env.Say("vote.confirmed.text"),
		Count: env.Count("vote.confirmed.count", choices),
		Code:  receipt,
		QR:    receipt,
	}
	if trial {
		v.Trial = env.Say("round.trial")
	}
	if receipt != "" && address != "" {
		v.QR = address + url.PathEscape(receipt)
	}
	return v
}

// HelpView is the pages of help.
type HelpView struct {
	Sections []Section
}

// NewHelp explains the kiosk.
func NewHelp(env Env) HelpView {
	var h HelpView
	for _, topic := range []string{"touch", "find", "list", "buy", "vote", "stars"} {
		h.Sections = append(h.Sections, Section{env.Say("help." + topic + ".title"), env.Say("help." + topic + ".text")})
	}
	return h
}

// Message is a calm page that says why there is nothing else to see.
type Message struct {
	Title string
	Text  string
	Retry string // the word on a button that tries again; "" for none
}

// NewNoContent says that there is no catalogue yet.
func NewNoContent(env Env) Message {
	return Message{Title: env.Say("nocontent.title"), Text: env.Say("nocontent.text")}
}

// NewFailure says that a page could not be opened; the cause is for the staff.
func NewFailure(env Env) Message {
	return Message{Title: env.Say("error.title"), Text: env.Say("error.text"), Retry: env.Say("error.retry")}
}
