package consent

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode"
)

// Labels keep the two kinds of code words apart: knowing one tells nothing of the other.
const (
	requestLabel  = "tirkeu/request-word/1"
	documentLabel = "tirkeu/document-word/1"
)

// CodeWord is the word that stands in an owner's SMS and on his page, so that he can tell a real
// request from a fake one and refuse it without logging in: a Kazakh noun and a number from 10 to
// 99, "қозы-47". It is derived by HMAC-SHA-256 from the request id and the owner's party text
// under the server's salt, so it is the same whenever it is asked for and nothing is stored. People who
// apply in one statement share one word: the owner answers for all of them at once.
func CodeWord(request, party string, salt []byte) string {
	return word(requestLabel, GroupOf(request), party, salt)
}

// DocumentWord is the word printed on a notification, by which anybody who holds the paper may
// verify it. It never equals by design the word in the owner's request.
func DocumentWord(request, party string, salt []byte) string {
	own := word(documentLabel, request, party, salt)
	if own != CodeWord(request, party, salt) {
		return own
	}
	return word(documentLabel+"/again", request, party, salt)
}

// Match compares a typed word with the right one in constant time. Case, spaces and the kind of
// dash do not matter.
func Match(typed, right string) bool {
	a, b := sha256.Sum256([]byte(plain(typed))), sha256.Sum256([]byte(plain(right)))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && plain(right) != ""
}

// maxTyped bounds what is looked at of a typed word, in bytes.
const maxTyped = 64

func plain(s string) string {
	if len(s) > maxTyped {
		s = s[:maxTyped]
	}
	keep := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}
	return strings.Map(keep, s)
}

func word(label, request, party string, salt []byte) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write(netstring(netstring(netstring(nil, label), request), party))
	sum := mac.Sum(nil)
	noun := nouns[binary.BigEndian.Uint32(sum)%uint32(len(nouns))]
	number := 10 + binary.BigEndian.Uint32(sum[4:])%90
	return noun + "-" + strconv.Itoa(int(number))
}
