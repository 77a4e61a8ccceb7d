// Package edstest holds what the tests of several rooms of eds need: public files of the national authority's
// test stand, and programs that share no code with this library. Only tests import it.
package edstest

import (
	"os"
	"path/filepath"
	"testing"
)

// folder of public material of the NUC RK test stand, seen from a room of eds.
const folder = "../../../shared/eds/fixtures"

// Folder is where the fixtures are; without it the test is skipped.
func Folder(t testing.TB) string {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		t.Skip("SKIPPED: no fixtures folder")
	}
	return folder
}

// Fixture reads a file of the folder, or skips the test when the folder is not there.
func Fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(Folder(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
