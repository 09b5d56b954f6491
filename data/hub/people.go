package hub

import (
	"errors"
	"net/http"
	"slices"

	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
)

// peopleRoutes are accounts and what belongs to signing in.
func (s *Service) peopleRoutes() []route {
	return []route{
		{"GET /login", people.Anyone, s.showLogin},
		{"POST /login", people.Anyone, s.doLogin},
		{"GET /login/code", people.Anyone, s.showSecond},
		{"POST /login/code", people.Anyone, s.doSecond},
		{"POST /logout", people.Anyone, s.doLogout},
		{"GET " + PathJoin + "{token}", people.Anyone, s.showJoin},
		{"POST " + PathJoin + "{token}", people.Anyone, s.doJoin},

		{"GET /account", people.SignedIn, s.showAccount},
		{"POST /account/password", people.SignedIn, s.doPassword},
		{"POST /account/end", people.SignedIn, s.doEnd},
		{"GET /account/second", people.SignedIn, s.showSetSecond},
		{"GET /account/second.png", people.SignedIn, s.sendSecondImage},
		{"POST /account/second", people.SignedIn, s.doSetSecond},
		{"POST /account/second/off", people.SignedIn, s.doDropSecond},

		{"GET /people", people.ManagePeople, s.showPeople},
		{"GET /people/one", people.ManagePeople, s.showPerson},
		{"POST /people/invite", people.ManagePeople, s.doInvite},
		{"POST /people/withdraw", people.ManagePeople, s.doWithdraw},
		{"POST /people/role", people.ManagePeople, s.doRole},
		{"POST /people/end", people.ManagePeople, s.doEndOther},
		{"POST /people/link", people.ManagePeople, s.doRenewLink},
		{"POST /people/second", people.ManagePeople, s.doDropOther},
		{"POST /people/remove", people.ManagePeople, s.doRemove},

		{"GET /tokens", people.ManagePeople, s.showTokens},
		{"POST /tokens/add", people.ManagePeople, s.doAddToken},
		{"POST /tokens/revoke", people.ManagePeople, s.doRevokeToken},

		{"GET /audit", people.SeeAudit, s.showAudit},
		{"GET /audit.csv", people.SeeAudit, s.sendAudit},
	}
}

// form reads a small form, and tells the sender when it cannot be read.
func (s *Service) form(w http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := textForm(r)
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		http.Error(w, http.StatusText(http.StatusRequestEntityTooLarge), http.StatusRequestEntityTooLarge)
	} else if err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
	}
	return err == nil
}

// errNoText says that a field of a form holds what is no text.
var errNoText = errors.New("form holds what is no text")

// textForm reads the fields of a form, which must be texts that every database
// takes.
func textForm(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	for name, values := range r.PostForm {
		if !isText(name) || slices.ContainsFunc(values, func(value string) bool { return !isText(value) }) {
			return errNoText
		}
	}
	return nil
}

// formFaults are the errors that belong to a field: its name and the text's key.
var formFaults = []struct {
	err        error
	field, key string
}{
	{ErrAccountName, "name", "fault.name"},
	{ErrTaken, "name", "fault.taken"},
	{ErrRole, "role", "fault.role"},
	{signin.ErrShort, "password", "fault.short"},
	{signin.ErrLong, "password", "fault.long"},
	{ErrTokenName, "name", "fault.tokenname"},
	{ErrTokenDays, "days", "fault.days"},
}

// faultOf returns which field of a form an error belongs to, and what to say
// beside it; "" when it is not a fault of the form.
func faultOf(err error) (field, key string) {
	for _, f := range formFaults {
		if errors.Is(err, f.err) {
			return f.field, f.key
		}
	}
	return "", ""
}
