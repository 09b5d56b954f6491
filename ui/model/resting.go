package model

// Resting is the screen of a kiosk that serves nobody now. Nothing on it can be
// touched, so it says what it says in every language.
type Resting struct {
	Night bool // closed: the screen is all but black
	Dark  bool // nobody is there: it is black
	Notes []Section
}

// NewResting says why the kiosk does not serve: [AtClosed] with its hours, or
// [AtPaused]; dark that nobody reads it.
func NewResting(env Env, at Screen, hours Hours, dark bool) Resting {
	r := Resting{Night: at == AtClosed, Dark: dark && at == AtClosed}
	for _, lang := range env.Words.Langs() {
		env.Lang = lang
		note := Section{env.Say("paused.title"), env.Say("paused.text")}
		switch {
		case r.Night && len(hours) == 0:
			note = Section{env.Say("hours.title"), env.Say("hours.shut")}
		case r.Night:
			note = Section{env.Say("hours.title"), env.Say("hours.text", hours.Show())}
		}
		r.Notes = append(r.Notes, note)
	}
	return r
}
