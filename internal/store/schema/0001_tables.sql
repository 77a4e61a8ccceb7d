-- Facts: what happened, one chain per case or register entry. Never changed, never deleted.
-- distributed by chain
CREATE TABLE fact (
    chain   text   NOT NULL,
    seq     bigint NOT NULL CHECK (seq >= 1),
    body    text   NOT NULL,
    prev    text   NOT NULL CHECK ((seq = 1) = (prev = '')),
    digest  text   NOT NULL CHECK (digest <> ''),
    at      bigint NOT NULL,
    PRIMARY KEY (chain, seq)
);

-- Case rows: the bookmark of a case, rebuilt from facts at any time.
-- distributed by ref
CREATE TABLE case_row (
    ref      text   NOT NULL,
    number   text   NOT NULL,
    kind     text   NOT NULL CHECK (kind IN ('registration', 'removal')),
    state    text   NOT NULL,
    person   text   NOT NULL,
    filer    text   NOT NULL,
    rka      text   NOT NULL,
    type     text   NOT NULL,
    request  text   NOT NULL,
    owners   text   NOT NULL,
    deadline bigint NOT NULL,
    facts    bigint NOT NULL CHECK (facts >= 1),
    head     text   NOT NULL,
    body     text   NOT NULL,
    opened   bigint NOT NULL,
    updated  bigint NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT case_row_state CHECK (kind <> 'registration' OR state IN (
        'draft', 'checking', 'ineligible', 'signing', 'consenting', 'recording', 'reviewing',
        'done', 'unagreed', 'lapsed', 'withdrawn', 'refused'))
);
CREATE INDEX case_row_pile ON case_row (state, opened, ref);
CREATE INDEX case_row_request ON case_row (request);

-- Docket: the cases of a person, as the one to be registered or as the one who filed.
-- distributed by person
CREATE TABLE docket (
    person text   NOT NULL,
    ref    text   NOT NULL,
    side   text   NOT NULL CHECK (side IN ('person', 'filer')),
    kind   text   NOT NULL,
    type   text   NOT NULL,
    open   bigint NOT NULL CHECK (open IN (0, 1)),
    PRIMARY KEY (person, ref, side)
);
CREATE UNIQUE INDEX docket_one_open ON docket (person, type)
    WHERE open = 1 AND side = 'person' AND kind = 'registration';

-- Summons: the cases in which a present owner is asked.
-- distributed by owner
CREATE TABLE summons (
    owner text   NOT NULL,
    ref   text   NOT NULL,
    filer text   NOT NULL,
    asked bigint NOT NULL,
    PRIMARY KEY (owner, ref)
);

-- Numbers given out to cases and to notifications of register entries.
-- distributed by number
CREATE TABLE numbering (
    number text NOT NULL,
    kind   text NOT NULL CHECK (kind IN ('case', 'entry')),
    ref    text NOT NULL,
    PRIMARY KEY (number, kind)
);

-- The register by person: every version of every entry, with what was valid and when it was known.
-- distributed by person
CREATE TABLE entry (
    person      text   NOT NULL,
    id          text   NOT NULL,
    version     bigint NOT NULL CHECK (version >= 1),
    number      text   NOT NULL,
    rka         text   NOT NULL,
    type        text   NOT NULL CHECK (type IN ('temporary', 'permanent')),
    months      bigint NOT NULL CHECK (months >= 0),
    valid_from  bigint NOT NULL,
    valid_until bigint NOT NULL,
    term        bigint NOT NULL,
    status      text   NOT NULL,
    case_ref    text   NOT NULL,
    ended       text   NOT NULL,
    known_from  bigint NOT NULL,
    known_until bigint NOT NULL,
    PRIMARY KEY (person, id, version),
    CONSTRAINT entry_status CHECK (status IN (
        'active', 'expired', 'ended_by_person', 'ended_by_owner', 'ended_by_org', 'superseded',
        'ended_court', 'ended_death', 'ended_emigration', 'annulled')),
    CHECK (valid_from <= valid_until),
    CHECK (known_from <= known_until)
);
CREATE UNIQUE INDEX entry_one_active ON entry (person, type)
    WHERE status = 'active' AND known_until = 9223372036854775807;
