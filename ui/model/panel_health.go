package model

import (
	"context"
	"time"

	"hangviet/data/staff"
)

// healthBlocks tell how the kiosk is, and lead to the self-test.
func healthBlocks(ctx context.Context, env Env, _ Catalogue, panel Panel, _ staff.Member) ([]Block, error) {
	h, err := panel.Health(ctx)
	if err != nil {
		return nil, err
	}
	well := Block{Title: env.Say("staff.health"), Text: env.Say("staff.health.good"), Good: true}
	if len(h.Problems) > 0 {
		well.Text, well.Good, well.Bad = env.Count("staff.health.bad", len(h.Problems)), false, true
		well.Lines = problemLines(env, h.Problems)
	}
	if h.Safe {
		well.Lines = append(well.Lines, BlockLine{Text: env.Say("staff.health.safe"), Mark: MarkBad})
	}
	return []Block{well, checkBlock(env, h), {Title: env.Say("staff.health.facts"), Facts: healthFacts(env, h)}}, nil
}

func checkBlock(env Env, h HealthState) Block {
	b := Block{Title: env.Say("staff.check"), Text: env.Say("staff.check.text"), Buttons: []PanelButton{
		{ID: "staff.check", Icon: "check", Label: env.Say("staff.check.do"), Main: true, Test: true},
	}}
	if h.LastCheck == nil {
		return b
	}
	b.Facts = []Section{{env.Say("staff.check.last"), env.Moment(h.LastCheck.Time) + ", " + CheckSum(env, *h.LastCheck)}}
	b.Buttons = append(b.Buttons, PanelButton{ID: "staff.check.card", Icon: "list", Label: env.Say("staff.check.card"), To: Route{Screen: AtCheck, Sub: CheckLast}})
	return b
}

func healthFacts(env Env, h HealthState) (facts []Section) {
	fact := func(key, text string) {
		if text != "" {
			facts = append(facts, Section{env.Say("staff.health." + key), text})
		}
	}
	fact("version", firstOf(h.Version, env.Say("staff.health.version.none")))
	fact("kiosk", h.Kiosk)
	fact("started", momentOr(env, h.Started))
	fact("restarts", Whole(h.Restarts))
	if h.Free >= 0 {
		fact("free", Bytes(env, h.Free))
	}
	if h.Memory > 0 {
		fact("memory", Bytes(env, h.Memory))
	}
	if h.Room > 0 {
		fact("room", Bytes(env, h.Room))
	}
	if h.Hot != nil {
		fact("hot", env.Say("staff.health.degrees", (*h.Hot+500)/1000))
	}
	fact("clock", clockLine(env, h))
	return facts
}

// clockLine tells the time and whether it is right.
func clockLine(env Env, h HealthState) string {
	line := env.Moment(h.Clock)
	switch {
	case h.Doubtful:
		line += ", " + env.Say("staff.clock.wrong")
	case h.Ahead != nil && (*h.Ahead > time.Minute || *h.Ahead < -time.Minute):
		line += ", " + env.Say("staff.clock.off", h.Ahead.Truncate(time.Second).String())
	}
	return line
}
