//go:build unix

package main

import (
	"syscall"
	"time"
)

// ownCPU is the processor time that this process has used, in user and system mode.
func ownCPU() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
