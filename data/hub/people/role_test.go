package people_test

import (
	"testing"

	"hangviet/data/hub/people"
)

// TestRoles holds the lines that nothing may cross: who has no role may nothing,
// only an administrator has people and keys in hand, and who edits the content
// does not see early how the vote stands.
func TestRoles(t *testing.T) {
	for _, right := range people.Rights() {
		if people.Role("").Can(right) || people.Role("other").Can(right) {
			t.Errorf("who has no role may %s", right)
		}
		if !people.Administrator.Can(right) {
			t.Errorf("an administrator may not %s", right)
		}
	}
	for _, role := range people.Roles() {
		if !role.Can(people.SignedIn) || role.Can(people.Anyone) || role.Can(people.Kiosk) {
			t.Errorf("%s: the rights that are no role's", role)
		}
		for _, right := range []people.Right{people.ManagePeople, people.ManageHub, people.PublishContent, people.ManageKiosks, people.ManageVotes} {
			if role != people.Administrator && role.Can(right) {
				t.Errorf("%s may %s", role, right)
			}
		}
	}
	for _, role := range []people.Role{people.Editor, people.Viewer} {
		if role.Can(people.SeeTotals) || role.Can(people.JudgeVotes) {
			t.Errorf("%s sees or judges votes", role)
		}
	}
}
