#!/bin/sh
# Prints the manuals into dist/, with pictures of the kiosk and of the hub's pages as
# they are now: the kiosk's from the tour, the hub's from the tests that live an
# organiser's week and a producer's way in Chromium, in both languages.
#   OUT      folder for the PDF files, default dist
set -eu
pictures=$PWD/${TOUR:-tour}
.make/display.sh bin/kiosk tour --plain --out "$pictures"
HANGVIET_PICTURES="$pictures/hub" .make/test.sh -run 'TestAnOrganisersWeek|TestProducersSpeakForThemselves' ./cmd/e2e
go run -tags "${TAGS:-x11}" ./cmd/manual --pictures "$pictures" --out "${OUT:-dist}"
