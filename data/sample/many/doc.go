// Package many makes catalogues of any size, for measuring: the workbook and the
// folder of photos that an office with thousands of goods would hand over. The
// names, places, prices and certificates vary as widely as those of real lists;
// the photos carry a texture that compresses no better than a camera's. Goods,
// producers and villages are invented, every link leads to a reserved host, and
// the workbook says of itself that it is a sample.
//
// The same [Options] always make the same bytes. Memory does not grow with the
// number of products: a product is drawn by lot from the seed and its own number
// whenever it is asked for, and nothing is kept. The words stand in the .txt
// files, a row a line. Start with [Write].
package many
