-- Proposals of officers to strike an entry of the register, with the columns of case_row: request is the
-- entry, person who is registered by it.
-- distributed by ref
CREATE TABLE striking_row (
    ref      text   NOT NULL,
    number   text   NOT NULL,
    kind     text   NOT NULL CHECK (kind = 'striking'),
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
    CONSTRAINT striking_state CHECK (state IN (
        'draft', 'hearing', 'seconding', 'struck', 'declined', 'withdrawn', 'lapsed'))
);
CREATE INDEX striking_person ON striking_row (person, opened);
CREATE INDEX striking_entry ON striking_row (request, opened);
CREATE INDEX striking_open ON striking_row (opened, ref) WHERE state IN ('hearing', 'seconding');

-- Entries that others ended, by when it was known: their people may be left without an address.
CREATE INDEX entry_struck ON entry (known_from)
    WHERE known_until = 9223372036854775807 AND status IN ('ended_by_owner', 'ended_by_org', 'ended_court', 'annulled');
