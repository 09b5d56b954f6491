// Package ticket makes and recognises one-time codes: who holds one may cast one
// ballot in a round.
//
// The organiser draws codes with [New], prints them, and publishes a [List], from
// which no code can be read. A kiosk reads what a visitor types or scans with
// [Parse], computes [List.Mark] and looks it up (package store); it needs no
// network. In ledgers and records a ticket is its [Mark], never its code. Other
// values of 60 bits, such as the receipt of a ballot, are written with [Encode]
// and read with the same forgiveness.
//
// # Code
//
// A code is 60 random bits as twelve characters of Crockford's base 32
// (0123456789ABCDEFGHJKMNPQRSTVWXYZ), the highest bits first, and two check
// characters: the same number modulo 1021, the largest prime below 32², as two
// digits of base 32. It is shown as 0123-4567-89AB-CD and stands bare in a QR
// symbol. Any one wrong character and any two neighbours the wrong way round are
// told, at every place, the check characters too: 1021 is prime, so for a
// difference d of two digits it divides none of d·32ⁿ, d·31·32ⁿ and d·33. Of other
// slips 1 in 1021 is taken for another code, which is next to never a ticket.
//
// # What a wrong code is worth
//
// With n tickets a code that was guessed is a ticket with a chance of n/2⁶⁰, and
// one that is not has the mark of one with n/2⁶⁴. For 1,000,000 tickets that is
// 8.7·10⁻¹³ + 0.5·10⁻¹³, together 1 in 10¹² for each try that passes the check
// characters, a thousandth of the one in 10⁹ allowed. Two of a million tickets of
// a round have one mark, and so count once, with a chance of 2.7·10⁻⁸.
//
// # What a stolen list is worth
//
// Everybody may read a release, and try codes against its list without a kiosk.
// A mark costs one pass of Argon2id over 256 KiB; nothing is saved by trying for
// two rounds at once, because the salt is the round's own. Measured with
//
//	go test -run '^$' -bench Mark ./data/ticket
//	time kioskctl tickets --round 2026 --count 20000 --out codes.csv
//
// on a 2-core Intel Xeon server of 2026, in processor time: 0.33 ms for a mark, so
// 2¾ minutes for 1,000,000 tickets on both cores. To find one ticket of 1,000,000
// takes 2⁶⁰/10⁶ = 1.15·10¹² marks on average: 12 years of such a core, about 1,000
// dollars at a cent for an hour of a rented one. A graphics card is bound by its
// memory, with 0.75 MB to move for a mark: at 1 TB/s it would need 10 days (this
// is reckoned, not measured). With 10,000 tickets it is a hundred times as much,
// and it buys one ballot each time, to be cast by hand at a kiosk. Who needs more
// raises [DefaultCost]: lists carry the cost they were made with.
//
// # List
//
// A list is ASCII text but for the round's id. Each line ends with one newline
// (0x0A); fields are parted by one space:
//
//	hangviet-tickets/1
//	round <1 to 128 bytes of UTF-8 without spaces and control characters>
//	salt <32 lower-case hexadecimal digits>
//	argon2id <KiB, 8 to 65536> <passes, 1 to 64>
//	tickets <decimal, at most 10000000>
//	<16 lower-case hexadecimal digits>      for each ticket, ascending, no two alike
//
// The mark is Argon2id (RFC 9106, version 0x13, one lane) of the fourteen characters
// of the code with that salt, with an output of 8 bytes. The salt is the
// first 16 bytes of SHA-256 over "hangviet tickets v1", a newline and the round's
// id, so that lists of a round which were made one after another add up.
package ticket
