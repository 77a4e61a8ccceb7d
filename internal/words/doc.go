// Package words holds everything people read: the catalogues in Kazakh, Russian and English, dates, numbers and
// terms in words, names, Kazakh case endings, alphabetical order and the length of an SMS. It knows nothing of the
// service's rules and imports only the standard library and golang.org/x/text.
//
// # Catalogues
//
// The texts lie in catalog/<room>.<lang>.json, one flat object per file: key to text. The rooms are listed in Rooms.
// Every key starts with its room and a dot ("apply.who.q"), the three languages of a room have the same keys with the
// same placeholders, and no key stands in two files. A text holds placeholders in braces ("{name}"); an entry whose
// wording depends on a number is an object with the plural forms of the language (CLDR), chosen by the value "n":
//
//	"home.count": {"one": "{n} человек", "few": "{n} человека", "many": "{n} человек", "other": "{n} человека"}
//
// Kazakh and English have one and other, Russian has one, few, many and other.
//
// # Where a text belongs
//
// The copy deck of the design names its keys by page; they are mapped into rooms like this:
//
//	service.*  btn.*  nav.*  foot.*  demo  lang.*  word.*   shell.*    (frame of every page, buttons, common words)
//	start.*  help.*  ready.*  walk.*                        lobby.*    (what anybody may read without signing in)
//	who.*  where.*  term.*  reason.*  others.*  check.*
//	sent.*  wait.*  whynot.*                                apply.*    (filling in an application)
//	signin.*  sign.*                                        sign.*     (signing in and signing)
//	cons.*                                                  consent.*  (an owner's answer)
//	account.*  history.*  settings.*  access.*              account.*  (personal account)
//	home.*  invite.*                                        home.*     (an owner's dwellings)
//	status.*  owner's part                                   status.*   (states of a case, an entry, status.owner.*, removal)
//	err.*                                                   errors.*   (errors at a field and error pages)
//	empty.*                                                 <room>.empty.* of the page that is empty
//	sms.*                                                   sms.*      (short messages; never a link)
//	late.*                                                  notice.*   (messages in the personal account)
//	case.*                                                  officer.*  (migration service)
//	town.*                                                  town.*     (the toy country: its people, phones, registers)
//	notification and application on paper, ver.*            paper.*
//
// A notice of kind K has its text in notice.K and its SMS, if any, in sms.K; where the
// kind of registration changes the words, Variant finds notice.K.temporary, sms.K.permanent and so on. The values are
// those of the notice: {deadline}, {from_day} and {last_day} are printed for the reader by the sender (DateTime, Date),
// {name}, {number}, {word}, {last4}, {typed} and the counts stand as they are, {address_kk}, {address_ru} and
// {address_en} belong to the text of their language. sms.otp and sms.login have no letter.
//
// # Style
//
// A variable never takes a Kazakh case ending inside a text: write «Жауап беру мерзімі: {date}», not «{date}-ға дейін».
// Where an ending cannot be avoided, the caller builds the form with Num, Ordinal, Noun, Owned or Until. Numbers that
// a rule may change (terms, ages, windows) are never written in a text: they come as values.
//
// Placeholders have the same meaning everywhere: {n}, {m}, {total} counts; {min}, {mb}, {kb}, {m2} bare numbers of
// the unit; {days}, {months}, {time}, {left} lengths in words (Days, Months, Duration; {time} is also a moment where
// the sentence asks for one); {date}, {until}, {from}, {to} dates or moments in words; {name} ShortName or Name;
// {ref} number of a case; {code} code word; {otp} one-time code; {address} and {term} ready texts. Quotation
// marks are «» in Kazakh and Russian and “” in English. A sentence has about 20 words at most.
package words
