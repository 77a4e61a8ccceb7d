// Package cluster starts a private PostgreSQL server from the binaries of the operating system,
// for tests and benchmarks: under an ordinary user, on a unix socket only, gone with its parent.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNoBinaries says that there is no PostgreSQL on this machine.
var ErrNoBinaries = errors.New("no PostgreSQL binaries (postgres, initdb) found")

// Cluster is a running private server.
type Cluster struct {
	dir   string
	cmd   *exec.Cmd
	alive io.Closer // the server stops when this pipe closes, be it by our death
	pid   int
}

// Binaries finds the directory that holds initdb and postgres: the newest of
// /usr/lib/postgresql/*/bin (Debian), else that of the PATH.
func Binaries() (string, error) {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	sort.Slice(dirs, func(i, j int) bool { return release(dirs[i]) > release(dirs[j]) })
	if p, err := exec.LookPath("postgres"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			dirs = append(dirs, filepath.Dir(p))
		}
	}
	for _, d := range dirs {
		if isFile(filepath.Join(d, "postgres")) && isFile(filepath.Join(d, "initdb")) {
			return d, nil
		}
	}
	return "", ErrNoBinaries
}

func release(dir string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(dir))) // 0 for what is no number
	return n
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}

// script runs the server until its standard input closes, then stops it and removes its files.
const script = `dir=$1; shift
"$0" "$@" >"$dir/log" 2>&1 &
p=$!
read -r _
kill -INT $p
wait $p
rm -rf "$dir"`

// Start makes a new server under dir, which must not hold one yet, or under a temporary
// directory when dir is "". Every directory above must be open to an ordinary user when we are
// root. Nothing is synced to disk unless the settings ("fsync=on") say so; they come last and win.
func Start(dir string, settings ...string) (*Cluster, error) {
	bin, err := Binaries()
	if err != nil {
		return nil, err
	}
	if dir, err = place(dir); err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", c.data(), "-U", "postgres", "-A", "trust",
		"-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
	initdb.SysProcAttr, initdb.Dir = attributes(), dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(dir))
	}
	args := []string{"-c", script, filepath.Join(bin, "postgres"), dir, "-D", c.data(), "-k", dir, "-c", "listen_addresses="}
	for _, s := range append([]string{"fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"}, settings...) {
		args = append(args, "-c", s)
	}
	c.cmd = exec.Command("/bin/sh", args...)
	c.cmd.SysProcAttr, c.cmd.Dir = attributes(), dir
	if c.alive, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	if err := c.ready(30 * time.Second); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log")) // best effort: it explains the error
		return nil, errors.Join(err, errors.New(string(log)), c.Stop())
	}
	return c, nil
}

// place makes the directory and gives it to the user who will own the server. The path of a
// socket is limited to some hundred bytes, so a long dir is refused.
func place(dir string) (string, error) {
	var err error
	if dir == "" {
		if dir, err = os.MkdirTemp("", "tirkeu-pg"); err != nil {
			return "", err
		}
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	if len(dir) > 80 {
		return "", fmt.Errorf("path of the cluster is too long for a socket: %d bytes", len(dir))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return dir, give(dir)
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

func (c *Cluster) ready(limit time.Duration) error {
	var err error
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if err = c.exec("SELECT 1"); err == nil {
			return c.readPID()
		}
	}
	return fmt.Errorf("postgres did not answer in %s: %w", limit, err)
}

func (c *Cluster) readPID() error {
	text, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	c.pid, err = strconv.Atoi(first)
	return err
}

func (c *Cluster) exec(query string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, query)
	return errors.Join(err, conn.Close(ctx))
}

// DSN is the address of a database of the cluster.
func (c *Cluster) DSN(database string) string {
	return "postgres://postgres@/" + url.PathEscape(database) + "?sslmode=disable&host=" + url.QueryEscape(c.dir)
}

// Create makes an empty database and tells its DSN. The name must be lower-case letters, digits
// and underscores.
func (c *Cluster) Create(database string) (dsn string, err error) {
	if strings.Trim(database, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || database == "" {
		return "", fmt.Errorf("name of a database: %q", database)
	}
	return c.DSN(database), c.exec("CREATE DATABASE " + database)
}

// Drop removes a database, even while somebody is connected.
func (c *Cluster) Drop(database string) error {
	return c.exec("DROP DATABASE " + pgx.Identifier{database}.Sanitize() + " WITH (FORCE)")
}

// PID is the process id of the server's first process.
func (c *Cluster) PID() int { return c.pid }

// Stop ends the server and removes its files.
func (c *Cluster) Stop() error {
	closed := c.alive.Close()
	if err := c.cmd.Wait(); err != nil {
		return errors.Join(closed, fmt.Errorf("postgres: %w", err))
	}
	return errors.Join(closed, os.RemoveAll(c.dir))
}
