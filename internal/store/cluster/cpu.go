package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ticks is USER_HZ, the unit of /proc/*/stat, on every Linux that Go supports.
const ticks = 100

// CPU is the processor time that all processes of the server have used so far, those that have
// ended too. It reads /proc and so fails where there is none.
func (c *Cluster) CPU() (time.Duration, error) {
	own, err := readStat(filepath.Join("/proc", strconv.Itoa(c.pid), "stat"))
	if err != nil {
		return 0, err
	}
	sum := own.used + own.children
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	for _, path := range stats {
		if st, err := readStat(path); err == nil && st.parent == c.pid { // one that has just ended is counted by its parent
			sum += st.used + st.children
		}
	}
	return time.Duration(sum) * time.Second / ticks, nil
}

type stat struct {
	parent         int
	used, children int64 // ticks
}

// readStat reads fields 4 and 14 to 17 of proc(5).
func readStat(path string) (st stat, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return st, err
	}
	rest := string(text)
	rest = rest[strings.LastIndexByte(rest, ')')+1:]
	f := strings.Fields(rest) // f[0] is field 3
	if len(f) < 15 {
		return st, fmt.Errorf("%s: too short", path)
	}
	var n [5]int64
	for i, at := range []int{1, 11, 12, 13, 14} {
		if n[i], err = strconv.ParseInt(f[at], 10, 64); err != nil {
			return st, err
		}
	}
	return stat{int(n[0]), n[1] + n[2], n[3] + n[4]}, nil
}
