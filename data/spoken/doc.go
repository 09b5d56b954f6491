// Package spoken turns a fingerprint into six words that two people compare, one
// reading them from the kiosk and one from the hub's page, over the telephone if need
// be. A fingerprint of 64 hexadecimal digits is compared in its first and last four,
// if at all; six short words are compared whole.
//
// The list has 2048 syllables of Vietnamese, so that a word stands for 11 bits and
// six of them for the first 66 of a fingerprint. To find another root with the same
// words an attacker has to make about 2^66 keys. They are syllables that are written
// as they are spoken and that no dialect speaks alike: of d, gi, r, v there is v, of s
// and x there is x, of tr and ch there is ch, of l and n there is l; of final n and ng,
// t and c, one for each vowel; the tones are ngang, huyền and sắc, for hỏi and ngã are
// one in the South and ngã and nặng in much of the Centre. None of them is rude.
//
// The list is list.txt and never changes: kiosks and hubs of different versions are
// compared. A test makes it again by the rules above and the spelling that ui/input
// knows.
package spoken
