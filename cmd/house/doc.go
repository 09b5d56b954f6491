// Package house holds the project's rules about itself, as tests: which package
// may know what. The table in imports_test.go is the last column of the house
// plan; a package that is not in it fails the test, so that a new room is a
// decision and not an accident.
package house
