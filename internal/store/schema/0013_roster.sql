-- Lists of people whom an organisation's administration applies for: the heads.
-- distributed by org
CREATE TABLE roster (
    org     text   NOT NULL,
    ref     text   NOT NULL,
    body    text   NOT NULL,
    made    bigint NOT NULL,
    until   bigint NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    PRIMARY KEY (org, ref)
);
CREATE INDEX roster_until ON roster (until);

-- The rows of those lists, one a person.
-- distributed by org
CREATE TABLE roster_row (
    org      text   NOT NULL,
    ref      text   NOT NULL,
    n        bigint NOT NULL,
    state    text   NOT NULL CHECK (state IN ('waiting', 'bad', 'ready', 'struck', 'filed', 'signed')),
    case_ref text   NOT NULL,
    body     text   NOT NULL,
    version  bigint NOT NULL CHECK (version >= 1),
    PRIMARY KEY (org, ref, n)
);

-- Signatures over those lists. Rows stay: they tell whose word a proof is.
-- distributed by org
CREATE TABLE roster_word (
    org   text   NOT NULL,
    ref   text   NOT NULL,
    n     bigint NOT NULL,
    proof text   NOT NULL,
    body  text   NOT NULL,
    at    bigint NOT NULL,
    PRIMARY KEY (org, ref, n)
);
CREATE INDEX roster_word_at ON roster_word (org, at);
