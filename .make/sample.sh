#!/bin/sh
# Makes assets/sample again with the project's own tool: workbook and pictures,
# check, publish. The signing key beside it is worth nothing elsewhere.
set -eu
cd assets/sample
rm -rf source content
../../bin/kioskctl sample --out source
../../bin/kioskctl check source
../../bin/kioskctl publish --from source --repo content --keys keys --valid-days 36000 --note "Dữ liệu mẫu"
rm -rf source/.kioskctl source/*-nhan-xet.xlsx content/.publish.lock content/.publish.seen
