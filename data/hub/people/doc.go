// Package people is about who may do what at the hub.
//
// A person has one [Role]; a role has [Right]s; every path of the hub asks for
// one right (the tables of routes in package hub). So who may do what stands in
// one place, and a test walks every path as every role.
package people
