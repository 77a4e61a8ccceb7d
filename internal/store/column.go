package store

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// forever stands in columns for an end that is open.
const forever = math.MaxInt64

// micros writes an instant as microseconds of UTC; the zero time as 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant reads what micros wrote.
func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// end writes an end: the zero time is forever.
func end(t time.Time) int64 {
	if t.IsZero() {
		return forever
	}
	return t.UnixMicro()
}

// endOf reads what end wrote.
func endOf(n int64) time.Time {
	if n == forever {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// texts writes a list of texts as JSON; nil and empty are the same.
func texts(list []string) string {
	if len(list) == 0 {
		return "[]"
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // a list of texts always has JSON
	}
	return string(b)
}

func textsOf(s string) ([]string, error) {
	var out []string
	err := json.Unmarshal([]byte(s), &out)
	if len(out) == 0 {
		out = nil
	}
	return out, err
}

// marks writes n placeholders from $from: "$2, $3".
func marks(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(from + i))
	}
	return b.String()
}

// anys turns texts into arguments.
func anys(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
