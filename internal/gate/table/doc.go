// Package table reads lists that people send as files, and writes those that they fetch: CSV in UTF-8,
// UTF-16 or the Windows page 1251, and XLSX. What comes out is cells of text, whatever their type was.
//
// Limits stand before parsing. An XLSX is a zip: what it would grow to is measured by unpacking it into
// nothing before anything is read, since a zip may lie about its sizes.
package table
