//go:build !unix

package cluster

import "syscall"

func attributes() *syscall.SysProcAttr { return nil }

func give(string) error { return nil }
