package dossier

import "errors"

// State is how far an entry has come.
type State string

// The states of an entry. Draft and Returned are the producer's to write in;
// Sent waits for the officers. What was accepted stays content until something
// newer is accepted or it is withdrawn.
const (
	Draft    State = "draft"
	Sent     State = "sent"
	Seconded State = "seconded" // one officer has accepted, a second has to
	Returned State = "returned" // with remarks
	Accepted State = "accepted"
	Refused  State = "refused" // with a reason; the producer may begin anew
)

// Act is what is done to an entry.
type Act string

// The acts: the first three are the producer's, the others the officers'.
const (
	Save   Act = "save"
	Send   Act = "send"
	Recall Act = "recall" // take back what was sent, before an officer decides
	Accept Act = "accept"
	Return Act = "return"
	Refuse Act = "refuse"
)

// ErrAct says that the act cannot be done in the entry's state.
var ErrAct = errors.New("that cannot be done now")

// ErrSameOfficer says that the second officer must be another one.
var ErrSameOfficer = errors.New("another officer has to accept too")

// ErrWhy says that returning needs a remark and refusing a reason.
var ErrWhy = errors.New("say why")

// ways leads from a state by an act to the next state.
var ways = map[State]map[Act]State{
	Draft:    {Save: Draft, Send: Sent},
	Sent:     {Recall: Draft, Accept: Accepted, Return: Returned, Refuse: Refused},
	Seconded: {Recall: Draft, Accept: Accepted, Return: Returned, Refuse: Refused},
	Returned: {Save: Returned, Send: Sent},
	Accepted: {Save: Draft}, // a newer version, beside the accepted one
	Refused:  {Save: Draft},
}

// After returns the state after an act, or [ErrAct].
func (s State) After(a Act) (State, error) {
	next, ok := ways[s][a]
	if !ok {
		return s, ErrAct
	}
	return next, nil
}

// Open tells whether the producer can write in it, or begin to.
func (s State) Open() bool {
	_, ok := ways[s][Save]
	return ok
}

// Waiting tells whether it is the officers' turn.
func (s State) Waiting() bool { return s == Sent || s == Seconded }

// Decision is what an officer says.
type Decision struct {
	Act     Act
	Officer string            // name to sign in with
	Reason  string            // why it is refused
	Remarks map[string]string // by the field's key; "" for the whole
}

// Decide returns the state after an officer's decision. Two wants two officers
// for what is accepted; first is who accepted before, "" nobody.
func (s State) Decide(d Decision, two bool, first string) (State, error) {
	if !s.Waiting() {
		return s, ErrAct
	}
	next, err := s.After(d.Act)
	switch {
	case err != nil || d.Act == Recall:
		return s, ErrAct
	case d.Act == Return && len(d.Remarks) == 0, d.Act == Refuse && d.Reason == "":
		return s, ErrWhy
	case d.Act != Accept || !two:
		return next, nil
	case s == Sent:
		return Seconded, nil
	case first == d.Officer:
		return s, ErrSameOfficer
	}
	return next, nil
}
