package edstest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Tool is the path of a program. A test is skipped where it is not installed, and fails where
// TIRKEU_REQUIRE_TOOLS is 1.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("TIRKEU_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is required and not installed", name)
	}
	t.Skipf("SKIPPED: %s is not installed", name)
	return ""
}

// OpenSSL runs the openssl program, an implementation that shares no code with this one, in a folder of its own
// with these files. It gives back what stands in the file "out" afterwards, or what was printed.
func OpenSSL(t testing.TB, files map[string][]byte, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(Tool(t, "openssl"), args...)
	cmd.Dir = t.TempDir()
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(cmd.Dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), err
	}
	if b, readErr := os.ReadFile(filepath.Join(cmd.Dir, "out")); readErr == nil {
		return string(b), nil
	}
	return string(out), nil
}
