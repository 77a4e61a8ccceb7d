-- A list is signed by eGov Business as well. SQLite cannot change a constraint: the table is made anew and
-- its rows, which live for minutes, move over.
ALTER TABLE mobile RENAME TO mobile_before;
CREATE TABLE mobile (
    id         text   NOT NULL,
    token      text   NOT NULL,
    purpose    text   NOT NULL CONSTRAINT mobile_purpose_check CHECK (purpose IN ('login', 'sign', 'agree', 'list')),
    person     text   NOT NULL,
    party      text   NOT NULL,
    bin        text   NOT NULL,
    case_ref   text   NOT NULL,
    digest     text   NOT NULL,
    lang       text   NOT NULL,
    rendering  text   NOT NULL,
    visitor    text   NOT NULL,
    state      text   NOT NULL CHECK (state IN ('waiting', 'fetched', 'signed')),
    signer     text   NOT NULL,
    signer_bin text   NOT NULL,
    seal       text   NOT NULL,
    made       bigint NOT NULL,
    ends       bigint NOT NULL,
    PRIMARY KEY (id)
);
INSERT INTO mobile (id, token, purpose, person, party, bin, case_ref, digest, lang, rendering, visitor, state, signer, signer_bin, seal, made, ends)
    SELECT id, token, purpose, person, party, bin, case_ref, digest, lang, rendering, visitor, state, signer, signer_bin, seal, made, ends FROM mobile_before;
DROP TABLE mobile_before;
