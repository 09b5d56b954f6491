// Package model holds one view-model per screen of the kiosk: plain values that
// a screen draws and a test compares. It knows no window and no storage; it
// declares the few-method interfaces it calls and gets the moment of showing,
// the language and the words with every call, in [Env].
//
// A Load function reads what one screen needs and returns it ready to be drawn:
// localised, formatted, ordered and judged by the rules of data/catalog and
// data/vote at Env.Now. The Load functions may wait for the disk and are called
// off the UI thread; the types without a Load in their name ([History],
// [Draft], [Idle]) hold the state of a visit, belong to the UI thread and do
// nothing but think.
//
// Start with [Route], which names every screen, then [LoadHome].
package model
