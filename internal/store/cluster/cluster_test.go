//go:build unix

package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tirkeu/internal/store/cluster"
)

func start(t *testing.T, dir string, settings ...string) *cluster.Cluster {
	t.Helper()
	c, err := cluster.Start(dir, settings...)
	if errors.Is(err, cluster.ErrNoBinaries) && os.Getenv("TIRKEU_REQUIRE_TOOLS") != "1" {
		t.Skip("SKIPPED: no PostgreSQL")
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClusterLivesAndGoes(t *testing.T) {
	dir, err := os.MkdirTemp("", "cl")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	c := start(t, dir, "fsync=on")
	dsn, err := c.Create("some_db1")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	var fsync, listen, who string
	err = conn.QueryRow(context.Background(), `SELECT current_setting('fsync'), current_setting('listen_addresses'), current_database()`).
		Scan(&fsync, &listen, &who)
	if err != nil || fsync != "on" || listen != "" || who != "some_db1" {
		t.Error(fsync, listen, who, err)
	}
	if used, err := c.CPU(); err != nil || used <= 0 {
		t.Error(used, err)
	}
	if st, err := os.Stat(filepath.Join(dir, "data")); err != nil || st.Mode().Perm() != 0o700 {
		t.Error(st, err)
	}
	if os.Geteuid() == 0 {
		st, err := os.Stat(filepath.Join(dir, "data"))
		if err != nil || st.Sys().(*syscall.Stat_t).Uid == 0 {
			t.Error("the server runs as root", err)
		}
	}
	if err := c.Drop("some_db1"); err != nil { // while we are connected
		t.Error(err)
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("files are left behind", err)
	}
	if syscall.Kill(c.PID(), 0) == nil {
		t.Error("the server still runs")
	}
}

func TestClusterRefuses(t *testing.T) {
	if _, err := cluster.Start(filepath.Join(t.TempDir(), strings.Repeat("x", 90))); err == nil {
		t.Error("a path too long for a socket")
	}
	c := start(t, "")
	defer func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	}()
	for _, name := range []string{"", "Upper", `x"; DROP DATABASE postgres; --`, "ә"} {
		if _, err := c.Create(name); err == nil {
			t.Errorf("created %q", name)
		}
	}
	if _, err := c.Create("postgres"); err == nil {
		t.Error("created what is there")
	}
}

// TestDiesWithParent starts this test binary again as a process that starts a server and dies
// without stopping it.
func TestDiesWithParent(t *testing.T) {
	const mark = "TIRKEU_CLUSTER_CHILD"
	if dir := os.Getenv(mark); dir != "" {
		c, err := cluster.Start(dir)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("pid=%d\n", c.PID())
		os.Exit(3)
	}
	if err := start(t, "").Stop(); err != nil { // skips where there is no PostgreSQL
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "cl")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	child := exec.Command(os.Args[0], "-test.run=^TestDiesWithParent$")
	child.Env = append(os.Environ(), mark+"="+dir)
	out, err := child.Output()
	var died *exec.ExitError
	if !errors.As(err, &died) || died.ExitCode() != 3 {
		t.Fatalf("%v: %s", err, out)
	}
	var pid int
	if _, err := fmt.Sscanf(string(out), "pid=%d", &pid); err != nil || pid == 0 {
		t.Fatalf("%v: %s", err, out)
	}
	for range 250 {
		_, err := os.Stat(dir)
		if syscall.Kill(pid, 0) != nil && errors.Is(err, os.ErrNotExist) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the server or its files live on")
}
