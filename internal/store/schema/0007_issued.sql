-- Documents as they were issued. Bytes are made once; the text is base64.
-- distributed by person
CREATE TABLE issued (
    person text   NOT NULL,
    number text   NOT NULL,
    kind   text   NOT NULL CHECK (kind IN ('notification', 'certificate', 'refusal')),
    pdf    text   NOT NULL,
    digest text   NOT NULL,
    code   text   NOT NULL,
    salt   text   NOT NULL,
    made   bigint NOT NULL,
    PRIMARY KEY (person, number, kind)
);
