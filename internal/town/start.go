package town

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Running is a town whose wires are served on a loopback port.
type Running struct {
	*Town
	URL    string
	server *http.Server
	done   chan error
}

// Start opens a town and serves its wires on a port of 127.0.0.1 that is chosen at the first start and kept
// in the directory. Options.URL is set by it.
func Start(dir string, opts Options) (*Running, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("town: %w", err)
	}
	listener, err := listen(filepath.Join(dir, "port"))
	if err != nil {
		return nil, fmt.Errorf("town: %w", err)
	}
	opts.URL = "http://" + listener.Addr().String()
	t, err := Open(dir, opts)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	r := &Running{Town: t, URL: opts.URL, done: make(chan error, 1)}
	r.server = &http.Server{Handler: t.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { r.done <- r.server.Serve(listener) }()
	return r, nil
}

// Stop ends serving; a wire that is being silent is cut off.
func (r *Running) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if r.server.Shutdown(ctx) != nil {
		_ = r.server.Close()
	}
	if err := <-r.done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// listen takes the port kept in the file, or any free one and keeps it.
func listen(path string) (net.Listener, error) {
	port := 0
	raw, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	default:
		if port, err = strconv.Atoi(strings.TrimSpace(string(raw))); err != nil || port < 1 || port > 65535 {
			return nil, fmt.Errorf("file %s holds no port", filepath.Base(path))
		}
	}
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil && port != 0 {
		return nil, fmt.Errorf("the town of this folder is open already, or another program took its port: %w", err)
	}
	if err != nil {
		return nil, err
	}
	_, kept, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if err := os.WriteFile(path, []byte(kept+"\n"), 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}
