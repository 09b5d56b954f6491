package model

import (
	"context"

	"hangviet/data/staff"
)

// memberBlocks list who may open the staff's pages: a technician names, changes and
// removes, everybody else changes the own PIN.
func memberBlocks(ctx context.Context, env Env, _ Catalogue, panel Panel, who staff.Member) ([]Block, error) {
	all, err := panel.Members(ctx)
	if err != nil {
		return nil, err
	}
	add := Deed{What: staff.PINAdded}
	first := Block{Title: env.Say("staff.members"), Text: env.Say("staff.members.own")}
	if add.For(who) {
		first = Block{Title: env.Say("staff.members.add"), Text: env.Say("staff.members.add.text"), Pairs: true}
		for _, role := range []staff.Role{staff.Point, staff.Technician} {
			first.Buttons = append(first.Buttons, PanelButton{
				ID: "staff.member.add." + string(role), Icon: "plus", Label: env.Say("staff.members.add." + string(role)),
				To: Route{Screen: AtNewPIN, Sub: string(role)},
			})
		}
	}
	blocks := []Block{first}
	for _, m := range all {
		if b := memberBlock(env, m, who); len(b.Buttons) > 0 {
			blocks = append(blocks, b)
		}
	}
	return blocks, nil
}

// memberBlock is one member with what may be done to the PIN. Nobody removes himself:
// so a technician always stays.
func memberBlock(env Env, m, who staff.Member) Block {
	b := Block{Title: WhoIs(env, m), Pairs: true}
	if m.Mark == who.Mark {
		b.Text = env.Say("staff.members.you")
	}
	if (Deed{What: staff.PINChanged, Value: m.Mark}).For(who) {
		b.Buttons = append(b.Buttons, PanelButton{
			ID: "staff.member.change." + m.Mark, Icon: "refresh", Label: env.Say("staff.members.change"), To: Route{Screen: AtNewPIN, ID: m.Mark},
		})
	}
	if d := (Deed{What: staff.PINRemoved, Value: m.Mark}); d.For(who) && m.Mark != who.Mark {
		b.Buttons = append(b.Buttons, PanelButton{
			ID: "staff.member.remove." + m.Mark, Icon: "close", Label: env.Say("staff.members.remove"), Deed: d,
			Ask: env.Say("staff.members.remove.ask", m.Mark), Yes: env.Say("staff.members.remove"),
		})
	}
	return b
}

// NewPINView asks for a new PIN.
type NewPINView struct {
	Title string
	Text  string
	Who   string
	Deed  Deed // that is done with it
}

// NewPIN asks for the PIN of a new member of role to.Sub, or for another one of the
// member to.ID.
func NewPIN(env Env, to Route, who staff.Member) NewPINView {
	v := NewPINView{
		Title: env.Say("staff.newpin.add." + to.Sub), Text: env.Say("staff.newpin.text"), Who: WhoIs(env, who),
		Deed: Deed{What: staff.PINAdded, Value: to.Sub},
	}
	if to.ID != "" {
		v.Title, v.Deed = env.Say("staff.newpin.change", to.ID), Deed{What: staff.PINChanged, Value: to.ID}
	}
	return v
}
