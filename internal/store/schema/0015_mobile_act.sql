-- Rows live for minutes: the table is made anew.
DROP TABLE mobile;

-- Signatures asked of the eGov Mobile app. Short-lived rows.
-- distributed by id
CREATE TABLE mobile (
    id         text   NOT NULL,
    token      text   NOT NULL,
    purpose    text   NOT NULL CONSTRAINT mobile_purpose_check CHECK (purpose IN ('login', 'sign', 'agree', 'invite', 'strike', 'confirm', 'list')),
    person     text   NOT NULL,
    party      text   NOT NULL,
    bin        text   NOT NULL,
    case_ref   text   NOT NULL,
    act        text   NOT NULL,
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
