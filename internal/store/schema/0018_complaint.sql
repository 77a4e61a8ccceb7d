-- Bookmarks of complaints, with the columns of case_row: type is the kind of complaint, request the case
-- or entry that it is about, person whoever lodged it.
-- distributed by ref
CREATE TABLE complaint_row (
    ref      text   NOT NULL,
    number   text   NOT NULL,
    kind     text   NOT NULL CHECK (kind = 'complaint'),
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
    CONSTRAINT complaint_state CHECK (state IN ('waiting', 'upheld', 'not_upheld', 'withdrawn'))
);
CREATE INDEX complaint_person ON complaint_row (person, opened);
CREATE INDEX complaint_about ON complaint_row (request, opened);
CREATE INDEX complaint_waiting ON complaint_row (opened, ref) WHERE state = 'waiting';
CREATE INDEX complaint_opened ON complaint_row (opened);
