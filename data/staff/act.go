package staff

import "time"

// Act is one thing that a member of the staff did at the screen, or that was tried
// at the entrance.
type Act struct {
	N    int64     // counts up; 0 until it is kept
	Time time.Time // by the kiosk's clock
	Sure bool      // the clock was not known to be wrong
	Mark string    // of the member; "" where nobody was signed in
	Role Role      // of the member; "" where nobody was signed in
	What What
	Note string // what it was done to, one line: "12", "08:00-23:00"; may be empty
}

// What names a thing that can be done. The names are on disks and go to the hub.
type What string

// The acts.
const (
	Entered    What = "enter"        // a member signed in
	Refused    What = "refuse"       // a PIN was wrong
	Locked     What = "lock"         // the entrance was locked by wrong PINs
	Unlocked   What = "unlock"       // by the organiser's code or file; the note tells which
	Wronged    What = "unlock.wrong" // an unlock code was wrong
	Opened     What = "ballot.open"  // a supervised ballot; the note is the round
	Papered    What = "paper"        // a batch of paper; the note is the round and the batch
	Carded     What = "card"         // the day card was shown
	Sticked    What = "stick"        // the sheet of a stick was called up
	Exported   What = "export"       // ballots were written to a stick
	Imported   What = "import"       // a release was taken from a stick; the note is its number
	WentBack   What = "back"         // to the previous release; the note is its number
	TookAgain  What = "again"        // a release that was left is to be taken again
	Retried    What = "retry"        // the hub was called by hand
	Screened   What = "screen"       // brightness, turn, text; the note says what
	Sounded    What = "sound"        // the note is on or off
	Hoursed    What = "hours"        // the hours of every day; the note is what they are
	Exempted   What = "hours.today"  // an exception for today; the note is what it is
	Pausing    What = "pause"        // the note is on or off
	Rushing    What = "rush"         // the note is on, off or by hours
	Tested     What = "selftest"     // the note is how it ended
	Restarted  What = "restart"      // of the program
	LeftKiosk  What = "leave"        // to the system
	Wifi       What = "network"      // another network was chosen
	SignedOut  What = "out"          // a session was ended by hand
	SignedAway What = "out.idle"     // a session ended because nobody touched the screen
	PINAdded   What = "pin.add"      // the note is the new member's mark
	PINChanged What = "pin.change"   // the note is the member's mark
	PINRemoved What = "pin.remove"   // the note is the member's mark
	Founded    What = "setup"        // the kiosk's set-up was opened anew
)

// MostActs is how many acts a kiosk keeps: months of a busy point.
const MostActs = 5_000
