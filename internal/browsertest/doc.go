// Package browsertest examines the portal as people meet it: the built binary, started as a demo, in
// Debian's chromium and over HTTP. It holds tests only.
//
// The journeys walk the whole application in the browser. Everything else looks at an album: residents
// walk the demo over HTTP into every state that its pages can stand in, and every page they see is kept as
// it came over the wire, in three languages. The pages of the album are then read as documents (static
// tests), weighed, shown to axe-core in the browser at two widths, and photographed (scripts/shots).
//
// Settings of the tests: TIRKEU_TEST_BINARY is a built binary to use in place of building one;
// TIRKEU_TEST_SHOTS is the folder into which TestShots puts pictures, without which it takes none, and
// TIRKEU_TEST_SHOTS_OF a regular expression of those that are wanted, such as ^en/get-requests.
//
// axe-core (testdata/axe.min.js, https://github.com/dequelabs/axe-core) is under the Mozilla Public
// License 2.0; it is used by tests alone and is no part of the service.
package browsertest
