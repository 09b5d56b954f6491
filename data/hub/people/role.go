package people

import "slices"

// Role is what a person is to the organiser.
type Role string

// The roles.
const (
	Administrator Role = "administrator" // everything, accounts and keys included
	Editor        Role = "editor"        // content: uploads, mends, asks for publishing
	Viewer        Role = "viewer"        // looks at kiosks and counters
	Verifier      Role = "verifier"      // checks votes: tallies, forks, records, the audit
)

// Roles are all roles.
func Roles() []Role { return []Role{Administrator, Editor, Viewer, Verifier} }

// Known tells whether there is such a role.
func (r Role) Known() bool { return slices.Contains(Roles(), r) }

// Right is leave to see or to do one kind of thing.
type Right string

// The rights. Anyone, Kiosk and Producer are no right of a role: the first is for
// everybody, the second for requests that a kiosk has signed, the third for who is
// in a producer's room, which no officer is.
const (
	Anyone   Right = "anyone"
	Kiosk    Right = "kiosk"
	Producer Right = "producer"

	SignedIn       Right = "signed in"       // one's own account
	SeeKiosks      Right = "see kiosks"      // how kiosks are, with problems and places
	ManageKiosks   Right = "manage kiosks"   // approve, refuse, name, set up
	SeeContent     Right = "see content"     // drafts, previews, releases
	EditContent    Right = "edit content"    // upload, mend
	PublishContent Right = "publish content" // approve, publish, withdraw, keys
	SeeDossiers    Right = "see dossiers"    // what producers sent, their documents too
	JudgeDossiers  Right = "judge dossiers"  // accept, return, refuse; rooms and invitations
	SeeVotes       Right = "see votes"       // rounds and participation, not totals
	SeeTotals      Right = "see totals"      // totals as the round's rule permits
	ManageVotes    Right = "manage votes"    // rounds, tickets, closing
	JudgeVotes     Right = "judge votes"     // forks, records
	SeeCounters    Right = "see counters"    // what people looked at
	SeeAudit       Right = "see audit"
	ManagePeople   Right = "manage people" // accounts, tokens
	ManageHub      Right = "manage hub"    // backup, alerts, settings of the hub
)

// rights is what each role may. An administrator may everything.
var rights = map[Role][]Right{
	Editor:   {SignedIn, SeeKiosks, SeeContent, EditContent, SeeDossiers, JudgeDossiers, SeeVotes, SeeCounters},
	Viewer:   {SignedIn, SeeKiosks, SeeContent, SeeVotes, SeeCounters},
	Verifier: {SignedIn, SeeKiosks, SeeContent, SeeVotes, SeeTotals, JudgeVotes, SeeCounters, SeeAudit},
}

// Rights are all rights that a role can have.
func Rights() []Right {
	return []Right{
		SignedIn, SeeKiosks, ManageKiosks, SeeContent, EditContent, PublishContent, SeeDossiers, JudgeDossiers, SeeVotes,
		SeeTotals, ManageVotes, JudgeVotes, SeeCounters, SeeAudit, ManagePeople, ManageHub,
	}
}

// Rights are what the role may, in the order of [Rights].
func (r Role) Rights() []Right {
	return slices.DeleteFunc(Rights(), func(right Right) bool { return !r.Can(right) })
}

// Can tells whether the role has a right.
func (r Role) Can(right Right) bool {
	if r == Administrator {
		return slices.Contains(Rights(), right)
	}
	return slices.Contains(rights[r], right)
}
