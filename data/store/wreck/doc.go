// Package wreck reads what is left of a SQLite database whose pages are damaged: the
// rows of its ordinary tables, page by page, with no help of the tree that leads to
// them nor of the table's name. It follows https://www.sqlite.org/fileformat2.html.
//
// What the write-ahead log holds counts as well, and so does what a page held before:
// a row is given once for each version of its page that can be read, the newest last.
// Whoever reads has to know its rows by their form, and by something in them that
// proves that they are whole: a page that is damaged may still look like one.
//
// Start with [Open].
package wreck