CREATE UNIQUE INDEX entry_one_current ON entry (person, id)
    WHERE known_until = 9223372036854775807;
CREATE INDEX entry_id ON entry (id, version);
CREATE INDEX entry_ending ON entry (valid_until)
    WHERE status = 'active' AND known_until = 9223372036854775807;

-- The register by dwelling: the same versions, written in the same transaction.
-- distributed by rka
CREATE TABLE resident (
    rka         text   NOT NULL,
    id          text   NOT NULL,
    version     bigint NOT NULL,
    person      text   NOT NULL,
    number      text   NOT NULL,
    type        text   NOT NULL,
    months      bigint NOT NULL,
    valid_from  bigint NOT NULL,
    valid_until bigint NOT NULL,
    term        bigint NOT NULL,
    status      text   NOT NULL,
    case_ref    text   NOT NULL,
    ended       text   NOT NULL,
    known_from  bigint NOT NULL,
    known_until bigint NOT NULL,
    PRIMARY KEY (rka, id, version)
);

-- Guards: versions of what must hold still between load and commit.
-- distributed by name
CREATE TABLE guard (
    kind    text   NOT NULL CHECK (kind IN ('dwelling', 'person', 'case')),
    name    text   NOT NULL,
    version bigint NOT NULL CHECK (version >= 0),
    PRIMARY KEY (kind, name)
);

-- Idempotency keys that were heard, with their outcome.
-- distributed by key
CREATE TABLE heard (
    key     text   NOT NULL,
    outcome text   NOT NULL,
    at      bigint NOT NULL,
    PRIMARY KEY (key)
);
CREATE INDEX heard_at ON heard (at);

-- Evidence of people's words, by content.
-- distributed by id
CREATE TABLE proof (
    id       text NOT NULL,
    standing text NOT NULL CHECK (standing IN ('good', 'pending')),
    signer   text NOT NULL,
    body     text NOT NULL,
    PRIMARY KEY (id)
);

-- Consents kept beside their cases.
-- distributed by request
CREATE TABLE kept (
    request text   NOT NULL,
    owner   text   NOT NULL,
    body    text   NOT NULL,
    until   bigint NOT NULL,
    PRIMARY KEY (request, owner)
);

-- An owner allows no requests for a dwelling.
-- distributed by rka
CREATE TABLE frozen (
    rka   text   NOT NULL,
    owner text   NOT NULL,
    since bigint NOT NULL,
    PRIMARY KEY (rka, owner)
);

-- An owner blocks one applicant.
-- distributed by owner
CREATE TABLE block (
    owner  text   NOT NULL,
    person text   NOT NULL,
    since  bigint NOT NULL,
    PRIMARY KEY (owner, person)
);

-- Work to be done after a commit. Finished errands stay until swept, so that a key never works twice.
-- distributed by key
CREATE TABLE errand (
    key      text   NOT NULL,
    kind     text   NOT NULL,
    case_ref text   NOT NULL,
    body     text   NOT NULL,
    due      bigint NOT NULL,
    state    text   NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
    attempt  bigint NOT NULL CHECK (attempt >= 0),
    lease    bigint NOT NULL,
    worker   text   NOT NULL,
    why      text   NOT NULL,
    PRIMARY KEY (key)
);
CREATE INDEX errand_waiting ON errand (due, key) WHERE state = 'waiting';
CREATE INDEX errand_state ON errand (state, due);

-- Moments when the calendar clock must knock.
-- distributed by key
CREATE TABLE alarm (
    key  text   NOT NULL,
    kind text   NOT NULL,
    ref  text   NOT NULL,
    at   bigint NOT NULL,
    PRIMARY KEY (key)
);
CREATE INDEX alarm_at ON alarm (at, key);

