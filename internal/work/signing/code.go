package signing

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/words"
)

// CodeBooks is where codes and counters are kept.
type CodeBooks interface {
	PutCode(ctx context.Context, c keeping.Code, sms writ.Errand) error // takes the person's earlier code for the same thing out of use
	ActiveCode(ctx context.Context, person iin.IIN, p keeping.CodePurpose, digest string) (keeping.Code, error)
	CountTry(ctx context.Context, id string) (int, error)
	UseCode(ctx context.Context, id string, at time.Time) error
	Limits
}

// Limits counts events in sliding windows of the machine's time. Full counts nothing: it tells after
// how long there is room again.
type Limits interface {
	Hit(ctx context.Context, bucket string, window time.Duration, limit int, now time.Time) (bool, time.Duration, error)
	Full(ctx context.Context, bucket string, window time.Duration, limit int, now time.Time) (time.Duration, error)
}

// Phones is BMG: the phone that the state knows for a person.
type Phones interface {
	Phone(ctx context.Context, i iin.IIN) (number string, known bool, err error)
}

// Clock tells a time: the calendar for codes, the machine for limits.
type Clock interface{ Now() time.Time }

// Codes sends one-time codes and checks them.
type Codes struct {
	Books    CodeBooks
	Phones   Phones
	Calendar Clock
	Machine  Clock
	Token    func(n int) (string, error)
	Salt     string // of phone hashes
	Wake     func()
}

// Wanted says what a code is for.
type Wanted struct {
	Person  iin.IIN
	Purpose keeping.CodePurpose
	Digest  string // D of the statement; "" for log-in
	Case    string
	Lang    words.Lang
}

// SMSBody is the body of an "sms" errand. Text is printed already; it dies with its code.
type SMSBody struct {
	To    string `json:"to"` // IIN digits: the phone is asked for when it is sent
	Phone string `json:"phone,omitempty"`
	Text  string `json:"text"`
	Dies  int64  `json:"dies,omitempty"` // calendar micros
	For   string `json:"for,omitempty"`  // letter that waits for the receipt

	Joint string `json:"joint,omitempty"` // keeping.Letter.Joint of that letter
	Lang  string `json:"lang,omitempty"`  // in which the text is printed anew when it speaks for several
}

// SMS is the kind of errand that sends one text.
const SMS = "sms"

// Sent tells where a code went.
type Sent struct {
	Phone string // masked
	Ends  time.Time
}

// Send makes a code and sends it to the phone that BMG knows. No: "no_phone", "otp_wait", "otp_spent".
// The limits of the person come first, and a log-in code is made for whoever has no phone too, so that
// nobody finds out by trying whether BMG knows one.
func (c *Codes) Send(ctx context.Context, w Wanted) (s Sent, err error) {
	defer fault.Wrap(&err, "send a code")
	now := c.Calendar.Now()
	policy, _ := law.CodePolicy(civil.DateOf(now))
	if err := c.mayAsk(ctx, w.Person, policy); err != nil {
		return Sent{}, err
	}
	number, known, err := c.Phones.Phone(ctx, w.Person)
	if err != nil {
		return Sent{}, err
	}
	if !known && w.Purpose != keeping.ForLogIn {
		return Sent{}, No{Reason: "no_phone"}
	}
	phone := c.hash("phone", number)
	if known {
		if err := c.count(ctx, "codephone:"+phone, policy); err != nil {
			return Sent{}, err
		}
	}
	digits, err := random(policy.Digits)
	if err != nil {
		return Sent{}, err
	}
	code, sms, err := c.make(w, digits, now.Add(policy.TTL))
	if err != nil {
		return Sent{}, err
	}
	code.Phone, code.Made = phone, now
	if !known {
		code.Hash = "" // nothing typed opens it
	}
	if err := c.Books.PutCode(ctx, code, sms); err != nil {
		return Sent{}, err
	}
	if c.Wake != nil {
		c.Wake()
	}
	return Sent{Phone: Mask(number), Ends: code.Ends}, nil
}

// mayAsk keeps a person who has spent a code waiting, and counts the codes that he asks for.
func (c *Codes) mayAsk(ctx context.Context, person iin.IIN, policy law.CodeLimits) error {
	wait, err := c.Books.Full(ctx, c.lock(person), policy.Lock, 1, c.Machine.Now())
	if err != nil {
		return err
	}
	if wait > 0 {
		return No{Reason: "otp_spent", Wait: wait}
	}
	return c.count(ctx, "code:"+c.hash("person", person.Digits()), policy)
}

func (c *Codes) count(ctx context.Context, bucket string, policy law.CodeLimits) error {
	ok, wait, err := c.Books.Hit(ctx, bucket, policy.Sends.Per, policy.Sends.Times, c.Machine.Now())
	if err == nil && !ok {
		return No{Reason: "otp_wait", Wait: wait}
	}
	return err
}

