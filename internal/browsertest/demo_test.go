package browsertest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// demo is the built binary with a toy country of its own.
type demo struct {
	port string
	cmd  *exec.Cmd
	log  *safeBuffer
	done chan error
}

// atEnd is what TestMain stops, the last first.
var atEnd []func()

func TestMain(m *testing.M) {
	code := m.Run()
	for i := len(atEnd) - 1; i >= 0; i-- {
		atEnd[i]()
	}
	os.Exit(code)
}

// scratch is a folder of the whole run.
var scratch = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "browsertest-")
	if err == nil {
		atEnd = append(atEnd, func() { _ = os.RemoveAll(dir) })
	}
	return dir, err
})

// binary is the service as an engineer would build it.
var binary = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("TIRKEU_TEST_BINARY"); given != "" {
		return given, nil
	}
	dir, err := scratch()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "tirkeu")
	build := exec.Command("go", "build", "-o", path, "./cmd/tirkeu")
	build.Dir, build.Env = filepath.Join("..", ".."), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// shared is the demo of the album; the journeys have one of their own.
var shared = sync.OnceValues(func() (*demo, error) { return newDemo() })

// newDemo starts a demo with data of its own and waits until it is open.
func newDemo() (*demo, error) {
	path, err := binary()
	if err != nil {
		return nil, err
	}
	dir, err := scratch()
	if err != nil {
		return nil, err
	}
	data, err := os.MkdirTemp(dir, "data-")
	if err != nil {
		return nil, err
	}
	d := &demo{log: &safeBuffer{}, done: make(chan error, 1)}
	if d.port, err = freePort(); err != nil {
		return nil, err
	}
	d.cmd = exec.Command(path, "demo")
	d.cmd.Env = append(bareEnv(), "TIRKEU_LISTEN=127.0.0.1:"+d.port, "TIRKEU_DATA="+data)
	d.cmd.Stdout, d.cmd.Stderr = d.log, d.log
	d.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // the child dies with the thread that made it, so the thread lives as long
		started <- d.cmd.Start()
		d.done <- d.cmd.Wait()
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	atEnd = append(atEnd, d.stop)
	return d, d.await()
}

// bareEnv is the environment without settings of the service.
func bareEnv() []string {
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "TIRKEU_") {
			env = append(env, e)
		}
	}
	return env
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return "", err
	}
	return port, l.Close()
}

// await waits for the printed address and for the page behind it.
func (d *demo) await() error {
	address := "http://localhost:" + d.port + "/"
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		select {
		case err := <-d.done:
			d.done <- err
			return fmt.Errorf("the demo ended: %v\n%s", err, d.log)
		default:
		}
		if !strings.Contains(d.log.String(), address) {
			continue
		}
		if r, err := http.Get("http://127.0.0.1:" + d.port + "/healthz"); err == nil {
			_ = r.Body.Close()
			return nil
		}
	}
	return fmt.Errorf("the demo did not print %s in time:\n%s", address, d.log)
}

func (d *demo) stop() {
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	select {
	case <-d.done:
	case <-ctx.Done():
		_ = d.cmd.Process.Kill()
	}
}

// need gives what a once-function made, or ends the test.
func need[T any](t *testing.T, get func() (T, error)) T {
	t.Helper()
	v, err := get()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// safeBuffer is a buffer that a process writes while a test reads.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
