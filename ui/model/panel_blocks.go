package model

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/staff"
)

// mostTallies is how many things of a kind the page of today lists.
const mostTallies = 6

// todayBlocks tell what visitors did today, and what the kiosk took.
func todayBlocks(ctx context.Context, env Env, src Catalogue, panel Panel, _ staff.Member) ([]Block, error) {
	d, err := panel.Day(ctx)
	if err != nil {
		return nil, err
	}
	blocks := []Block{{Title: env.Say("staff.day.visits"), Facts: []Section{{env.Say("staff.day.visits.of"), Whole(d.Visits)}}}}
	for _, part := range []struct {
		key  string
		list []Times
		name bool
	}{{"opened", d.Opened, true}, {"qr", d.QR, true}, {"kept", d.Kept, true}, {"unmet", d.Unmet, false}} {
		b := Block{Title: env.Say("staff.day." + part.key)}
		if b.Lines, err = tallyLines(ctx, env, src, part.list, part.name); err != nil {
			return nil, err
		}
		if len(b.Lines) == 0 {
			b.Text = env.Say("staff.day.none")
		}
		blocks = append(blocks, b)
	}
	return blocks, nil
}

// tallyLines lists what was met most; products by their names.
func tallyLines(ctx context.Context, env Env, src Catalogue, list []Times, product bool) (lines []BlockLine, err error) {
	for _, t := range list[:min(len(list), mostTallies)] {
		line := BlockLine{Text: t.Key, Number: Whole(t.N)}
		if product && src != nil {
			p, err := src.Product(ctx, t.Key)
			if err != nil && !errors.Is(err, catalog.ErrNotFound) {
				return nil, err
			}
			line.Text = firstOf(env.Text(p.Name), t.Key)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// Whole is a number as people write it in Vietnam: 1.250.
func Whole(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0 && text[at-1] != '-'; at -= 3 {
		text = text[:at] + "." + text[at:]
	}
	return text
}

// contentBlocks tell what is shown, and bring another release.
func contentBlocks(ctx context.Context, env Env, _ Catalogue, panel Panel, _ staff.Member) ([]Block, error) {
	c, err := panel.Content(ctx)
	if err != nil {
		return nil, err
	}
	shown := Block{Title: env.Say("staff.content.shown")}
	switch {
	case c.Release == 0:
		shown.Text = env.Say("staff.content.none")
	case c.Sample:
		shown.Text = env.Say("staff.content.sample")
	}
	fact := func(key, text string) {
		if text != "" {
			shown.Facts = append(shown.Facts, Section{env.Say("staff.content." + key), text})
		}
	}
	if c.Release > 0 {
		fact("release", Whole(c.Release))
		fact("issued", momentOr(env, c.Issued))
		fact("expires", momentOr(env, c.Expires))
		fact("products", Whole(int64(c.Products)))
		fact("photos", Whole(int64(c.Photos)))
		fact("part", c.Part)
	}
	if c.Hidden > 0 {
		fact("hidden", Whole(int64(c.Hidden)))
	}
	if c.Free >= 0 {
		fact("free", Bytes(env, c.Free))
	}
	fact("from", firstOf(addressOf(c.From), env.Say("staff.content.from.stick")))
	blocks := []Block{}
	if len(c.Problems) > 0 {
		blocks = append(blocks, Block{Title: env.Say("staff.problems"), Lines: problemLines(env, c.Problems)})
	}
	return append(blocks, shown, bringBlock(env), backBlock(env, c)), nil
}

func momentOr(env Env, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return env.Moment(t)
}

func bringBlock(env Env) Block {
	return Block{
		Title: env.Say("staff.bring"), Text: env.Say("staff.bring.text"),
		Buttons: []PanelButton{
			{ID: "staff.bring.stick", Icon: "usb", Label: env.Say("staff.bring.stick"), Main: true, Stick: true},
			{ID: "staff.bring.fetch", Icon: "refresh", Label: env.Say("staff.bring.fetch"), Deed: Deed{What: staff.Retried, Value: "content"}},
		},
	}
}

// backBlock goes back to the release before, or takes the one that was left again.
func backBlock(env Env, c ContentState) Block {
	b := Block{Title: env.Say("staff.goback")}
	if c.Left > 0 {
		b.Text = env.Say("staff.goback.left", c.Left)
		b.Buttons = append(b.Buttons, PanelButton{ID: "staff.again", Icon: "refresh", Label: env.Say("staff.again.do", c.Left), Deed: Deed{What: staff.TookAgain}})
	}
	if c.Before == 0 {
		b.Text = firstOf(b.Text, env.Say("staff.goback.none"))
		return b
	}
	b.Text = firstOf(b.Text, env.Say("staff.goback.text", c.Before))
	b.Buttons = append(b.Buttons, PanelButton{
		ID: "staff.goback", Icon: "back", Label: env.Say("staff.goback.do", c.Before), Deed: Deed{What: staff.WentBack},
		Ask: env.Say("staff.goback.ask", c.Release, c.Before), Yes: env.Say("staff.goback.do", c.Before),
	})
	return b
}

// lineBlocks tell of network and hub.
func lineBlocks(ctx context.Context, env Env, _ Catalogue, panel Panel, _ staff.Member) ([]Block, error) {
	l, err := panel.Line(ctx)
	if err != nil {
		return nil, err
	}
	hub := newHubPanel(env, l.Hub)
	call := Block{Title: env.Say("staff.call")}
	heard := env.Say("staff.call.never")
	if !l.Heard.IsZero() {
		heard = env.Moment(l.Heard)
	}
	call.Facts = []Section{{env.Say("staff.call.heard"), heard}, {env.Say("staff.today.unsent"), env.Say("staff.today.unsent.of", l.Unsent)}}
	switch {
	case l.Hub.Address == "":
		call.Text = env.Say("staff.call.none")
	default:
		call.Facts = append([]Section{{env.Say("staff.call.address"), addressOf(l.Hub.Address)}}, call.Facts...)
		call.Buttons = []PanelButton{{ID: "staff.retry", Icon: "refresh", Label: env.Say("staff.call.do"), Main: true, Deed: Deed{What: staff.Retried, Value: "hub"}}}
	}
	blocks := []Block{call, {Hub: &hub}, networkBlock(env, l)}
	if len(l.Problems) > 0 {
		blocks = append([]Block{{Title: env.Say("staff.problems"), Lines: problemLines(env, l.Problems)}}, blocks...)
	}
	return blocks, nil
}

func networkBlock(env Env, l LineState) Block {
	b := Block{Title: env.Say("staff.network"), Buttons: []PanelButton{
		{ID: "staff.wifi", Icon: "share", Label: env.Say("staff.wifi.open"), To: Route{Screen: AtWifi}},
	}}
	joined := false
	for _, n := range l.Networks {
		line := BlockLine{Text: n.Name, Remark: env.Say("staff.network.down")}
		if n.Up {
			line.Remark = firstOf(strings.Join(n.Address, ", "), env.Say("staff.network.noaddress"))
			if len(n.Address) > 0 {
				line.Mark, joined = MarkGood, true
			}
		}
		b.Lines = append(b.Lines, line)
	}
	if !joined {
		b.Text, b.Bad = env.Say("staff.network.none"), l.Hub.Address != ""
	}
	return b
}

// displayBlocks are what can be set of the screen.
func displayBlocks(ctx context.Context, env Env, _ Catalogue, panel Panel, _ staff.Member) ([]Block, error) {
	d, err := panel.Display(ctx)
	if err != nil {
		return nil, err
	}
	size := env.Say("staff.display.size.of", d.Width, d.Height)
	if d.Diagonal != "" {
		size += ", " + env.Say("staff.display.inches", d.Diagonal)
	}
	blocks := []Block{{Title: env.Say("staff.display"), Facts: []Section{{env.Say("staff.display.size"), size}}}}
	bright := Block{Title: env.Say("staff.bright"), Text: env.Say("staff.bright.none")}
	if d.Bright > 0 {
		bright.Text, bright.Pairs = env.Say("staff.bright.of", d.Bright), true
		for _, step := range []int{25, 50, 75, 100} {
			bright.Buttons = append(bright.Buttons, PanelButton{
				ID: "staff.bright." + Whole(int64(step)), Icon: "sun", Label: env.Say("staff.bright.to", step), Chosen: d.Bright == step,
				Deed: Deed{What: staff.Screened, Value: "bright " + Whole(int64(step))},
			})
		}
	}
	turn := Block{Title: env.Say("staff.turn"), Text: env.Say("staff.turn.none")}
	if d.Turn != "" {
		turn.Text, turn.Pairs = env.Say("staff.turn.text"), true
		for _, way := range []string{"normal", "left", "right", "inverted"} {
			turn.Buttons = append(turn.Buttons, PanelButton{
				ID: "staff.turn." + way, Icon: "refresh", Label: env.Say("staff.turn." + way), Chosen: d.Turn == way,
				Deed: Deed{What: staff.Screened, Value: "turn " + way},
			})
		}
	}
	return append(blocks, bright, turn, Block{Title: env.Say("staff.sound"), Text: env.Say("staff.sound.none")}), nil
}

// systemBlocks end the program.
func systemBlocks(_ context.Context, env Env, _ Catalogue, _ Panel, who staff.Member) ([]Block, error) {
	restart := Block{Title: env.Say("staff.restart"), Text: env.Say("staff.restart.text"), Buttons: []PanelButton{{
		ID: "staff.restart", Icon: "refresh", Label: env.Say("staff.restart.do"), Deed: Deed{What: staff.Restarted},
		Ask: env.Say("staff.restart.ask"), Yes: env.Say("staff.restart.do"),
	}}}
	leave := Block{Title: env.Say("staff.exit"), Text: env.Say("staff.exit.technician")}
	deed := Deed{What: staff.LeftKiosk}
	if deed.For(who) {
		leave.Text = env.Say("staff.exit.text")
		leave.Buttons = []PanelButton{{
			ID: "staff.exit", Icon: "lock", Label: env.Say("staff.exit.do"), Deed: deed, Ask: env.Say("staff.exit.ask"), Yes: env.Say("staff.exit.do"),
		}}
	}
	acts := Block{Title: env.Say("staff.acts"), Text: env.Say("staff.acts.text"), Buttons: []PanelButton{
		{ID: "staff.acts", Icon: "list", Label: env.Say("staff.acts.open"), To: Route{Screen: AtActs}},
	}}
	members := Block{Title: env.Say("staff.members"), Text: env.Say("staff.members.text"), Buttons: []PanelButton{
		{ID: "staff.members", Icon: "user", Label: env.Say("staff.members.open"), To: Route{Screen: AtMembers}},
	}}
	return []Block{restart, acts, members, setUpBlock(env, who), leave}, nil
}

// setUpBlock leads back to the pages on which the kiosk was set up.
func setUpBlock(env Env, who staff.Member) Block {
	deed := Deed{What: staff.Founded}
	if !deed.For(who) {
		return Block{Title: env.Say("staff.setup"), Text: env.Say("staff.setup.technician")}
	}
	return Block{Title: env.Say("staff.setup"), Text: env.Say("staff.setup.text"), Buttons: []PanelButton{{
		ID: "staff.setup", Icon: "settings", Label: env.Say("staff.setup.do"), Deed: deed, Ask: env.Say("staff.setup.ask"), Yes: env.Say("staff.setup.do"),
	}}}
}

// actBlocks list what the staff did.
func actBlocks(ctx context.Context, env Env, _ Catalogue, panel Panel, _ staff.Member) ([]Block, error) {
	acts, err := panel.Acts(ctx)
	b := Block{Title: env.Say("staff.acts.newest")}
	for _, a := range acts {
		b.Lines = append(b.Lines, actLine(env, a))
	}
	if len(acts) == 0 {
		b.Text = env.Say("staff.acts.none")
	}
	return []Block{b}, err
}

func actLine(env Env, a staff.Act) BlockLine {
	line := BlockLine{Text: env.Say("staff.act." + string(a.What)), Remark: a.Time.In(catalog.Zone).Format("02/01/2006 15:04:05")}
	if a.Note != "" {
		line.Text += ": " + a.Note
	}
	if a.Mark != "" {
		line.Remark += " · " + WhoIs(env, staff.Member{Mark: a.Mark, Role: a.Role})
	}
	if !a.Sure {
		line.Remark += " · " + env.Say("staff.acts.unsure")
	}
	switch a.What {
	case staff.Refused, staff.Locked, staff.Wronged:
		line.Mark = MarkBad
	}
	return line
}
