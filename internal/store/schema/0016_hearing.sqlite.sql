-- An application is heard before an officer refuses it, and a second officer looks before an obstacle is let
-- pass. The table is made anew, strict as the others are.
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
    deadline integer NOT NULL,
    facts    integer NOT NULL CHECK (facts >= 1),
    head     text   NOT NULL,
    body     text   NOT NULL,
    opened   integer NOT NULL,
    updated  integer NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT case_row_state CHECK (kind <> 'registration' OR state IN (
        'draft', 'checking', 'ineligible', 'signing', 'consenting', 'held', 'recording', 'reviewing',
        'hearing', 'seconding', 'done', 'unagreed', 'lapsed', 'withdrawn', 'refused'))
) STRICT;
INSERT INTO case_row (ref, number, kind, state, person, filer, rka, type, request, owners, deadline, facts, head, body, opened, updated)
    SELECT ref, number, kind, state, person, filer, rka, type, request, owners, deadline, facts, head, body, opened, updated FROM case_row_before;
DROP TABLE case_row_before;
CREATE INDEX case_row_pile ON case_row (state, opened, ref);
CREATE INDEX case_row_request ON case_row (request);
