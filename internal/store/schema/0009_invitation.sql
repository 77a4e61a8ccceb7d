-- Invitations: consents that owners gave beforehand to a named person. Rows stay, as evidence of whose word a proof is.
-- distributed by person
CREATE TABLE invitation (
    person    text   NOT NULL,
    request   text   NOT NULL,
    number    text   NOT NULL,
    owner     text   NOT NULL,
    by_whom   text   NOT NULL,
    rka       text   NOT NULL,
    type      text   NOT NULL CHECK (type IN ('temporary', 'permanent')),
    months    bigint NOT NULL CHECK (months >= 0),
    purpose   text   NOT NULL,
    proof     text   NOT NULL,
    made      bigint NOT NULL,
    until     bigint NOT NULL,
    cancelled bigint NOT NULL,
    PRIMARY KEY (person, request)
);
CREATE INDEX invitation_owner ON invitation (owner, made);
