// Package vote says what a round, a category, a nominee and a ballot are, and
// holds the rules they live by. A ballot is one visitor's sheet in one round;
// it carries one or more choices. Ballots and choices are counted apart.
//
// A ballot holds nothing about the person: no name, no number, no exact time.
// Its moment is the hour, so that a camera cannot match a sheet to a face.
//
// The vote is a promotion programme with a jury, not an election.
package vote
