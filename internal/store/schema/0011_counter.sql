-- Tickets of the people who wait at a branch of the State corporation, with the operator's workspace.
-- distributed by branch
CREATE TABLE ticket (
    branch   text   NOT NULL,
    id       text   NOT NULL,
    day      text   NOT NULL,
    series   text   NOT NULL,
    seq      bigint NOT NULL CHECK (seq > 0),
    service  text   NOT NULL CHECK (service IN ('registration', 'removal', 'certificate')),
    priority text   NOT NULL CHECK (priority IN ('', 'disabled', 'pregnant', 'elderly')),
    state    text   NOT NULL CHECK (state IN ('waiting', 'called', 'served', 'absent', 'refused', 'sent_off')),
    place    text   NOT NULL,
    operator text   NOT NULL,
    person   text   NOT NULL,
    case_ref text   NOT NULL,
    lang     text   NOT NULL,
    body     text   NOT NULL,
    made     bigint NOT NULL,
    called   bigint NOT NULL,
    ended    bigint NOT NULL,
    version  bigint NOT NULL,
    PRIMARY KEY (branch, id)
);
CREATE UNIQUE INDEX ticket_number ON ticket (branch, day, series, seq);

-- What was scanned at a window. The rows stay; the bytes beside them may be erased.
-- distributed by ticket
CREATE TABLE scan (
    ticket   text   NOT NULL,
    digest   text   NOT NULL,
    branch   text   NOT NULL,
    kind     text   NOT NULL,
    media    text   NOT NULL CHECK (media IN ('application/pdf', 'image/jpeg', 'image/png')),
    size     bigint NOT NULL CHECK (size > 0),
    operator text   NOT NULL,
    at       bigint NOT NULL,
    PRIMARY KEY (ticket, digest)
);

-- The bytes of scans, base64, by their digest.
-- distributed by digest
CREATE TABLE scan_body (
    digest text NOT NULL,
    body   text NOT NULL,
    PRIMARY KEY (digest)
);

-- Receipts that a person was given at a window. Bytes are made once; the text is base64.
-- distributed by person
CREATE TABLE handed (
    person text   NOT NULL,
    number text   NOT NULL,
    kind   text   NOT NULL CHECK (kind IN ('acceptance', 'nonacceptance')),
    pdf    text   NOT NULL,
    digest text   NOT NULL,
    made   bigint NOT NULL,
    PRIMARY KEY (person, number, kind)
);
