// Package crop cuts photos out of a coded JPEG without coding them again, so that
// a thousand different photos cost little more than their bytes: each block of
// pixels keeps its code, and only the brightness from block to block is written
// anew (ITU-T T.81, F.1.2). Sides are cut at multiples of [Step].
//
// It reads what image/jpeg writes of a colour picture and no other JPEG. Start
// with [Open].
package crop
