-- A renewal in which everything is said waits for the last day of the term that runs. SQLite cannot change
-- a constraint: the table is made anew and its rows move over.
ALTER TABLE case_row RENAME TO case_row_before;
DROP INDEX case_row_pile;
DROP INDEX case_row_request;
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
        'draft', 'checking', 'ineligible', 'signing', 'consenting', 'held', 'recording', 'reviewing',
        'done', 'unagreed', 'lapsed', 'withdrawn', 'refused'))
);
INSERT INTO case_row (ref, number, kind, state, person, filer, rka, type, request, owners, deadline, facts, head, body, opened, updated)
    SELECT ref, number, kind, state, person, filer, rka, type, request, owners, deadline, facts, head, body, opened, updated FROM case_row_before;
DROP TABLE case_row_before;
CREATE INDEX case_row_pile ON case_row (state, opened, ref);
CREATE INDEX case_row_request ON case_row (request);