-- Accounts, made by the first log-in.
-- distributed by person
CREATE TABLE account (
    person  text   NOT NULL,
    name    text   NOT NULL,
    lang    text   NOT NULL,
    lifts   bigint NOT NULL CHECK (lifts IN (0, 1)),
    created bigint NOT NULL,
    PRIMARY KEY (person)
);

-- Log-ins, by the digest of the cookie.
-- distributed by hash
CREATE TABLE session (
    hash   text   NOT NULL,
    person text   NOT NULL,
    bin    text   NOT NULL,
    role   text   NOT NULL,
    by_way text   NOT NULL,
    token  text   NOT NULL,
    made   bigint NOT NULL,
    seen   bigint NOT NULL,
    ends   bigint NOT NULL,
    PRIMARY KEY (hash)
);
CREATE INDEX session_ends ON session (ends);

-- One-time codes, hashed.
-- distributed by id
CREATE TABLE code (
    id       text   NOT NULL,
    person   text   NOT NULL,
    purpose  text   NOT NULL,
    digest   text   NOT NULL,
    case_ref text   NOT NULL,
    salt     text   NOT NULL,
    hash     text   NOT NULL,
    phone    text   NOT NULL,
    tries    bigint NOT NULL CHECK (tries >= 0),
    made     bigint NOT NULL,
    ends     bigint NOT NULL,
    used     bigint NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX code_active ON code (person, purpose, digest, made);
CREATE INDEX code_ends ON code (ends);

-- Forms that have not been filed.
-- distributed by ref
CREATE TABLE draft (
    ref     text   NOT NULL,
    person  text   NOT NULL,
    request text   NOT NULL,
    number  text   NOT NULL,
    form    text   NOT NULL,
    step    text   NOT NULL,
    made    bigint NOT NULL,
    saved   bigint NOT NULL,
    until   bigint NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    PRIMARY KEY (ref)
);
CREATE INDEX draft_person ON draft (person, saved);
CREATE INDEX draft_until ON draft (until);

-- Notices in an account of a person or a legal entity.
-- distributed by party
CREATE TABLE letter (
    party    text   NOT NULL,
    id       text   NOT NULL,
    case_ref text   NOT NULL,
    kind     text   NOT NULL,
    vars     text   NOT NULL,
    at       bigint NOT NULL,
    read_at  bigint NOT NULL,
    sms      text   NOT NULL,
    PRIMARY KEY (party, id)
);
CREATE INDEX letter_at ON letter (party, at);
CREATE INDEX letter_id ON letter (id);

-- SMS on their way.
-- distributed by id
CREATE TABLE sms (
    id     text   NOT NULL,
    phone  text   NOT NULL,
    body   text   NOT NULL,
    dies   bigint NOT NULL,
    status text   NOT NULL CHECK (status IN ('queued', 'sent', 'delivered', 'failed', 'unknown', 'dead')),
    tried  bigint NOT NULL,
    PRIMARY KEY (id)
);

-- Looks at personal data.
-- distributed by person
CREATE TABLE look (
    person   text   NOT NULL,
    id       text   NOT NULL,
    by_whom  text   NOT NULL,
    what     text   NOT NULL,
    purpose  text   NOT NULL,
    case_ref text   NOT NULL,
    at       bigint NOT NULL,
    PRIMARY KEY (person, id)
);
CREATE INDEX look_at ON look (person, at);

-- Durable rate counters: the hits inside the window, as a list of instants.
-- distributed by bucket
CREATE TABLE hit (
    bucket text   NOT NULL,
    marks  text   NOT NULL,
    ends   bigint NOT NULL,
    PRIMARY KEY (bucket)
);
CREATE INDEX hit_ends ON hit (ends);

-- Settings that must outlive a restart: the town's date and ports, salts, keys.
-- distributed by name
CREATE TABLE setting (
    name  text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (name)
);