// lock is the bucket that is full while a person waits after a spent code.
func (c *Codes) lock(person iin.IIN) string { return "codelock:" + c.hash("person", person.Digits()) }

// spent makes the person wait before the next code.
func (c *Codes) spent(ctx context.Context, person iin.IIN, policy law.CodeLimits) error {
	_, wait, err := c.Books.Hit(ctx, c.lock(person), policy.Lock, 1, c.Machine.Now())
	if err != nil {
		return err
	}
	if wait == 0 {
		wait = policy.Lock
	}
	return No{Reason: "otp_spent", Wait: wait}
}

func (c *Codes) make(w Wanted, digits string, ends time.Time) (keeping.Code, writ.Errand, error) {
	id, err := c.Token(12)
	if err != nil {
		return keeping.Code{}, writ.Errand{}, err
	}
	salt, err := c.Token(12)
	if err != nil {
		return keeping.Code{}, writ.Errand{}, err
	}
	text := words.T(w.Lang, "sms.otp", "otp", digits)
	if w.Purpose == keeping.ForLogIn {
		text = words.T(w.Lang, "sms.login", "otp", digits)
	}
	body, err := json.Marshal(SMSBody{To: w.Person.Digits(), Text: text, Dies: civil.Micros(ends)})
	if err != nil {
		return keeping.Code{}, writ.Errand{}, fault.As(fault.Internal, err, "body of an SMS")
	}
	code := keeping.Code{
		ID: id, Person: w.Person, Purpose: w.Purpose, Digest: w.Digest, Case: w.Case,
		Salt: salt, Hash: hashCode(salt, digits), Ends: ends,
	}
	return code, writ.Errand{Key: SMS + ":code:" + id, Kind: SMS, Case: w.Case, Body: string(body)}, nil
}

// Check compares what was typed in constant time. No: "otp_old" (none was sent or it has ended),
// "otp" with the tries left, "otp_spent". A good code is not consumed here but in the
// transaction of the act it proves; a log-in consumes it by Use.
func (c *Codes) Check(ctx context.Context, w Wanted, typed string) (code keeping.Code, err error) {
	defer fault.Wrap(&err, "check a code")
	now := c.Calendar.Now()
	policy, _ := law.CodePolicy(civil.DateOf(now))
	code, err = c.Books.ActiveCode(ctx, w.Person, w.Purpose, w.Digest)
	if fault.Is(err, fault.NotFound) || (err == nil && (!code.Used.IsZero() || !now.Before(code.Ends))) {
		return keeping.Code{}, No{Reason: "otp_old"}
	}
	if err != nil {
		return keeping.Code{}, err
	}
	tries, err := c.Books.CountTry(ctx, code.ID)
	if err != nil {
		return keeping.Code{}, err
	}
	if tries > policy.Attempts {
		return keeping.Code{}, c.spent(ctx, w.Person, policy)
	}
	if subtle.ConstantTimeCompare([]byte(hashCode(code.Salt, typed)), []byte(code.Hash)) != 1 {
		if left := policy.Attempts - tries; left > 0 {
			return keeping.Code{}, No{Reason: "otp", N: left}
		}
		return keeping.Code{}, c.spent(ctx, w.Person, policy)
	}
	return code, nil
}

// Proof is the word given by a checked code on a paper.
func (c *Codes) Proof(code keeping.Code, p Paper) proof.Proof {
	return proof.Proof{
		Kind: proof.Code, Standing: proof.Good, Signer: code.Person, Digest: p.Digest, Lang: p.Lang,
		Rendering: p.Rendering, At: c.Calendar.Now(), CodeHash: code.Salt + ":" + code.Hash, Phone: code.Phone,
	}
}

func (c *Codes) hash(kind, text string) string {
	sum := sha256.Sum256([]byte(c.Salt + "\x00" + kind + "\x00" + text))
	return hex.EncodeToString(sum[:])
}

func hashCode(salt, digits string) string {
	sum := sha256.Sum256([]byte(salt + "\x00" + digits))
	return hex.EncodeToString(sum[:])
}

// random is n decimal digits from the system's random source.
func random(n int) (string, error) {
	limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	v, err := rand.Int(rand.Reader, limit)
	if err != nil {
		return "", fault.As(fault.Unavailable, err, "no random digits")
	}
	return fmt.Sprintf("%0*d", n, v), nil
}

// Mask shows a phone as "+7 700 ••• •• 42".
func Mask(number string) string {
	if len(number) < 7 {
		return "•••"
	}
	return number[:2] + " " + number[2:5] + " ••• •• " + number[len(number)-2:]
}
