package hub

import (
	"os"
	"testing"

	"hangviet/data/hub/books/pgtest"
)

// onPostgres are the tests that always run on PostgreSQL as well: one or two of
// each thing a hub does. All do with
//
//	HANGVIET_TEST_DB=postgres go test -tags x11 ./data/hub ./cmd/hub
var onPostgres = map[string]func(*testing.T){
	"enrolment":        TestEnrolmentIsIdempotent,
	"too many wait":    TestTooManyWait,
	"bounded":          TestPendingKioskIsBounded,
	"export":           TestFromEnrolmentToExport,
	"sent twice":       TestSentTwice,
	"gap":              TestGap,
	"cloned disk":      TestClonedDisk,
	"decision":         TestDecision,
	"kept count":       TestKept,
	"twenty kiosks":    TestTwentyKiosks,
	"one ballot twice": TestOneBallotOnTwoKiosks,
	"reports":          TestReportsReplaceEachOther,
	"what was left":    TestWhatAKioskLeftIsOnThePage,
	"record":           TestRecordIsWhatTheHubCounts,
	"receipts":         TestReceiptPage,
	"exposure":         TestExposureFromCounters,
	"session":          TestSession,
	"lock-out":         TestLockOut,
	"pages":            TestPagesAfterSignIn,
	"tokens":           TestTokens,
	"beats":            TestBeat,
	"beats together":   TestBeatsTogether,
	"alerts":           TestAlerts,
	"list of kiosks":   TestFleetList,
	"vouchers":         TestVouchers,
	"press":            TestPressWithoutScript,
	"short links":      TestShortLinks,
	"what was seen":    TestSeenPages,
	"reports together": TestReportsTogether,
	"claim":            TestClaim,
}

func TestOnPostgres(t *testing.T) {
	if os.Getenv(pgtest.Variable) != "" {
		return // all run there
	}
	url, _ := pgtest.Start(t, "fsync=off")
	t.Setenv(pgtest.Variable, url)
	for name, test := range onPostgres {
		t.Run(name, test)
	}
}
