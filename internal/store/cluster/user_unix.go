//go:build unix

package cluster

import (
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// ordinary is the user who runs the server when we are root, which PostgreSQL refuses to be.
func ordinary() (uid, gid int, ok bool) {
	if os.Geteuid() != 0 {
		return 0, 0, false
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uerr := strconv.Atoi(u.Uid)
		gid, gerr := strconv.Atoi(u.Gid)
		if uerr == nil && gerr == nil && uid != 0 {
			return uid, gid, true
		}
	}
	return 0, 0, false
}

// attributes put the server into a group of its own, so that an interrupt typed at the terminal
// reaches us first and the server is stopped in order.
func attributes() *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true}
	if uid, gid, ok := ordinary(); ok {
		a.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return a
}

func give(dir string) error {
	if uid, gid, ok := ordinary(); ok {
		return os.Chown(dir, uid, gid)
	}
	return nil
}
