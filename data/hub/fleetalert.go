package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/courier"
	"hangviet/data/hub/fleet"
)

// The ways out of a message.
const (
	byMail = "mail"
	byHook = "hook"
)

// alertSettings are what is set about messages.
type alertSettings struct {
	fleet.Alerts
	Lang    string       `json:"lang"` // of messages
	MailOn  bool         `json:"mailOn"`
	Mail    courier.Mail `json:"mail"`
	HookOn  bool         `json:"hookOn"`
	Hook    courier.Hook `json:"hook"`
	Silence int          `json:"silence"` // hours until a kiosk counts as silent; 0: the usual
}

const settingAlerts = "alerts"

// rules are the bounds of what is a problem, as set.
func (a alertSettings) rules() fleet.Rules {
	r := fleet.DefaultRules()
	if a.Silence > 0 {
		r.Silent = time.Duration(a.Silence) * time.Hour
	}
	return r
}

func readAlerts(t *books.Tx) (alertSettings, error) {
	a := alertSettings{Alerts: fleet.DefaultAlerts(), Lang: "vi"}
	text, err := t.FleetSetting(settingAlerts)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &a)
	}
	if err != nil {
		return a, fmt.Errorf("read alert settings: %w", err)
	}
	return a, nil
}

func (s *Service) alerts(ctx context.Context) (a alertSettings, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		a, err = readAlerts(t)
		return err
	})
	a.Mail.Roots = s.config.MailRoots
	return a, err
}

// Of several hubs one looks after the kiosks; another takes over when it is not
// heard for claimTime.
const (
	alertTask = "fleet.alerts"
	claimTime = 3 * time.Minute
)

// How often a post is tried, and how long it waits in between.
var postPauses = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour}

// watchFleet looks after the kiosks until ctx ends, as long as this hub is the one
// to do it. What goes wrong is tried again at the next look.
func (s *Service) watchFleet(ctx context.Context) error {
	ticker := time.NewTicker(s.config.Look)
	defer ticker.Stop()
	for {
		if err := s.lookAfter(ctx); err != nil && ctx.Err() == nil {
			s.config.Log.Warn("kiosks", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// lookAfter makes the message that is due, if any, and sends what waits.
func (s *Service) lookAfter(ctx context.Context) error {
	mine, err := s.claim(ctx, alertTask, claimTime)
	if err != nil || !mine {
		return err
	}
	if err := s.tellFleet(ctx); err != nil {
		return fmt.Errorf("look after kiosks: %w", err)
	}
	return s.sendPosts(ctx)
}

// tellFleet compares how the kiosks are with what was told.
func (s *Service) tellFleet(ctx context.Context) error {
	f, err := s.fleetNow(ctx)
	if err != nil {
		return err
	}
	var seen []fleet.Seen
	for _, k := range f.kiosks {
		for _, p := range k.problems {
			seen = append(seen, fleet.Seen{Kind: string(p.Kind), Kiosk: k.ID})
		}
	}
	local := inZone(f.now)
	minute := local.Hour()*60 + local.Minute()
	return s.db.Update(ctx, func(t *books.Tx) error { return s.judgeFleet(t, seen, f.now, minute) })
}

// keptMessages is how many messages are kept.
const keptMessages = 500

func (s *Service) judgeFleet(t *books.Tx, seen []fleet.Seen, now time.Time, minute int) error {
	a, err := readAlerts(t)
	if err != nil {
		return err
	}
	noted, err := t.Notices()
	if err != nil {
		return err
	}
	last, err := t.LastTold(1)
	if err != nil {
		return err
	}
	var at time.Time
	if len(last) > 0 {
		at = last[0].At
	}
	c := a.Judge(noted, seen, now, at, minute)
	for _, n := range c.Put {
		err = errors.Join(err, t.PutNotice(n))
	}
	for _, n := range c.Drop {
		err = errors.Join(err, t.DropNotice(n.Kind, n.Kiosk))
	}
	if err != nil || len(c.Parts) == 0 {
		return err
	}
	return s.putMessage(t, a, c.Parts, now)
}

// putMessage stores a message with its ways out.
func (s *Service) putMessage(t *books.Tx, a alertSettings, parts []fleet.Part, now time.Time) error {
	number, err := t.PutTold(books.Told{At: now, Parts: fleet.FormatParts(parts)})
	if err != nil {
		return err
	}
	for way, on := range map[string]bool{byMail: a.MailOn, byHook: a.HookOn} {
		if on {
			err = errors.Join(err, t.PutPost(books.Post{Message: number, Way: way, Due: now}))
		}
	}
	return errors.Join(err, t.ForgetTold(number-keptMessages))
}

// sendPosts sends what is due. Each try is noted before it is made, so that a hub
// that dies amid it is followed by no storm of tries.
func (s *Service) sendPosts(ctx context.Context) error {
	for ctx.Err() == nil {
		var post books.Post
		var due bool
		now := s.config.Now()
		err := s.db.Update(ctx, func(t *books.Tx) (err error) {
			if post, due, err = t.DuePost(now, len(postPauses)); err != nil || !due {
				return err
			}
			post.Due = now.Add(postPauses[post.Tries])
			post.Tries++
			return t.PutPost(post)
		})
		if err != nil || !due {
			return err
		}
		post.Fault = ""
		if err := s.send(ctx, post); err != nil {
			post.Fault = shorten(err.Error())
			s.config.Log.Warn("message", "number", post.Message, "way", post.Way, "error", err)
		} else {
			post.Done = now
		}
		if err := s.db.Update(ctx, func(t *books.Tx) error { return t.PutPost(post) }); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// maxFault is how much of what went wrong is kept, in bytes.
const maxFault = 300

func shorten(text string) string {
	return string([]rune(text)[:min(len([]rune(text)), maxFault)])
}

// send makes one try.
func (s *Service) send(ctx context.Context, post books.Post) error {
	a, err := s.alerts(ctx)
	if err != nil {
		return err
	}
	m, err := s.messageOf(ctx, post.Message, a.Lang)
	if err != nil {
		return err
	}
	if post.Way == byHook {
		return a.Hook.Send(ctx, m, s.config.Now())
	}
	return a.Mail.Send(ctx, m)
}
